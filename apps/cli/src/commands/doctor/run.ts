import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { endpointUrl } from "../../shared/endpoint.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import type { Check } from "./check.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkJobs } from "./check-jobs.ts";
import { checkEndpoint, checkProxy } from "./check-network.ts";
import { checkNode, checkVersion } from "./check-program.ts";
import { checkSignedCall, skippedSignedCall } from "./check-signed-call.ts";

interface DoctorOptions extends ConnectionOptions {
  live?: boolean;
}

export const run: Run<[], DoctorOptions> = async (_, { endpoint, live = false }, session) => {
  const url = endpointUrl(endpoint);
  const { env, signal } = session;
  const checks: Check[] = [];
  const add = (...found: Check[]) => {
    checks.push(...found);
    if (session.json) return;
    for (const check of found)
      if (!session.quiet || check.state === "wrong") session.result({}, renderCheck(check, session.out.columns));
  };

  add(checkNode(), checkVersion());
  session.progress.show(say("looking for credentials", "正在查找密钥"));
  const [credentials, account] = await checkCredentials();
  add(credentials, account, checkProxy(env, url));
  session.progress.show(say(`sending a request to ${url}`, `正在向 ${url} 发送请求`));
  add(...(await checkEndpoint(env, url, signal)));
  add(await checkJobs(env));
  session.progress.show(say("making a signed call", "正在发送签名请求"));
  if (!live) add(skippedSignedCall());
  else if (credentials.state === "wrong")
    add(skippedSignedCall(say("not sent: there are no credentials", "未发送：没有密钥")));
  else add(await checkSignedCall(url, session));

  const wrong = checks.filter(({ state }) => state === "wrong");
  const exitCode = wrong[0]?.exitCode ?? (wrong.length > 0 ? EXIT.UNEXPECTED : 0);
  session.result({ ok: wrong.length === 0, checks: checks.map(({ exitCode: _, ...check }) => check) });
  return exitCode;
};

/** For people. Programs get the English ones in every language. */
const STATES: Readonly<Record<Check["state"], string>> = {
  ok: say("ok", "正常"),
  warning: say("warning", "警告"),
  wrong: say("wrong", "错误"),
  "not checked": say("not checked", "未检查"),
};
const CHINESE_NAMES: Readonly<Record<string, string>> = {
  credentials: "密钥",
  "account id": "账号 ID",
  proxy: "代理",
  endpoint: "服务地址",
  clock: "时钟",
  jobs: "未完成的导出",
  "signed call": "签名请求",
};
const STATE_WIDTH: number = stringWidth(STATES["not checked"]);
const NAME_WIDTH: number = stringWidth(say("credentials", "未完成的导出"));
const INDENT = STATE_WIDTH + NAME_WIDTH + 4;
/** In fewer columns, wrapped lines are harder to read than long ones. */
const MIN_WIDTH = 30;

function renderCheck({ state, name, text, more = [] }: Check, columns: number | undefined): string {
  const width = (columns ?? 0) - INDENT;
  // Keep the alignment of lines that begin with blanks or a marker.
  const wrap = (line: string) => (width < MIN_WIDTH || /^[ >]/.test(line) ? line : wrapAnsi(line, width));
  const lines = [text, ...more].flatMap((line) => wrap(printable(line)).split("\n"));
  const shown = say(name, CHINESE_NAMES[name] ?? name);
  const start = `${padded(STATES[state], STATE_WIDTH)}  ${padded(shown, NAME_WIDTH)}  `;
  return lines.map((line, i) => ((i === 0 ? start : " ".repeat(INDENT)) + line).trimEnd()).join("\n");
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
