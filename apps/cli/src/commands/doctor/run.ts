import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { endpointUrl } from "../../shared/endpoint.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { printable } from "../../terminal/printable.ts";
import type { Check } from "./check.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkJobs } from "./check-jobs.ts";
import { checkEndpoint, checkProxy } from "./check-network.ts";
import { checkNode, checkVersion } from "./check-program.ts";
import { checkSignedCall, skippedSignedCall } from "./check-signed-call.ts";

interface DoctorOptions extends ConnectionOptions {
  live?: boolean;
}

export const run: Run<[], DoctorOptions> = async (_, { endpoint, live = false }, session) => {
  const url = endpointUrl(endpoint);
  const { env, signal } = session;
  const checks: Check[] = [];
  const add = (...found: Check[]) => {
    checks.push(...found);
    if (session.json) return;
    for (const check of found)
      if (!session.quiet || check.state === "wrong") session.result({}, renderCheck(check, session.out.columns));
  };

  add(checkNode(), checkVersion());
  session.progress.show("looking for credentials");
  const [credentials, account] = await checkCredentials();
  add(credentials, account, checkProxy(env, url));
  session.progress.show(`sending a request to ${url}`);
  add(...(await checkEndpoint(env, url, signal)));
  add(await checkJobs(env));
  session.progress.show("making a signed call");
  if (!live) add(skippedSignedCall());
  else if (credentials.state === "wrong") add(skippedSignedCall("not made: there are no credentials"));
  else add(await checkSignedCall(url, session));

  const wrong = checks.filter(({ state }) => state === "wrong");
  const exitCode = wrong[0]?.exitCode ?? (wrong.length > 0 ? EXIT.UNEXPECTED : 0);
  session.result({ ok: wrong.length === 0, checks: checks.map(({ exitCode: _, ...check }) => check) });
  return exitCode;
};

const STATE_WIDTH = "not checked".length;
const NAME_WIDTH = "credentials".length;
const INDENT = STATE_WIDTH + NAME_WIDTH + 4;
/** Narrower than this, broken lines are worse than long ones. */
const LEAST_WIDTH = 30;

function renderCheck({ state, name, text, more = [] }: Check, columns: number | undefined): string {
  const width = (columns ?? 0) - INDENT;
  const lines = [text, ...more].map(printable).flatMap((line) => (width < LEAST_WIDTH ? line : broken(line, width)));
  const [first = "", ...others] = lines;
  const begin = `${state.padEnd(STATE_WIDTH)}  ${name.padEnd(NAME_WIDTH)}  ${first}`;
  return [begin, ...others.map((line) => (" ".repeat(INDENT) + line).trimEnd())].join("\n");
}

/** Between words; what is drawn with blanks at its beginning stays as it is. */
function broken(line: string, width: number): string[] {
  if (line.startsWith(" ") || line.startsWith(">")) return [line];
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
