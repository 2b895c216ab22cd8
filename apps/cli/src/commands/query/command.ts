import { Argument, Command, Option } from "commander";
import { withConfigFlag, withOutputFlags } from "../../flags/common-flags.ts";
import { duration, oneOf, wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function queryCommand(session: Session): Command {
  const command = new Command("query")
    .summary(say("run SQL on a folder of sync", "对 sync 的文件夹运行 SQL"))
    .description(
      say(
        "Runs one SELECT or EXPLAIN statement of DuckDB's SQL on the files of a folder, whether they are csv, xlsx or zip. There " +
          "is a view for each action, such as reports_detail, with the columns of cdn-export rows and windowId, and a table " +
          "windows. Times are in GMT+8. The first query converts the files; later ones read only new files. Nothing else can " +
          "be read, and nothing is changed. Needs the npm package @duckdb/node-api.",
        "对文件夹中的文件运行一条 SELECT 或 EXPLAIN 语句（DuckDB 的 SQL），文件可以是 csv、xlsx 或 zip。每个 action 有一个视图，" +
          "如 reports_detail，列与 cdn-export rows 相同，另有 windowId；还有一张表 windows。时间按 GMT+8。第一次查询会转换文件，" +
          "之后只读新的文件。不能读取其他内容，也不会改动任何内容。需要 npm 包 @duckdb/node-api。",
      ),
    )
    .addArgument(new Argument("<sql>", say("the statement, or - for stdin", "语句，- 表示标准输入")))
    .addArgument(new Argument("[folder]", say("folder of sync", "sync 的文件夹")).default("exports", "exports"))
    .addOption(
      new Option(
        "--format <name>",
        say(
          "table, csv or ndjson (default: table on a terminal, else csv)",
          "table、csv 或 ndjson（默认：终端上为 table，否则为 csv）",
        ),
      ).argParser(oneOf("--format", ["table", "csv", "ndjson"])),
    )
    .option(
      "--to <file>",
      say(
        "write the result to this file: x.csv, x.ndjson or x.parquet",
        "把结果写入这个文件：x.csv、x.ndjson 或 x.parquet",
      ),
    )
    .option("--force", say("--to: replace a file that this program didn't write", "--to：替换不是本程序写的文件"))
    .addOption(
      new Option(
        "--max-rows <number>",
        say("end with an error after this many rows (default: 1000000)", "超过这个行数时报错（默认：1000000）"),
      ).argParser(wholeNumber("--max-rows", 0)),
    )
    .addOption(
      new Option(
        "--max-time <time>",
        say(
          "end with an error after this time: 90s, 45m, 2h (default: 60s)",
          "超过这个时间时报错：90s、45m、2h（默认：60s）",
        ),
      ).argParser(duration("--max-time")),
    )
    .addOption(
      new Option(
        "--max-memory <number>",
        say("megabytes of memory that the query may take (default: 1000)", "查询可用的内存，单位 MB（默认：1000）"),
      ).argParser(wholeNumber("--max-memory", 64)),
    );
  return withOutputFlags(withConfigFlag(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 1 }));
}

const EXAMPLES = {
  [say("traffic by domain", "各域名的流量")]:
    'cdn-export query "select domain, sum(traffic) as bytes from reports_detail group by domain order by bytes desc"',
  [say("the busiest hour of each day", "每天最忙的小时")]:
    "cdn-export query \"select time::date as day, arg_max(strftime(time, '%H:%M'), requests) from reports_detail group by day\"",
  [say("top URLs by day, into a file", "每日热门 URL，写入文件")]:
    'cdn-export query "select windowFrom, url, requests from top_url_detail join windows using (windowId)" --to urls.parquet',
};
