import { Command } from "commander";
import { withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function resumeCommand(session: Session): Command {
  const command = new Command("resume")
    .summary("resume exports that did not finish")
    .description(
      "Resumes an export that was stopped. No task is created twice, and a download continues where it stopped.",
    )
    .argument("[job]", "the job's ID; not needed if there is only one")
    .option("--all", "resume every job, one after another")
    .option("--list", "list the jobs and resume none")
    .option("--forget", "delete the job; its task at the service can't be cancelled")
    .option("-o, --output <file>", "another path for the file")
    .option("--force", "replace a file that this program didn't write");
  return withOutputFlags(withJobFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "the job that was stopped": "cdn-export resume",
  "list the jobs": "cdn-export resume --list",
  "resume every job, in cron": "cdn-export resume --all --quiet",
};
