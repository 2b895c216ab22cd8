// Flags of `sync` that say how a period is divided into files, and how the exports run.
import { type Command, Option } from "commander";
import { say } from "../terminal/language.ts";
import { withJobFlags } from "./common-flags.ts";
import { withPeriodFlags } from "./period-flags.ts";
import { withQueryFlags } from "./query-flags.ts";
import { duration, oneOf, wholeNumber } from "./values.ts";

export interface PlanFlagOptions {
  per: "hour" | "day" | "month";
  batch?: number;
  name?: string;
  wait?: number;
  concurrency?: number;
  rate?: number;
}

/** The flags that the key `plan` of the config file may have. */
export function withPlanFlags(command: Command): Command {
  command
    .addOption(
      new Option("--per <span>", say("period of each file: hour, day or month", "每个文件的时间段：hour、day 或 month"))
        .default("day")
        .argParser(oneOf("--per", ["hour", "day", "month"])),
    )
    .addOption(
      new Option(
        "--batch <number>",
        say("number of domains per file (default: 1)", "每个文件包含的域名数（默认：1）"),
      ).argParser(wholeNumber("--batch", 1)),
    );
  withQueryFlags(withPeriodFlags(command))
    .option(
      "--name <template>",
      say(
        "path of each file in the folder, made of {action}, {date}, {domain}, {id}, and .{type} at the end (default: {action}/{date}/{domain}.{type})",
        "文件在文件夹中的路径，由 {action}、{date}、{domain}、{id} 组成，以 .{type} 结尾（默认：{action}/{date}/{domain}.{type}）",
      ),
    )
    .addOption(
      new Option(
        "--wait <time>",
        say(
          "how long to wait if another process uses the ledger: 90s, 10m",
          "另一个进程正在使用账本时等待的时间：90s、10m",
        ),
      ).argParser(duration("--wait")),
    )
    .addOption(
      new Option(
        "--concurrency <number>",
        say("number of exports at a time (default: 4)", "同时进行的导出数（默认：4）"),
      ).argParser(wholeNumber("--concurrency", 1)),
    )
    .addOption(
      new Option(
        "--rate <number>",
        say("maximum number of calls per second (default: no limit)", "每秒最多请求数（默认：不限）"),
      ).argParser(wholeNumber("--rate", 1)),
    );
  return withJobFlags(command);
}
