import { Command, Option } from "commander";
import { withConnectionFlags, withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { actionsArgument, domainsArgument, withQueryFlags } from "../../flags/query-flags.ts";
import { duration, oneOf, wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function syncCommand(session: Session): Command {
  const command = new Command("sync")
    .summary("keep a folder of exports complete")
    .description(
      "Exports what a folder lacks of a period, one file for each day, action and domain; what is there is not exported " +
        "again. The same command goes on with a run that was stopped, and makes files anew that were exported before " +
        "their data were complete. Exit code 0: all is there; 5: something failed; 8: some data are not complete yet.",
    )
    .addArgument(actionsArgument())
    .addArgument(domainsArgument())
    .option("-o, --output <folder>", "where the files go; made if need be", "exports")
    .addOption(
      new Option("--per <span>", "how long the period of a file is: hour, day or month")
        .default("day")
        .argParser(oneOf("--per", ["hour", "day", "month"])),
    )
    .addOption(
      new Option("--batch <number>", "how many domains go into one file (default: 1)").argParser(
        wholeNumber("--batch", 1),
      ),
    );
  withQueryFlags(withPeriodFlags(command))
    .option(
      "--name <template>",
      "path of a file below the folder, of {action}, {date}, {domain}, {id}, and .{type} at its end (default: {action}/{date}/{domain}.{type})",
    )
    .option("--ledger <file>", "what is known of each file (default: .cdn-export.ledger in the folder)")
    .addOption(
      new Option("--wait <time>", "how long to wait while another process has the ledger: 90s, 10m").argParser(
        duration("--wait"),
      ),
    )
    .addOption(
      new Option("--concurrency <number>", "how many exports run at a time (default: 4)").argParser(
        wholeNumber("--concurrency", 1),
      ),
    )
    .option(
      "--recreate <window>",
      "export this window with a new task, whatever is known of an earlier one; may be repeated",
      (id: string, ids: string[]) => [...ids, id],
      [],
    )
    .addOption(
      new Option("--rate <number>", "how many calls may begin in a second (default: as many as come)").argParser(
        wholeNumber("--rate", 1),
      ),
    );
  return withOutputFlags(withConnectionFlags(withJobFlags(command)))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "a folder of the last thirty days": "cdn-export sync uv,top_url_detail www.example.com --last 30d",
  "each day by cron, silent when all is well":
    "15 13 * * *  cdn-export sync uv all --last 7d -o /var/lib/exports --wait 10m --quiet",
  "a month in one file for each twenty domains":
    "cdn-export sync reports_detail a.example.com,b.example.com --on 2026-10 --per month --batch 20",
  "what failed, for programs": "cdn-export sync uv all --last 7d --json | jq -r '.failures[].window'",
};
