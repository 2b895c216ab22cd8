import wrapAnsi from "wrap-ansi";
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
/** In fewer columns, wrapped lines are harder to read than long ones. */
const MIN_WIDTH = 30;

function renderCheck({ state, name, text, more = [] }: Check, columns: number | undefined): string {
  const width = (columns ?? 0) - INDENT;
  // Keep the alignment of lines that begin with blanks or a marker.
  const wrap = (line: string) => (width < MIN_WIDTH || /^[ >]/.test(line) ? line : wrapAnsi(line, width));
  const lines = [text, ...more].flatMap((line) => wrap(printable(line)).split("\n"));
  const start = `${state.padEnd(STATE_WIDTH)}  ${name.padEnd(NAME_WIDTH)}  `;
  return lines.map((line, i) => ((i === 0 ? start : " ".repeat(INDENT)) + line).trimEnd()).join("\n");
}
