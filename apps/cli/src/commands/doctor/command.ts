import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function doctorCommand(session: Session): Command {
  const command = new Command("doctor")
    .summary("say whether everything is in place, and what is not")
    .description(
      "Looks at the credentials and where they come from, the proxy, the endpoint, the clock and the unfinished jobs. " +
        "Sends one request without credentials; with --live a signed list call as well.",
    )
    .option(
      "--live",
      "make one signed list call: a wrong key counts as a failed signature, and more than five lock it",
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "before the first export": "cdn-export doctor --live",
  "in a script": "cdn-export doctor --quiet || exit",
  "what is wrong, for a program": "cdn-export doctor --json | jq -r '.checks[] | select(.state == \"wrong\").text'",
};
