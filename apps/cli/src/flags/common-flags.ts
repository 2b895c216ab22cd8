// Flags that several commands share. Secrets are never flags: other users can see a process's arguments.
import { type Command, Option } from "commander";
import { LANGUAGES, say } from "../terminal/language.ts";
import { duration, oneOf } from "./values.ts";

export interface ConnectionOptions {
  endpoint?: string;
}

export function withConnectionFlags(command: Command): Command {
  return withConfigFlag(command).addOption(
    new Option("--endpoint <site>", say("cn, eu or a URL", "cn、eu 或 URL"))
      .env("CDN_EXPORT_ENDPOINT")
      .default(undefined, "cn: cdn.myhuaweicloud.com"),
  );
}

/** The code that runs the command reads the file: see shared/config.ts. */
export function withConfigFlag(command: Command): Command {
  return command.option(
    "--config <file>",
    say(
      "JSON file with default arguments and flags (default: cdn-export.json in the current folder, if it exists)",
      "包含默认参数和选项的 JSON 文件（默认：当前文件夹中的 cdn-export.json，如果存在）",
    ),
  );
}

export interface JobFlagOptions {
  timeout?: number;
  onLost?: "fail" | "create-again";
}

export function withJobFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--timeout <time>",
        say(
          "how long to wait for the export: 90s, 45m, 2h (default: 30m)",
          "等待导出的最长时间：90s、45m、2h（默认：30m）",
        ),
      ).argParser(duration("--timeout")),
    )
    .addOption(
      new Option(
        "--on-lost <what>",
        say(
          "if the response to the create call is lost and no task appears: fail, or create-again, which may create a second task (default: fail)",
          "创建请求的响应丢失且没有出现任务时：fail 报错，create-again 再创建一次，可能产生第二个任务（默认：fail）",
        ),
      ).argParser(oneOf("--on-lost", ["fail", "create-again"])),
    );
}

/** Added last, so that every help ends with them. */
export function withOutputFlags(command: Command): Command {
  return command
    .option(
      "--json",
      say("print JSON on stdout, one object per line, and nothing else", "在标准输出只打印 JSON，每行一个对象"),
    )
    .option("-q, --quiet", say("print errors only: no notes, no progress", "只打印错误：不打印提示和进度"))
    .option("--debug", say("print errors with their stacks", "打印错误的调用栈"))
    .addOption(languageFlag());
}

/** The language is read before the parser runs; this explains the flag and refuses other values. */
export function languageFlag(): Option {
  return new Option(
    "--lang <name>",
    say(
      "language of messages and help: en or zh (default: by LC_ALL, LC_MESSAGES or LANG)",
      "消息和帮助的语言：en 或 zh（默认：由 LC_ALL、LC_MESSAGES 或 LANG 决定）",
    ),
  ).argParser(oneOf("--lang", LANGUAGES));
}
