// The commands, in the order in which help lists them. The code of a command is loaded when it runs.
// A folder imports only the folders before it: terminal, flags, shared, commands. Commands don't import each other.
import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { doctorCommand } from "./commands/doctor/command.ts";
import { emulatorCommand } from "./commands/emulator/command.ts";
import { explainCommand } from "./commands/explain/command.ts";
import { getCommand } from "./commands/get/command.ts";
import { helpCommand } from "./commands/help/command.ts";
import { resumeCommand } from "./commands/resume/command.ts";
import { rowsCommand } from "./commands/rows/command.ts";
import { signCommand } from "./commands/sign/command.ts";
import { syncCommand } from "./commands/sync/command.ts";
import { tasksCommand } from "./commands/tasks/command.ts";
import { configureParser } from "./parser.ts";
import { examples } from "./shared/command.ts";
import { EXIT_CODES_HELP } from "./terminal/exit-codes.ts";
import type { Session } from "./terminal/session.ts";

const COMMANDS: Readonly<Record<string, (session: Session) => Command>> = {
  get: getCommand,
  resume: resumeCommand,
  sync: syncCommand,
  rows: rowsCommand,
  tasks: tasksCommand,
  sign: signCommand,
  explain: explainCommand,
  doctor: doctorCommand,
  emulator: emulatorCommand,
};

/**
 * @param args - the arguments to parse. If they begin with a command, only that command is defined: defining all of them
 * takes a large part of the start-up time.
 */
export function createProgram(session: Session, args: readonly string[] = []): Command {
  const program = new Command("cdn-export")
    .description("Exports statistics of Huawei Cloud CDN.")
    .version(manifest.version, "-V, --version", "print the version")
    .addHelpText("after", [examples(EXAMPLES), ENVIRONMENT, EXIT_CODES_HELP].join("\n"));
  const [first = ""] = args;
  const names = first === "--version" || Object.hasOwn(COMMANDS, first) ? [first] : Object.keys(COMMANDS);
  for (const name of names) {
    const define = COMMANDS[name];
    if (define) program.addCommand(define(session));
  }
  // Hidden: every command's help ends with the same hint.
  program.addCommand(helpCommand(), { hidden: true });
  return configureParser(program, session);
}

const EXAMPLES = {
  "the top URLs of the last week": "cdn-export get top_url_detail www.example.com --last 7d",
  "keep a folder complete, for cron": "cdn-export sync uv,top_url_detail www.example.com --last 30d -o exports",
  "try it without an account, on this machine": "cdn-export emulator",
};

const ENVIRONMENT = `
Environment:
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK  the access key; a profile file or a
                                          cloud server's agency works as well
  HUAWEICLOUD_SDK_SECURITY_TOKEN          the token of a temporary key
  HUAWEICLOUD_SDK_DOMAIN_ID               the account ID, sent if it is set
  CDN_EXPORT_ENDPOINT                     default for --endpoint
  CDN_EXPORT_STATE                        folder for unfinished jobs
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NO_COLOR`;
