// The built command line, as the tests start it.
import { execFile, spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

const BIN = join(import.meta.dirname, "../../../cli/dist/bin.js");

/** Runs a command to its end. @returns what it printed */
export async function cli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, ...args], {
    env: { ...process.env, LC_ALL: "C.UTF-8", ...env },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}

export interface RunningConsole {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  pid: number;
  /** The address with the token, which works once. */
  link: string;
  close(): Promise<void>;
}

/** Starts `cdn-export ui` and waits until it prints its link. */
export async function startConsole(folder: string, args: readonly string[] = ["--emulator"]): Promise<RunningConsole> {
  // The page shows the folder as it was typed.
  const child = spawn(process.execPath, [BIN, "ui", basename(folder), "--port", "0", "--no-open", ...args], {
    cwd: dirname(folder),
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(output) ?? [];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`cdn-export ui ended with code ${code}:\n${output}`)));
  });
  return {
    origin: new URL(link).origin,
    pid: child.pid ?? 0,
    link,
    async close() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
