// Advice of errors for people, instead of the packages' advice for programs.
import { say } from "./language.ts";
import { networkReason } from "./network-reason.ts";

export interface Failure extends Error {
  code?: string;
  status?: number | undefined;
  requestId?: string | undefined;
  advice?: string | undefined;
}

/** A message without its advice. */
export interface Message {
  text: string;
  advice?: string | undefined;
}

/** Errors end their messages with their advice. */
export function split(error: Failure): Message {
  const { message, advice, code, cause } = error;
  const text = message
    // This part is for programs. It's in the middle of the message, before the request ID.
    .replace(/; `await error\.explain\(\)` \w+ why/, "")
    .replace(/(?<=^[\w ]+ failed: )[A-Z][A-Z\d_]+(?=$|\. )/, (name) =>
      code === "CONNECTION" && cause instanceof Error ? networkReason(cause) : name,
    );
  const end = `. ${advice}`;
  return advice !== undefined && text.endsWith(end) ? { text: text.slice(0, -end.length), advice } : { text };
}

/**
 * Advice for people instead of the packages' advice for programs. `undefined` removes it: the line below the message says what
 * to do.
 */
export const OUR_ADVICE: ReadonlyMap<string, string | undefined> = new Map([
  ["The task may still finish: restore the job's state to continue", undefined],
  ["No task is known yet: restore the job's state to continue", undefined],
  [
    "Nothing was created yet: jobs create one after another, so start fewer at a time or give them a longer timeout",
    say(
      "Nothing was created yet: another program, or an earlier create call, has its turn. Run it again, or wait longer with --timeout",
      "尚未创建任务：其他程序或先前的创建请求尚未结束。请重新运行，或用 --timeout 延长等待",
    ),
  ],
  ["Other programs or earlier runs create tasks on this account: let them share a lock", undefined],
  ['Look at the tasks before you create another; onLost: "create-again" creates one without asking', undefined],
  [
    "Restore the job's state to look again; another create call may make a second task",
    say(
      "Look again later with cdn-export resume; another export may create a second task",
      "稍后用 cdn-export resume 再次查找；重新导出可能产生第二个任务",
    ),
  ],
  [
    "Let it finish, or wait for it with the option `wait`",
    say("Let it finish, or wait for it with --wait 10m", "请等它完成，或用 --wait 10m 等待"),
  ],
  [
    "Choose another name, or allow overwriting",
    say("Move it away, or replace it with --force", "请移走它，或用 --force 替换"),
  ],
  [
    "Allow it with the option followRedirect if the file may come from there",
    say("Check that no proxy redirects downloads", "请检查是否有代理让下载跳转"),
  ],
  ["Leave it out with the option `files`", say("Choose another with --table", "请用 --table 选择另一个表")],
  [
    "Say which columns to write: toCsv(rows, { columns: [...] })",
    say("Say which columns to write with --columns", "请用 --columns 指定要写的列"),
  ],
  [
    "Pass it as a Blob, which is read in place: in Node, await fs.openAsBlob(path)",
    say("Save it to a file, and name the file", "请先存为文件，再给出文件名"),
  ],
  [
    "Check the endpoint and network",
    say("Check the network, the proxy and --endpoint", "请检查网络、代理和 --endpoint"),
  ],
  ["Update @cdn-export/client", say("Update cdn-export", "请更新 cdn-export")],
]);

/** Advice for people about errors whose reason is advice enough for programs. */
export function adviceByCode({ code, status = 0 }: Failure): string | undefined {
  if (code === "WRONG_FILE")
    return say("Its task was given up: run the command again", "已放弃它的任务：请重新运行命令");
  if (code !== "UNEXPECTED_ANSWER") return undefined;
  return status >= 500
    ? say("The service or a proxy has a problem: try again later", "服务或代理出现故障：请稍后重试")
    : say("Check --endpoint, and that no proxy changes responses", "请检查 --endpoint，并确认没有代理改动响应");
}
