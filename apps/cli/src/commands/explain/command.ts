import { Command } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .summary("say why a signature was refused")
    .description(
      "Reads the gateway's 401 (JSON, HTML, what curl -i or -v prints), the curl line that was sent, or both, and says " +
        "what is wrong with the signature. Works for every service of Huawei Cloud. Sends nothing. With the secret key " +
        "of the line in the environment or the profile file it checks the signature, and finds what was signed instead.",
    )
    .argument("[file]", "what to read; without it, or with -, what is pasted or piped");
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "paste the answer, the curl line or both, then Ctrl-D": "cdn-export explain",
  "an answer that was kept": "cdn-export explain answer.json",
  "straight from curl": "curl -sS -i -H @headers https://cdn.myhuaweicloud.com/v1/... | cdn-export explain",
  "what is wrong, for a program": "cdn-export explain answer.json --json | jq -r .reason",
};
