import { Command, Option } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { list, oneOf, wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function rowsCommand(session: Session): Command {
  const command = new Command("rows")
    .summary("show the rows of an exported file")
    .description(
      "Shows the rows of an export (xlsx, csv, gzip or zip): as a table on a terminal, as csv in a pipe. Tables " +
        "show sizes in units that suit them; csv and JSON contain exact values, and known columns have the same name in " +
        "every language: traffic for Traffic (Byte) and 流量（Byte）.",
    )
    .argument("<file>", "the file, or - for stdin")
    .addOption(
      new Option("--format <name>", "table, csv or ndjson (default: table on a terminal, else csv)").argParser(
        oneOf("--format", ["table", "csv", "ndjson"]),
      ),
    )
    .addOption(
      new Option(
        "--limit <number>",
        "maximum number of rows of each table (default: 20 with --format table, else all)",
      ).argParser(wholeNumber("--limit", 0)),
    )
    .addOption(
      new Option(
        "--columns <list>",
        "show only these columns, in this order: names or headings, separated by commas",
      ).argParser(list),
    )
    .option("--sort <column>", "sort by this column; with a - before it, the largest first: --sort -traffic")
    .option(
      "--zone <zone>",
      "time zone of times: +08:00, UTC, local, Europe/Berlin (default: GMT+8, as in the service)",
    )
    .option("--table <name>", "show only this file of an archive or sheet of a workbook")
    .option("--raw", "csv: don't put a ' before text that a spreadsheet would run as a formula")
    .option("--bom", "csv: begin with a byte order mark, which Excel needs for Chinese");
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "look at a file": "cdn-export rows top-urls.xlsx",
  "three columns, for a spreadsheet": "cdn-export rows top-urls.xlsx --columns rank,url,requests --bom > top-urls.csv",
  "with jq": "cdn-export rows top-urls.xlsx --json | jq -r 'select(.requests > 1000).url'",
  "without a file in between": "cdn-export get uv all --last 7d -o - | cdn-export rows -",
};
