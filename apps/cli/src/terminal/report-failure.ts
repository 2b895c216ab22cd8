// Prints the error when a command fails.
import { EXIT, exitCodeOf, signalExitCode } from "./exit-codes.ts";
import { printable, printableLines } from "./printable.ts";
import { jsonLine, type Session } from "./session.ts";

/** Prints one line on stderr, and with --json an object on stdout. @returns the exit code. */
export async function reportFailure(error: unknown, session: Session): Promise<number> {
  session.progress.clear();
  const failure = error instanceof Error ? error : new Error(String(error));
  const { name, code, status, requestId } = failure as Failure;
  const { unfinished, stoppedBy } = session;
  const exitCode = stoppedBy ? signalExitCode(stoppedBy) : exitCodeOf(failure);
  const explanation = isSignatureError(error) && !stoppedBy ? await error.explain() : undefined;
  const text = stoppedBy ? "stopped" : messageOf(failure);
  const details = stoppedBy
    ? { name: "Stopped", message: text }
    : { name, code, message: text, status, requestId, advice: adviceOf(failure), reason: explanation?.reason };
  if (session.json) writeJson({ error: details, exitCode, ...(unfinished?.job && { job: unfinished.job }) }, session);
  session.err.write(formatError(text));
  if (explanation) session.err.write(`${printableLines(explanation.text)}\n`);
  if (unfinished) session.err.write(`${unfinished.hint}\n`);
  if (session.debug) session.err.write(`${failure.stack}\n`);
  else if (exitCode === EXIT.UNEXPECTED)
    session.err.write("This error is unexpected: --debug shows where it happened\n");
  return exitCode;
}

/** Prints what the parser reports in the same form as other errors. */
export function reportUsage(message: string, session: Session): void {
  if (session.json) writeJson({ error: { name: "UsageError", message }, exitCode: EXIT.USAGE }, session);
  session.err.write(formatError(message));
}

function writeJson(failure: object, { out }: Session): void {
  out.write(`${jsonLine(failure, out)}\n`);
}

/**
 * Advice for people, by the client's error codes, where the client's own advice is for programs. `undefined` removes the
 * advice: the line below the message says what to do.
 */
const OUR_ADVICE: ReadonlyMap<string, string | undefined> = new Map([
  ["JOB_TIMEOUT", undefined],
  ["AMBIGUOUS_TASK", undefined],
  ["LEDGER_LOCKED", "Let it finish, or wait for it with --wait 10m"],
  ["FILE_EXISTS", "Move it away, or replace it with --force"],
  ["NOT_STATISTICS", "Choose another with --table"],
]);

/** Errors without advice get none. */
function adviceOf({ code = "", advice }: Failure): string | undefined {
  return advice !== undefined && OUR_ADVICE.has(code) ? OUR_ADVICE.get(code) : advice;
}

/** The message with our advice instead of the client's, which it ends with. */
export function messageOf(error: Error): string {
  const { name, message, advice: theirs } = error as Failure;
  // This advice is in the middle of the message, before the request ID.
  if (name === "SignatureError") return message.replace(/; `await error\.explain\(\)` \w+ why/, "");
  const ours = adviceOf(error);
  const end = `. ${theirs}`;
  if (ours === theirs || !message.endsWith(end)) return message;
  return message.slice(0, -end.length) + (ours === undefined ? "" : `. ${ours}`);
}

/** The error line. A message of several lines becomes one. */
export function formatError(message: string): string {
  return `cdn-export: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`;
}

interface Failure extends Error {
  code?: string;
  status?: number;
  requestId?: string;
  advice?: string;
}

function isSignatureError(error: unknown): error is { explain(): Promise<{ text: string; reason: string }> } {
  return (error as Error)?.name === "SignatureError";
}
