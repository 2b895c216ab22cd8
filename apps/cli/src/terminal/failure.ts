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

const UNFORESEEN = 1;

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
  ConnectionError: 5,
  TimeoutError: 5,
  ThrottledError: 5,
  JobTimeoutError: 5,
  LedgerLockedError: 5,
  JobLockedError: 5,
  AmbiguousTaskError: 6,
  CorruptFileError: 7,
  LinkExpiredError: 7,
  SaveError: 7,
  LedgerError: 7,
  JobFolderError: 7,
};

/** One line on stderr, with --json an object on stdout as well. @returns the exit code. */
export async function tellFailure(error: unknown, session: Session): Promise<number> {
  session.progress.clear();
  const { name = "Error", message = String(error), code, status, requestId, advice } = error as Partial<Told>;
  const { unfinished, stoppedBy } = session;
  const exitCode = stoppedBy ? exitCodeOf(stoppedBy) : (EXIT_CODES[name] ?? UNFORESEEN);
  const text = stoppedBy ? "stopped" : message;
  if (session.json) {
    const told = stoppedBy ? { name: "Stopped", message: text } : { name, code, message, status, requestId, advice };
    session.out.write(
      `${JSON.stringify({ error: told, exitCode, ...(unfinished?.job && { job: unfinished.job }) })}\n`,
    );
  }
  session.err.write(complaint(text));
  if (isExplained(error) && !stoppedBy) session.err.write(`${printableLines((await error.explain()).text)}\n`);
  if (unfinished) session.err.write(`${unfinished.hint}\n`);
  if (session.debug) session.err.write(`${(error as Error)?.stack}\n`);
  else if (exitCode === UNFORESEEN)
    session.err.write("That was not foreseen: with --debug it says where it happened\n");
  return exitCode;
}

/** One line, whatever is in it. */
export function complaint(message: string): string {
  return `cdn-export: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`;
}

interface Told extends Error {
  code: string;
  status: number;
  requestId: string;
  advice: string;
}

function isExplained(error: unknown): error is { explain(): Promise<{ text: string }> } {
  return (error as Error)?.name === "SignatureError";
}
