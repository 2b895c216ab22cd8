import { operations } from "@cdn-export/api/operations";
import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { type Field, flagOf } from "../../flags/query-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function tasksCommand(session: Session): Command {
  const command = new Command("tasks")
    .summary("list the account's export tasks")
    .description("Lists the export tasks of the account. The task that changed last comes first.")
    .option("--links", "show download links; anyone who has a link can download the file");
  for (const [name, field] of Object.entries<Field>(operations.listExportTasks.query))
    command.addOption(flagOf(name, field));
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "the last ten tasks": "cdn-export tasks",
  "failed tasks among the last hundred, with jq":
    "cdn-export tasks --limit 100 --json | jq -r 'select(.status == \"fail\").task_id'",
  "one task": "cdn-export tasks --task-id 0123456789",
};
