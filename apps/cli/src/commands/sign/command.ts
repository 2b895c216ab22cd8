import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function signCommand(session: Session): Command {
  const command = new Command("sign")
    .summary("sign a request: print its headers or a curl command")
    .description(
      "Signs a request to any service of Huawei Cloud with SDK-HMAC-SHA256 and prints the headers to send. Sends nothing. " +
        "A signature is valid for 15 minutes.",
    )
    .argument("<method>", "GET, POST, ...")
    .argument("<url>", "a URL, or a path at the endpoint")
    .option("-H, --header <line>", "a header to send and sign, 'name: value'; can be repeated", collect)
    .option("-d, --data <text>", "the body")
    .option("--data-file <file>", "the file that contains the body; - is stdin")
    .option("--date <time>", "sign for this time instead of now: 20261101T080000Z or 2026-11-01T08:00:00Z")
    .option("--curl", "print a curl command for a POSIX shell")
    .option(
      "--canonical",
      "print the canonical request and the string to sign as well, to compare with your own signer",
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

function collect(line: string, before: string[] = []): string[] {
  return [...before, line];
}

const EXAMPLES = {
  "the headers of a list call": "cdn-export sign GET '/v1/cdn/statistics/export-tasks?limit=10'",
  "as a curl command, run at once": "cdn-export sign GET '/v1/cdn/statistics/export-tasks?limit=10' --curl | sh",
  "a POST": "cdn-export sign POST /v1/cdn/statistics/export-tasks --data-file query.json --curl",
  "another service": "cdn-export sign GET https://iam.myhuaweicloud.com/v3/auth/domains --json",
};
