import { Command } from "commander";
import { withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function resumeCommand(session: Session): Command {
  const command = new Command("resume")
    .summary("go on with exports that did not finish")
    .description(
      "Goes on with an export that was stopped: no task is created twice, and a download goes on where it ended.",
    )
    .argument("[job]", "id of the job; without it the only one there is")
    .option("--all", "every job, one after the other")
    .option("--list", "only say which jobs there are")
    .option("--forget", "drop the job; its task at the service cannot be cancelled")
    .option("-o, --output <file>", "another place for the file");
  return withOutputFlags(withJobFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "the one that was stopped": "cdn-export resume",
  "which ones there are": "cdn-export resume --list",
  "in cron, whatever was left": "cdn-export resume --all --quiet",
};
