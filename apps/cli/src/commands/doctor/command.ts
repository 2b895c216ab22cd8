import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function doctorCommand(session: Session): Command {
  const command = new Command("doctor")
    .summary("check credentials, proxy, endpoint and clock")
    .description(
      "Checks the credentials and where they come from, the proxy, the endpoint, the clock and the unfinished jobs. " +
        "Sends one request without credentials, and with --live a signed list call.",
    )
    .option(
      "--live",
      "make one signed list call; if the key is wrong, it counts as a failed signature, and more than five lock the key",
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "before the first export": "cdn-export doctor --live",
  "in a script": "cdn-export doctor --quiet || exit",
  "what is wrong, with jq": "cdn-export doctor --json | jq -r '.checks[] | select(.state == \"wrong\").text'",
};
