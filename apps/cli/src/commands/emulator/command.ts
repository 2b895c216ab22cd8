import { Command } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import type { Session } from "../../terminal/session.ts";

export function emulatorCommand(session: Session): Command {
  const command = new Command("emulator")
    .summary("the service on this machine, for trying things out")
    .description(
      "Starts an emulator of the service: it checks signatures, keeps tasks and makes files with made-up statistics. " +
        "Runs until Ctrl-C, and forgets everything then.",
    )
    .option("--port <n>", "where to listen; 0 takes a free port (default: 4010)")
    .option("--host <name>", "the address to listen on (default: 127.0.0.1)")
    .option("--format <name>", "of the files: xlsx, csv, gzip or zip (default: xlsx)")
    .option("--seed <text>", "decides every number and id (default: 1)")
    .option("--speed <n>", "time runs n times as fast (default: 1)")
    .option("--config <file>", "any option of the emulator as JSON: accounts, faults, a clock; the options above win")
    .option("--log", "prints one line per request, with what was signed wrong")
    .option("--tls", "also accepts TLS, for the account ID look-up of the Go SDK")
    .option("--port-file <file>", "writes the port to this file once it listens")
    .option("--exit-with-parent", "stops when its standard input closes, as it does when the parent process exits");
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  "an emulator, and what to type in another terminal": "cdn-export emulator",
  "CSV files, on a free port": "cdn-export emulator --port 0 --format csv",
  "in the background of a script": "cdn-export emulator --json > emulator.json &",
};
