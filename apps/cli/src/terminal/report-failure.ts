// Prints the error when a command fails.

import type { Failure } from "./advice.ts";
import { EXIT, exitCodeOf, signalExitCode } from "./exit-codes.ts";
import { adviceOf, messageOf } from "./failures.ts";
import { say } from "./language.ts";
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
  const text = stoppedBy ? say("stopped", "已停止") : await messageOf(failure);
  const details = stoppedBy
    ? { name: "Stopped", message: text }
    : { name, code, message: text, status, requestId, advice: await adviceOf(failure), reason: explanation?.reason };
  if (session.json) writeJson({ error: details, exitCode, ...(unfinished?.job && { job: unfinished.job }) }, session);
  session.err.write(formatError(explanation ? text.replace(ECHO, "") : text));
  if (explanation) {
    const { explanationText } = await import("./translate.ts");
    session.err.write(`${printableLines(explanationText(explanation.text))}\n`);
  }
  if (unfinished) session.err.write(`${unfinished.hint}\n`);
  if (session.debug) session.err.write(`${failure.stack}\n`);
  else if (exitCode === EXIT.UNEXPECTED)
    session.err.write(
      `${say("This error is unexpected: --debug shows where it happened", "这是意外错误：--debug 显示出错位置")}\n`,
    );
  return exitCode;
}

/** The request that the gateway echoes. The explanation shows it part by part. */
const ECHO = /,? ?canonicalRequest:.*?\|[\da-f]{64}/is;

/** Prints what the parser reports in the same form as other errors. */
export function reportUsage(message: string, session: Session): void {
  if (session.json) writeJson({ error: { name: "UsageError", message }, exitCode: EXIT.USAGE }, session);
  session.err.write(formatError(message));
}

function writeJson(failure: object, { out }: Session): void {
  out.write(`${jsonLine(failure, out)}\n`);
}

/** The error line. A message of several lines becomes one. */
export function formatError(message: string): string {
  return `cdn-export: ${printable(message.replace(/\s*\n\s*/g, " "))}\n`;
}

function isSignatureError(error: unknown): error is { explain(): Promise<{ text: string; reason: string }> } {
  return (error as Error)?.name === "SignatureError";
}
