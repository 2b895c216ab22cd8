import { Command, Option } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { list, oneOf, wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function rowsCommand(session: Session): Command {
  const command = new Command("rows")
    .summary(say("show the rows of an exported file", "显示导出文件的内容"))
    .description(
      say(
        "Shows the rows of an export (xlsx, csv, gzip or zip): as a table on a terminal, as csv in a pipe, or in a Parquet " +
          "file. Tables round large sizes; csv, JSON and Parquet contain exact values, and known columns have the same name " +
          "in every language: traffic for Traffic (Byte) and 流量（Byte）.",
        "显示导出文件（xlsx、csv、gzip 或 zip）的内容：在终端上是表格，在管道中是 csv，也可写成 Parquet 文件。表格中的大数会" +
          "取近似值；csv、JSON 和 Parquet 是精确值，已知的列在任何语言中名称相同：Traffic (Byte) 和流量（Byte）都是 traffic。",
      ),
    )
    .argument("<file>", say("the file, or - for stdin", "文件，- 表示标准输入"))
    .addOption(
      new Option(
        "--format <name>",
        say(
          "table, csv or ndjson (default: table on a terminal, else csv)",
          "table、csv 或 ndjson（默认：终端上为 table，否则为 csv）",
        ),
      ).argParser(oneOf("--format", ["table", "csv", "ndjson"])),
    )
    .addOption(
      new Option(
        "--limit <number>",
        say(
          "maximum number of rows of each table (default: 20 with --format table, else all)",
          "每个表最多显示的行数（默认：--format table 为 20，否则为全部）",
        ),
      ).argParser(wholeNumber("--limit", 0)),
    )
    .addOption(
      new Option(
        "--columns <list>",
        say(
          "show only these columns, in this order: names or headings, separated by commas",
          "只显示这些列，按此顺序：列名或标题，用逗号分隔",
        ),
      ).argParser(list),
    )
    .option(
      "--sort <column>",
      say(
        "sort by this column; with a - before it, the largest first: --sort -traffic",
        "按这一列排序；前面加 - 表示从大到小：--sort -traffic",
      ),
    )
    .option(
      "--zone <zone>",
      say(
        "time zone of times: +08:00, UTC, local, Europe/Berlin (default: GMT+8, as in the service)",
        "时间的时区：+08:00、UTC、local、Europe/Berlin（默认：GMT+8，与服务相同）",
      ),
    )
    .option(
      "--table <name>",
      say(
        "show only this file of an archive or sheet of a workbook",
        "只显示压缩包中的这个文件，或工作簿中的这个工作表",
      ),
    )
    .option(
      "--to <file>",
      say("write the rows to this file as Parquet: x.parquet", "把各行以 Parquet 格式写入这个文件：x.parquet"),
    )
    .option("--force", say("--to: replace a file that this program didn't write", "--to：替换不是本程序写的文件"))
    .option(
      "--raw",
      say(
        "csv: don't put a ' before text that a spreadsheet would run as a formula",
        "csv：不在电子表格会当作公式执行的文本前加 '",
      ),
    )
    .option(
      "--bom",
      say(
        "csv: begin with a byte order mark, which Excel needs for Chinese",
        "csv：以字节顺序标记开头，Excel 显示中文需要它",
      ),
    );
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  [say("look at a file", "查看文件")]: "cdn-export rows top-urls.xlsx",
  [say("three columns, for a spreadsheet", "三列，供电子表格使用")]:
    "cdn-export rows top-urls.xlsx --columns rank,url,requests --bom > top-urls.csv",
  [say("for DuckDB, Spark or pandas", "供 DuckDB、Spark 或 pandas 使用")]:
    "cdn-export rows top-urls.xlsx --to top-urls.parquet",
  [say("with jq", "配合 jq")]: "cdn-export rows top-urls.xlsx --json | jq -r 'select(.requests > 1000).url'",
  [say("without a file in between", "不经过中间文件")]: "cdn-export get uv all --last 7d -o - | cdn-export rows -",
};
