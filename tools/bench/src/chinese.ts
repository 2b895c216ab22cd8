// The figures in the words of README.zh-CN.md.
import type { Figure } from "./figure.ts";
import { OFFICIAL, PRISM } from "./versions.ts";

/** By the figure's name. */
const FIGURES: Readonly<Record<string, { what: string; rival?: string }>> = {
  "size-sign": { what: "`sign`" },
  "size-signed-fetch": { what: "`createSignedFetch`" },
  "size-typed-call": { what: "带类型的签名调用：openapi-fetch 加 `createSignedFetch` 和 `@cdn-export/api` 的类型" },
  "size-client": { what: "`createExportClient`，首次导入" },
  "size-client-job": { what: "一次 `exportStatistics` 到取得文件为止加载的全部代码" },
  "runtime-dependencies": { what: "客户端的第三方运行时依赖" },
  import: { what: "`import` 客户端（取最快一次）", rival: OFFICIAL },
  terminal: { what: "`cdn-export --help`（取最快一次）", rival: `\`import\` ${OFFICIAL}` },
  "sign-against-crypto": {
    what: "对 300 字节的 POST 执行 `signSync`",
    rival: "单纯的密码运算（两次哈希，一次密钥已备好的 HMAC）",
  },
  "sign-against-official": { what: "每秒签名次数", rival: OFFICIAL },
  "call-against-fetch": { what: "经本机回环的带签名、带类型的调用，八个并发", rival: "不签名的普通 `fetch`" },
  "download-hashed": { what: "`saveFile` 的速度，256 MB", rival: "把 fetch 经 SHA-256 接到文件" },
  "download-256": { what: "`saveFile` 的速度，256 MB", rival: "把 fetch 直接接到文件，不做任何检查" },
  "download-memory-256": { what: "`saveFile` 下载 256 MB 所占的内存", rival: "把 fetch 直接接到文件，不做任何检查" },
  "download-2048": { what: "`saveFile` 的速度，2048 MB", rival: "把 fetch 直接接到文件，不做任何检查" },
  "download-memory-2048": { what: "`saveFile` 下载 2048 MB 所占的内存", rival: "把 fetch 直接接到文件，不做任何检查" },
  "emulator-against-prism": {
    what: "模拟服务每秒处理的创建请求（验签并校验）",
    rival: `${PRISM}，既不验签，也不保存任何内容`,
  },
  plan: { what: "为 100 个域名、8 种数据、90 天执行 `plan`" },
  "ledger-open": { what: "打开含 100,000 个窗口的台账" },
  "ledger-memory": { what: "打开它的进程所占内存的峰值" },
  "recurring-run": { what: "每十次调用有一次失败时，5,000 个窗口中缺文件或有重复任务的窗口数" },
  generate: { what: "`npm run generate:check`" },
  demo: { what: "`npm run demo`（第二次起）到发出第一个请求" },
};

/** The phrases of the details, and what they become. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^aws4fetch's signer: /, "aws4fetch 的签名器："],
  [/^`sign` included$/, "含 `sign`"],
  [/^openapi-fetch in it: /, "其中 openapi-fetch："],
  [
    /^validators and rules included; (\d+) B more for .*; (\d+) B more to .*$/,
    "含校验器和规则；域名写法特殊或使用地区、运营商代码时另加 $1 B；给出错误建议、解释签名被拒原因时另加 $2 B",
  ],
  [/ ms, over an empty process$/, " ms，均为比空进程多用的时间"],
  [/ against /, " 对 "],
  [/^(\d+) windows, each with a file$/, "$1 个窗口，各有一个文件"],
  [/^(\d+) windows$/, "$1 个窗口"],
  [/^(\d+) faults, (\d+) tasks too many, (\d+) runs?, /, "$1 次故障，多出 $2 个任务，运行 $3 次，"],
  [/^(\d+) runs$/, "$1 次"],
];

/** @throws Error for a figure that has no Chinese words yet */
export function inChinese<T extends Figure>(figure: T): T {
  const words = FIGURES[figure.name];
  if (!words || (figure.rival !== null && words.rival === undefined))
    throw new Error(`The figure ${figure.name} has no Chinese words: add them to tools/bench/src/chinese.ts.`);
  const detail = PHRASES.reduce((text, [phrase, chinese]) => text.replace(phrase, chinese), figure.detail);
  return { ...figure, what: words.what, rival: words.rival ?? null, detail };
}
