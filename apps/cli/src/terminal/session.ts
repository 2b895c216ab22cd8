// One run of a command: where it writes, what ends it, and what is said when it does not finish.
import { EXIT, signalExitCode } from "./exit-codes.ts";
import { createProgress, type Progress } from "./progress-line.ts";

export interface SessionOptions {
  /** Results as JSON, one object a line, and nothing else on stdout. */
  json: boolean;
  /** No notes and no progress. */
  quiet: boolean;
  /** Errors with their stacks. */
  debug: boolean;
}

export interface Session extends SessionOptions {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The result: an object for programs, or a text for people; without a text the object goes to programs alone. */
  result(value: object, text?: string): void;
  /** What people should know: a doubt, a next step. */
  note(text: string): void;
  /** What is pleasant to know, and told on a terminal only. */
  aside(text: string): void;
  /** What to do when the command does not finish, and the job to be resumed. */
  unfinished?: { hint: string; job?: string } | undefined;
  /** What the process ends with when it was stopped: 130 or 143. */
  stoppedBy?: NodeJS.Signals | undefined;
  end(): void;
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
      if (session.json) out.write(`${JSON.stringify(value)}\n`);
      else if (text !== undefined) out.write(`${text}\n`);
    },
    note(text) {
      session.progress.clear();
      if (!session.quiet) err.write(`${text}\n`);
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
    // Whoever asks twice does not want to wait; what has begun is written down already.
    if (controller.signal.aborted) process.exit(signalExitCode(name));
    session.stoppedBy = name;
    controller.abort();
  }
  for (const name of SIGNALS) process.on(name, stop);
  // Where complaints go, none can be made about it.
  err.on("error", () => process.exit(EXIT.NO_FILE));
  out.on("error", ({ code }: NodeJS.ErrnoException) => {
    session.progress.clear();
    // A reader that has seen enough, like `head`, is no failure.
    const isEnough = code === "EPIPE";
    if (!isEnough) err.write(`cdn-export: stdout cannot be written: the system says ${code}\n`);
    if (session.unfinished && !(isEnough && session.quiet)) err.write(`${session.unfinished.hint}\n`);
    process.exit(isEnough ? 0 : EXIT.NO_FILE);
  });
  return session;
}
