// One run of a command: its output, its signals, and what it prints if it doesn't finish.
import { EXIT, signalExitCode } from "./exit-codes.ts";
import { say } from "./language.ts";
import { printableJson, printableLines } from "./printable.ts";
import { createProgress, type Progress } from "./progress-line.ts";

export interface SessionOptions {
  /** Print results as JSON, one object per line, and nothing else on stdout. */
  json: boolean;
  /** Print no notes and no progress. */
  quiet: boolean;
  /** Print errors with their stacks. */
  debug: boolean;
}

export interface Session extends SessionOptions {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Prints a result: `value` with --json, else `text`, if there is one. */
  result(value: object, text?: string): void;
  /** Prints a note on stderr: a doubt, a next step. */
  note(text: string): void;
  /** Prints a note on a terminal only. */
  aside(text: string): void;
  /** What to do if the command doesn't finish, and the job to resume. */
  unfinished?: { hint: string; job?: string } | undefined;
  /** The signal that stopped the command. */
  stoppedBy?: NodeJS.Signals | undefined;
  end(): void;
}

/** The value on one line. On a terminal, no text in it can control the terminal. */
export function jsonLine(value: object, { isTTY }: NodeJS.WriteStream): string {
  const json = JSON.stringify(value);
  return isTTY ? printableJson(json) : json;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function createSession(options: SessionOptions): Session {
  const { stdout: out, stderr: err, env } = process;
  const controller = new AbortController();
  const session: Session = {
    ...options,
    out,
    err,
    env,
    signal: controller.signal,
    progress: createProgress(err, !options.quiet && !options.json),
    result(value, text) {
      session.progress.clear();
      if (session.json) out.write(`${jsonLine(value, out)}\n`);
      else if (text !== undefined) out.write(`${out.isTTY ? printableLines(text) : text}\n`);
    },
    note(text) {
      session.progress.clear();
      if (!session.quiet) err.write(`${printableLines(text)}\n`);
    },
    aside(text) {
      if (err.isTTY) session.note(text);
    },
    end() {
      session.progress.clear();
      for (const name of SIGNALS) process.off(name, stop);
    },
  };
  function stop(name: NodeJS.Signals): void {
    // A second signal ends the process at once: the state on disk is complete at any time.
    if (controller.signal.aborted) process.exit(signalExitCode(name));
    session.stoppedBy = name;
    controller.abort();
  }
  for (const name of SIGNALS) process.on(name, stop);
  // Without stderr, there is nowhere to report an error.
  err.on("error", () => process.exit(EXIT.NO_FILE));
  out.on("error", ({ code }: NodeJS.ErrnoException) => {
    session.progress.clear();
    // A reader such as `head` may close the pipe early: that isn't an error.
    const isClosed = code === "EPIPE";
    if (!isClosed) err.write(`cdn-export: ${say(`stdout can't be written: ${code}`, `无法写入标准输出：${code}`)}\n`);
    if (session.unfinished && !(isClosed && session.quiet)) err.write(`${session.unfinished.hint}\n`);
    process.exit(isClosed ? 0 : EXIT.NO_FILE);
  });
  return session;
}
