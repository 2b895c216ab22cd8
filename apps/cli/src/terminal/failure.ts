// What is said when a command fails, and what the process ends with.
import { printable, printableLines } from "./printable.ts";
import { exitCodeOf, type Session } from "./session.ts";

/** The arguments make no sense; nothing was sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** No credentials, or half of them; nothing was sent. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** Nothing can be written where this program keeps what it must remember; nothing was sent. */
export class StateError extends Error {
  override readonly name = "StateError";
}

const UNFORESEEN = 1;
const NOT_FINISHED = 5;
const NO_FILE = 7;

/** By name, so that the client's errors need not be loaded to tell a wrong flag. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  UsageError: 2,
  InvalidQueryError: 2,
  CredentialsError: 3,
  NoCredentialsError: 3,
  SignatureError: 3,
  ApiError: 4,
  JobFailedError: 4,
  UnexpectedAnswerError: 4,
  ConnectionError: NOT_FINISHED,
  TimeoutError: NOT_FINISHED,
  ThrottledError: NOT_FINISHED,
  JobTimeoutError: NOT_FINISHED,
  TaskNotListedError: NOT_FINISHED,
  AmbiguousTaskError: 6,
  CorruptFileError: NO_FILE,
  WrongFileError: NO_FILE,
  LinkExpiredError: NO_FILE,
  SaveError: NO_FILE,
  StoreError: NO_FILE,
  StateError: NO_FILE,
};

/** One line on stderr, with --json an object on stdout as well. @returns the exit code. */
export async function tellFailure(error: unknown, session: Session): Promise<number> {
  session.progress.clear();
  const failure = error instanceof Error ? error : new Error(String(error));
  const { name, code, status, requestId } = failure as Told;
  const { unfinished, stoppedBy } = session;
  const exitCode = stoppedBy ? exitCodeOf(stoppedBy) : exitCodeFor(failure);
  const explanation = isExplained(error) && !stoppedBy ? await error.explain() : undefined;
  const text = stoppedBy ? "stopped" : messageOf(failure);
  const told = stoppedBy
    ? { name: "Stopped", message: text }
    : { name, code, message: text, status, requestId, advice: adviceOf(failure), reason: explanation?.reason };
  if (session.json) tellPrograms({ error: told, exitCode, ...(unfinished?.job && { job: unfinished.job }) }, session);
  session.err.write(complaint(text));
  if (explanation) session.err.write(`${printableLines(explanation.text)}\n`);
  if (unfinished) session.err.write(`${unfinished.hint}\n`);
  if (session.debug) session.err.write(`${failure.stack}\n`);
  else if (exitCode === UNFORESEEN)
    session.err.write("That was not foreseen: with --debug it says where it happened\n");
  return exitCode;
}

/** What the parser finds wrong with the arguments, as any other error is told. */
export function tellUsage(message: string, session: Session): void {
  if (session.json) tellPrograms({ error: { name: "UsageError", message }, exitCode: 2 }, session);
  session.err.write(complaint(message));
}

function tellPrograms(failure: object, { out }: Session): void {
  out.write(`${JSON.stringify(failure)}\n`);
}

function exitCodeFor({ name, code = "", status = 0 }: Told): number {
  // Trouble of the server's own is over some day, whatever was asked for.
  if (status >= 500 || LOCKED.includes(code)) return NOT_FINISHED;
  return EXIT_CODES[name] ?? (NO_PLACE.has(code) ? NO_FILE : UNFORESEEN);
}

/** Another process has the job or the ledger. */
const LOCKED: readonly string[] = ["JOB_LOCKED", "LEDGER_LOCKED"];

/** What the system says of a disk that is full, or not ours. */
const NO_PLACE: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO"]);

/**
 * What to do here, where the client's advice is for programs; nothing where that is said below the message, or is the
 * same command again. By the client's codes.
 */
const OUR_ADVICE: ReadonlyMap<string, string | undefined> = new Map([
  ["JOB_TIMEOUT", undefined],
  ["AMBIGUOUS_TASK", undefined],
  ["LEDGER_LOCKED", "Let it finish, or wait for it with --wait 10m"],
  ["NOT_STATISTICS", "Choose another with --table"],
]);

/** An error that has no advice gets none. */
function adviceOf({ code = "", advice }: Told): string | undefined {
  return advice !== undefined && OUR_ADVICE.has(code) ? OUR_ADVICE.get(code) : advice;
}

/** The message with our advice in place of the client's, which it ends with. */
export function messageOf(error: Error): string {
  const { name, message, advice: theirs } = error as Told;
  // In the midst of it, between what the gateway said and the request id: no property tells where.
  if (name === "SignatureError") return message.replace("; `await error.explain()` tells why", "");
  const ours = adviceOf(error);
  const end = `. ${theirs}`;
  if (ours === theirs || !message.endsWith(end)) return message;
  return message.slice(0, -end.length) + (ours === undefined ? "" : `. ${ours}`);
}

/** One line, whatever is in it. */
export function complaint(message: string): string {
  return `cdn-export: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`;
}

interface Told extends Error {
  code?: string;
  status?: number;
  requestId?: string;
  advice?: string;
}

function isExplained(error: unknown): error is { explain(): Promise<{ text: string; reason: string }> } {
  return (error as Error)?.name === "SignatureError";
}
