import { spawn } from "node:child_process";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Finished {
  /** The exit code; -1 if a signal ended the program. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  timeoutMs: number;
  /** Stops the program, and every program that it started. */
  signal: AbortSignal;
}

/** The program doesn't exist. */
export class NotInstalled extends Error {}

/** Runs a program to its end. @throws NotInstalled if it doesn't exist, Error if the signal or the time limit stops it */
export function run([command = "", ...args]: readonly string[], options: RunOptions): Promise<Finished> {
  const { env = process.env, cwd, timeoutMs, signal } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // A group of its own, so that everything in it can be stopped together.
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        texts[name] += text;
      });
    let reason: string | undefined;
    const stop = (why: string) => {
      reason ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has just ended.
      }
    };
    const onAbort = () => stop("the run was interrupted");
    const timer = setTimeout(() => stop(`it took longer than ${timeoutMs / 1000} s`), timeoutMs);
    signal.addEventListener("abort", onAbort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    child.on("error", (error: NodeJS.ErrnoException) => {
      settle();
      reject(error.code === "ENOENT" ? new NotInstalled(`${command} isn't installed`) : error);
    });
    // Only when every program that shares its output has ended.
    child.on("close", (code) => {
      settle();
      if (reason === undefined) resolve({ code: code ?? -1, ...texts });
      else reject(new Error(`${command} was stopped: ${reason}`));
    });
  });
}

export interface Retries {
  attempts: number;
  pauseMs: number;
}

/** Runs a program that downloads, and repeats it when it fails. @throws Error with the line that explains the failure */
export async function download(
  command: readonly string[],
  options: RunOptions,
  { attempts, pauseMs }: Retries = { attempts: 3, pauseMs: 5000 },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const finished = await run(command, options);
    if (finished.code === 0) return;
    if (attempt === attempts)
      throw new Error(`${basename(command[0] ?? "")} failed ${attempts} times: ${explain(finished)}`);
    await sleep(pauseMs, undefined, { signal: options.signal });
  }
}

/** The most useful line of a failed program: the first one that names an error, or else the last one. */
export function explain({ code, stdout, stderr }: Finished): string {
  const lines = `${stderr}\n${stdout}`
    .replaceAll(COLORS, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.find((text) => /\berror\b|not found/i.test(text)) ?? lines.at(-1) ?? `exit code ${code}`;
  return line.slice(0, 300);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with the escape character.
const COLORS = /\u001b\[[0-9;]*m/g;
