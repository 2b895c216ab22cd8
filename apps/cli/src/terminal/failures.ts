// Messages about errors, warnings and explanations of our packages. The packages speak English. In Chinese, a headline and
// advice are added by code, and the English message stays, so that people can search for it.
import { language, say } from "./language.ts";

export interface Failure extends Error {
  code?: string;
  status?: number;
  requestId?: string;
  advice?: string;
}

/** The service's and the gateway's codes have their Chinese advice in the error catalogue. */
type ByCode = Readonly<Record<string, readonly [headline: string, advice?: string]>>;

export const CHINESE_FAILURES: ByCode = {
  INVALID_QUERY: ["查询无效"],
  CONNECTION: ["没有连上服务", "请检查网络、代理和 --endpoint；cdn-export doctor 可以检查"],
  PROXY: ["代理拒绝了连接", "状态为 407 时，请把用户名和密码写进代理的 URL"],
  TIMEOUT: ["服务没有及时响应", "请检查网络和代理，然后重试"],
  THROTTLED: ["服务限制了请求频率", "请稍后重试，或用 --rate 降低频率"],
  UNEXPECTED_ANSWER: ["服务的响应不符合接口文档", "请确认 --endpoint 正确，且没有代理改动响应"],
  NO_CODE: ["服务拒绝了请求，但没有给出错误码"],
  ABORTED: ["已停止"],
  NOT_LOADED: ["程序文件不完整，无法加载", "请重新安装"],
  NOT_INSTALLED: ["缺少读取这种文件所需的程序库", "请重新安装"],
  JOB_FAILED: ["导出任务失败", "请重新导出；若仍失败，请把任务 ID 发给华为云技术支持"],
  JOB_TIMEOUT: ["导出没有在时限内完成"],
  TASK_NOT_LISTED: ["任务列表中没有本次导出的任务", "稍后用 cdn-export resume 再次查找；重新创建可能产生第二个任务"],
  AMBIGUOUS_TASK: ["无法确认哪个任务属于本次导出"],
  LINK_EXPIRED: ["下载链接已失效", "请重新导出"],
  NO_FILE: ["任务没有文件", "请重新导出"],
  BAD_LINK: ["下载链接无效", "请重新导出"],
  REDIRECTED: ["下载链接跳转到了别的地址，没有跟随"],
  CHANGED: ["文件在下载期间发生了变化", "请重新下载"],
  WRONG_RANGE: ["服务返回的不是所请求的那一段文件", "请重新下载"],
  TRUNCATED: ["文件不完整", "请重新下载"],
  TOO_LARGE: ["文件过大"],
  TOO_LONG: ["文件中有一个值过长"],
  BAD_CSV: ["csv 文件已损坏"],
  BAD_GZIP: ["gzip 文件已损坏"],
  BAD_ZIP: ["zip 文件已损坏"],
  BAD_XLSX: ["xlsx 文件已损坏"],
  NOT_STATISTICS: ["这不是统计文件", "请用 --table 选择另一个表"],
  OTHER_COLUMN: ["各行的列不同"],
  WRONG_FILE: ["文件的内容与查询不符", "任务已释放；请重新运行"],
  CANNOT_WRITE: ["无法写入文件", "请换一个路径"],
  FILE_EXISTS: ["文件已存在", "请移走它，或用 --force 替换"],
  BAD_STATE: ["保存的任务状态无法使用"],
  JOB_LOCKED: ["另一个进程正在使用这个任务", "请等它完成，或结束它"],
  JOB_LOST: ["另一个进程接管或删除了这个任务"],
  JOB_UNKNOWN: ["没有这个任务", "cdn-export resume --list 列出所有任务"],
  JOB_BROKEN: ["任务文件已损坏"],
  JOB_CLOSED: ["任务已关闭"],
  JOB_VERSION: ["任务由其他版本写成", "请更新 cdn-export"],
  JOB_CANNOT_READ: ["无法读取任务文件"],
  JOB_CANNOT_WRITE: ["无法写入任务文件"],
  CLAIMS_BROKEN: ["记录创建请求的文件已损坏", "没有发送任何请求。距上次导出三分钟后可删除该文件"],
  CLAIMS_VERSION: ["记录创建请求的文件由更新的版本写成", "请更新 cdn-export"],
  LEDGER_LOCKED: ["另一个进程正在使用账本", "请等它完成，或用 --wait 10m 等待"],
  LEDGER_LOST: ["另一个进程接管了账本", "没有再写入任何内容；请等它完成后重新运行"],
  LEDGER_BROKEN: ["账本已损坏"],
  LEDGER_CLOSED: ["账本已关闭"],
  LEDGER_VERSION: ["账本由更新的版本写成", "请更新 cdn-export"],
  LEDGER_CANNOT_WRITE: ["无法写入账本", "可以写入后请重新运行"],
  NO_LEDGER: ["这个文件不是账本"],
  LOCK_FAILED: ["无法使用账号锁"],
  LOCK_IDLE: ["账号锁没有运行任务"],
  LOCK_TWICE: ["账号锁把任务运行了两次"],
  NO_CREDENTIALS: ["没有密钥", "请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK"],
  UNKNOWN_DOMAIN_ID: ["无法确定账号 ID"],
  BAD_QUERY: ["报表的查询无效"],
  BAD_ROW: ["文件中有一行无法用于报表"],
  NOT_ADDITIVE: ["这类统计数据不能相加"],
  MIXED: ["这些文件不能放在同一份报表中"],
  OVERLAP: ["有数据会被重复计算"],
  NO_COLUMN: ["文件中缺少所需的列"],
  NO_DATA: ["没有这个区域或时间段的数据"],
};

const CHINESE_NAMES: Readonly<Record<string, string>> = {
  SignatureError: "签名被拒绝",
  ApiError: "服务拒绝了请求",
};

/** Errors of this program, whose messages are in the right language already. */
const OURS: ReadonlySet<string> = new Set(["UsageError", "CredentialsError", "StateError", "FileExistsError"]);

/** The message in the language of this run, with advice for people. */
export async function messageOf(error: Error): Promise<string> {
  if (language === "zh" && OURS.has(error.name)) return error.message;
  const { name, code = "", advice: theirs } = error as Failure;
  // This part is for programs. It's in the middle of the message, before the request ID.
  const message = error.message.replace(/; `await error\.explain\(\)` \w+ why/, "");
  const end = `. ${theirs}`;
  const hasAdvice = theirs !== undefined && message.endsWith(end);
  const plain = hasAdvice ? message.slice(0, -end.length) : message;
  if (language === "en") return [plain, hasAdvice ? adviceFor(error) : undefined].filter(Boolean).join(". ");
  const headline = CHINESE_FAILURES[code]?.[0] ?? CHINESE_NAMES[name] ?? "出错了";
  const advice = await chineseAdvice(code);
  return `${headline}（${plain}）${advice === undefined ? "" : `。${advice}`}`;
}

/** The advice in the language of this run; `undefined` if there is none. */
export async function adviceOf(error: Failure): Promise<string | undefined> {
  return language === "en" ? adviceFor(error) : chineseAdvice(error.code ?? "");
}

async function chineseAdvice(code: string): Promise<string | undefined> {
  const ours = CHINESE_FAILURES[code];
  if (ours) return ours[1];
  const { lookUp } = await import("@cdn-export/api/errors");
  return lookUp(code as Parameters<typeof lookUp>[0])?.advice.zh;
}

/**
 * Advice for people, by the client's error codes, where the client's own advice is for programs. `undefined` removes the
 * advice: the line below the message says what to do.
 */
const OUR_ADVICE: ReadonlyMap<string, string | undefined> = new Map([
  ["JOB_TIMEOUT", undefined],
  ["AMBIGUOUS_TASK", undefined],
  ["LEDGER_LOCKED", "Let it finish, or wait for it with --wait 10m"],
  ["FILE_EXISTS", "Move it away, or replace it with --force"],
  ["NOT_STATISTICS", "Choose another with --table"],
]);

/** Errors without advice get none. */
function adviceFor({ code = "", advice }: Failure): string | undefined {
  return advice !== undefined && OUR_ADVICE.has(code) ? OUR_ADVICE.get(code) : advice;
}

interface Warning {
  rule: string;
  value?: string | number;
  message: string;
}

/** By the rule of the warning. */
export const CHINESE_WARNINGS: Readonly<Record<string, (warning: Warning) => string>> = {
  "start-before-end": () => "时间段必须先开始后结束",
  "interval-beyond-90-days": () => "超过 90 天的时间段只能用 --interval 3600",
  "both-ends": () => "开始时间和结束时间必须同时给出",
  aligned: () => "时间没有对齐到数据点，数据可能与预期不同",
  "span-31-days": () => "查询接口拒绝超过 31 天的时间段，导出接口可能也会",
  "kept-90-days": () => "统计数据只保留 90 天，较早的数据可能缺失",
  settled: ({ message }) => `这个时间段的数据要到 ${/from (.*) on$/.exec(message)?.[1] ?? "以后"} 才完整`,
  "domain-names": ({ value }) => `${JSON.stringify(value)} 不是域名`,
  "domain-spelling": ({ value }) => `${JSON.stringify(value)} 可能不是账号中的域名，请检查写法`,
  milliseconds: ({ value }) => `${value} 是以秒为单位的时间，请改用毫秒`,
  "known-codes": ({ value, message }) => {
    const [, meant] = /did you mean (.*)\?$/.exec(message) ?? [];
    return `${JSON.stringify(value)} 不是已知的代码，将原样发送${meant === undefined ? "" : `；是否想写 ${meant}？`}`;
  },
};

/** `Note: ...` */
export function noteOf(warning: Warning): string {
  return say(`Note: ${warning.message}`, `注意：${CHINESE_WARNINGS[warning.rule]?.(warning) ?? warning.message}`);
}

/** By the reason of the explanation: what is wrong, and what to do. */
export const CHINESE_REASONS: Readonly<Record<string, string>> = {
  "other request": "网关收到的请求与签名的请求不同。不同之处：",
  "wrong secret": "请求没有变化，但签名对不上：SK 有误。请检查 SK 与 AK 是否配对、是否完整。",
  "wrong signature": "签名有误，网关没有说明它收到了什么。请检查 SK，并对照规范请求。",
  clock: "签名已过期：本机时间与网关相差超过 15 分钟。请校准时钟，并在发送前签名。",
  locked: "AK 已被锁定：连续多次签名错误。请在五分钟内不要发送请求，并查明签名错误的原因。",
  "unknown key": "网关不认识这个 AK：可能写错、已删除、已停用，或属于其他站点。",
  token: "令牌有误、缺失或已过期。临时 AK、SK 和令牌是一组，请重新获取。",
  "not signed": "网关没有找到签名或令牌：Authorization 头没有到达，可能被代理或跳转去掉。",
  malformed: "Authorization 头的格式有误，或没有列出 X-Sdk-Date。",
  "address refused": "IAM 的访问控制不允许这个地址。请在 IAM 中放行，或从允许的地址发送。",
  "not known": "这不是已知的签名错误。请查它的错误码。",
  "nothing wrong": "签名没有问题。",
};

/** The text of an explanation. Its details are in English. */
export function explanationText({ reason, text }: { reason: string; text: string }): string {
  return language === "en" ? text : `${CHINESE_REASONS[reason] ?? ""}\n${text}`.trim();
}
