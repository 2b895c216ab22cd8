import { Command } from "commander";
import { withConnectionFlags, withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { actionArgument, domainsArgument, withQueryFlags } from "../../flags/query-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function getCommand(session: Session): Command {
  const command = new Command("get")
    .summary("export statistics into a file")
    .description("Creates an export, waits for it and saves its file. Prints the path of the file.")
    .addArgument(actionArgument())
    .addArgument(domainsArgument())
    .option("-o, --output <file>", "path of the file; an extension is added if it has none, and - is stdout")
    .option("--force", "replace a file that this program didn't write")
    .option("--no-wait", "print the job's ID once the task is running; `cdn-export resume` fetches the file");
  withOutputFlags(withConnectionFlags(withJobFlags(withQueryFlags(withPeriodFlags(command)))));
  return command.addHelpText("after", examples(EXAMPLES)).action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "the top URLs of the last seven days": "cdn-export get top_url_detail www.example.com --last 7d",
  "five-minute points of yesterday for each domain":
    "cdn-export get reports_detail www.example.com img.example.com --on yesterday --interval 300 --group-by domain",
  "the visitors from two provinces in a month":
    "cdn-export get uv all --on 2026-10 --country cn --province beijing,shanghai -o visitors",
  "start it now, fetch it later": "cdn-export get uv all --last 7d --no-wait && cdn-export resume",
};
