import { Command } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function explainCommand(session: Session): Command {
  const command = new Command("explain")
    .summary("explain why a signature was refused")
    .description(
      "Reads the gateway's 401 response (JSON, HTML, the output of curl -i or -v), the curl command that was run, or both, " +
        "and explains what is wrong with the signature. Works for every service of Huawei Cloud. Sends nothing. If the " +
        "secret key is in the environment or the profile file, it also checks the signature and finds what was signed instead.",
    )
    .argument("[file]", "the file to read; without it, or with -, stdin");
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "paste the response, the curl command or both, then press Ctrl-D": "cdn-export explain",
  "a saved response": "cdn-export explain answer.json",
  "straight from curl": "curl -sS -i -H @headers https://cdn.myhuaweicloud.com/v1/... | cdn-export explain",
  "the reason only, with jq": "cdn-export explain answer.json --json | jq -r .reason",
};
