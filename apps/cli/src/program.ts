// The commands, in the order in which help lists them. What each does is loaded when it runs.
import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { doctorCommand } from "./commands/doctor.ts";
import { emulatorCommand } from "./commands/emulator.ts";
import { explainCommand } from "./commands/explain.ts";
import { getCommand } from "./commands/get.ts";
import { resumeCommand } from "./commands/resume.ts";
import { rowsCommand } from "./commands/rows.ts";
import { signCommand } from "./commands/sign.ts";
import { syncCommand } from "./commands/sync.ts";
import { tasksCommand } from "./commands/tasks.ts";
import { examples } from "./flags/examples.ts";
import { settled } from "./terminal/parser.ts";
import type { Session } from "./terminal/session.ts";

const COMMANDS = [
  getCommand,
  resumeCommand,
  syncCommand,
  rowsCommand,
  tasksCommand,
  signCommand,
  explainCommand,
  doctorCommand,
  emulatorCommand,
];

export function createProgram(session: Session): Command {
  const program = new Command("cdn-export")
    .description("Exports statistics of Huawei Cloud CDN.")
    .version(manifest.version, "-V, --version", "print the version")
    .addHelpText("after", [examples(EXAMPLES), ENVIRONMENT, EXIT_CODES].join("\n"));
  for (const define of COMMANDS) program.addCommand(define(session));
  return settled(program, session);
}

const EXAMPLES = {
  "the top URLs of the last week": "cdn-export get top_url_detail www.example.com --last 7d",
  "a folder that is kept complete, for cron": "cdn-export sync uv,top_url_detail www.example.com --last 30d -o exports",
  "without an account, on this machine": "cdn-export emulator",
};

const ENVIRONMENT = `
Environment:
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK   the access key; a profile file or a cloud server's agency serve as well
  HUAWEICLOUD_SDK_SECURITY_TOKEN           goes with a temporary key
  HUAWEICLOUD_SDK_DOMAIN_ID                the account id, sent along when it is set
  CDN_EXPORT_ENDPOINT                      instead of --endpoint
  CDN_EXPORT_STATE                         folder of the jobs to be resumed
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NO_COLOR`;

const EXIT_CODES = `
Exit codes:
  0  done                                5  not finished: run it again, or resume
  1  something unforeseen                6  which task is ours cannot be told; nothing was created twice
  2  wrong arguments; nothing was sent   7  no whole file, or no place for it
  3  no credentials, or refused ones     8  sync: nothing failed, but some data are not complete yet
  4  refused or failed by the service    130, 143  stopped by Ctrl-C or a signal`;
