// Reads the parts of the request from the arguments.
import { isSecretName, sdkDate } from "@cdn-export/signer";
import { suggestion } from "../../flags/values.ts";
import { endpointUrl } from "../../shared/endpoint.ts";
import { readInput } from "../../shared/input.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
/** Advice for secret headers, which must not be flags. */
const SECRET_HEADERS: Readonly<Record<string, string>> = {
  "x-security-token": say(
    "set HUAWEICLOUD_SDK_SECURITY_TOKEN instead, which is sent and signed",
    "请设置 HUAWEICLOUD_SDK_SECURITY_TOKEN，它会被发送并签名",
  ),
  "x-auth-token": say("a request with an IAM token isn't signed", "使用 IAM 令牌的请求不需要签名"),
  authorization: say("this command creates it", "它由本命令生成"),
};
const WINDOW_MS = 15 * 60_000;

export function methodOf(input: string): string {
  const method = input.toUpperCase();
  if (METHODS.includes(method)) return method;
  const known = METHODS.map((known) => known.toLowerCase());
  const what = say(
    `${JSON.stringify(input)} isn't a method: the first argument is one of ${METHODS.join(", ")}`,
    `${JSON.stringify(input)} 不是请求方法：第一个参数是 ${METHODS.join("、")} 之一`,
  );
  throw new UsageError(what + suggestion(input, known));
}

/** Adds the endpoint to a path. */
export function urlOf(target: string, endpoint: string | undefined): string {
  const text = target.startsWith("/") ? endpointUrl(endpoint) + target : target;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    const shown = JSON.stringify(target.replace(/[?].*/s, "?..."));
    throw new UsageError(
      say(
        `${shown} is neither a URL nor a path: use https://... or /v1/...`,
        `${shown} 既不是 URL 也不是路径：请用 https://... 或 /v1/...`,
      ),
    );
  }
  const url = new URL(text);
  if (url.username || url.password)
    throw new UsageError(
      say(
        "the URL must not contain a user or a password: AK and SK are read from the environment",
        "URL 中不能有用户名或密码：AK 和 SK 从环境变量读取",
      ),
    );
  // Fragments are never sent.
  url.hash = "";
  return url.href;
}

export function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = "", value = ""] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/s.exec(line) ?? [];
    const key = name.toLowerCase();
    // Don't repeat the line: it may contain a secret.
    if (key === "") throw new UsageError(say("--header: use the form 'name: value'", "--header：请用“名称: 值”的形式"));
    const advice =
      SECRET_HEADERS[key] ?? say("other users can see it in the process's arguments", "其他用户能在进程参数中看到它");
    if (isSecretName(key))
      throw new UsageError(say(`--header: leave ${key} out: ${advice}`, `--header：请去掉 ${key}：${advice}`));
    if (key === "x-sdk-date")
      throw new UsageError(
        say(
          "--header: leave x-sdk-date out: it is the time of the signature, which --date sets",
          "--header：请去掉 x-sdk-date：它是签名的时间，用 --date 设置",
        ),
      );
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key]}, ${value.trim()}` : value.trim();
  }
  return headers;
}

export function dateOf(input: string | undefined, session: Session): string {
  if (input === undefined) return sdkDate();
  const iso = input.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const time = /^\d{4}-\d\d/.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(
      say(
        `--date: ${JSON.stringify(input)} isn't a time: use 20261101T080000Z or 2026-11-01T08:00:00Z`,
        `--date：${JSON.stringify(input)} 不是时间：请用 20261101T080000Z 或 2026-11-01T08:00:00Z`,
      ),
    );
  if (Math.abs(time - Date.now()) > WINDOW_MS)
    session.note(
      say(
        "The gateway refuses this signature now: its time is more than 15 minutes off.",
        "网关现在会拒绝这个签名：它的时间相差超过 15 分钟。",
      ),
    );
  return sdkDate(time);
}

export async function bodyOf(
  { data, dataFile }: { data?: string; dataFile?: string },
  session: Session,
): Promise<Buffer | undefined> {
  if (data !== undefined && dataFile !== undefined)
    throw new UsageError(
      say("--data and --data-file both set the body: leave one out", "--data 和 --data-file 都设置请求体：请去掉一个"),
    );
  if (dataFile === undefined) return data === undefined ? undefined : Buffer.from(data);
  return readInput(dataFile, session, say("Type the body.", "请输入请求体。"));
}

export function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
