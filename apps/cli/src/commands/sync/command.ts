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
      "Exports the files of a period that are missing from a folder: one for each day, action and domain. Run the same " +
        "command again to resume a run that was stopped, to retry failed files, and to replace files that were exported " +
        "before their data was complete. Exit code 0: every file is there; 5: something failed; 8: some data isn't complete yet.",
    )
    .addArgument(actionsArgument())
    .addArgument(domainsArgument())
    .option("-o, --output <folder>", "folder for the files; created if it doesn't exist", "exports")
    .addOption(
      new Option("--per <span>", "period of each file: hour, day or month")
        .default("day")
        .argParser(oneOf("--per", ["hour", "day", "month"])),
    )
    .addOption(
      new Option("--batch <number>", "number of domains per file (default: 1)").argParser(wholeNumber("--batch", 1)),
    );
  withQueryFlags(withPeriodFlags(command))
    .option(
      "--name <template>",
      "path of each file in the folder, made of {action}, {date}, {domain}, {id}, and .{type} at the end (default: {action}/{date}/{domain}.{type})",
    )
    .option("--force", "replace files that aren't in the ledger")
    .option("--ledger <file>", "file that records the state of each export (default: .cdn-export.ledger in the folder)")
    .addOption(
      new Option("--wait <time>", "how long to wait if another process uses the ledger: 90s, 10m").argParser(
        duration("--wait"),
      ),
    )
    .addOption(
      new Option("--concurrency <number>", "number of exports at a time (default: 4)").argParser(
        wholeNumber("--concurrency", 1),
      ),
    )
    .option(
      "--recreate <window>",
      "export this window with a new task, even if it has one already; can be repeated",
      (id: string, ids: string[]) => [...ids, id],
      [],
    )
    .addOption(
      new Option("--rate <number>", "maximum number of calls per second (default: no limit)").argParser(
        wholeNumber("--rate", 1),
      ),
    );
  return withOutputFlags(withConnectionFlags(withJobFlags(command)))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "a folder of the last thirty days": "cdn-export sync uv,top_url_detail www.example.com --last 30d",
  "every day in cron, silent unless something fails":
    "15 13 * * *  cdn-export sync uv all --last 7d -o /var/lib/exports --wait 10m --quiet",
  "a month, with twenty domains per file":
    "cdn-export sync reports_detail a.example.com,b.example.com --on 2026-10 --per month --batch 20",
  "the windows that failed, with jq": "cdn-export sync uv all --last 7d --json | jq -r '.failures[].window'",
};
