// The built command line, as the tests start it.
import { execFile, spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../../..");
const BIN = join(ROOT, "apps/cli/dist/bin.js");

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

/** Starts `cdn-export ui` on a folder. The page shows the folder as it was typed. */
export function startConsole(folder: string, args: readonly string[] = ["--emulator"]): Promise<RunningConsole> {
  return start([BIN, "ui", basename(folder), ...args], { cwd: dirname(folder) });
}

/** Starts `npm run demo -- --ui`: three months of twenty domains, in a folder of its own. */
export function startDemo(): Promise<RunningConsole> {
  return start([join(ROOT, "scripts/demo-ui.ts")], { cwd: ROOT });
}

/** Starts a program and waits until it prints its link. */
async function start(args: readonly string[], options: { cwd: string }): Promise<RunningConsole> {
  const child = spawn(process.execPath, [...args, "--port", "0", "--no-open"], {
    ...options,
    env: { ...process.env, LC_ALL: "C.UTF-8" },
    stdio: ["ignore", "pipe", "pipe"],
    // In a group, which gets Ctrl-C as a whole, as on a terminal.
    detached: true,
  });
  const { pid = 0 } = child;
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
    child.once("exit", (code) => reject(new Error(`the console ended with code ${code}:\n${output}`)));
  });
  return {
    ...{ origin: new URL(link).origin, pid, link },
    async close() {
      if (child.exitCode === null) process.kill(-pid, "SIGINT");
      await exited;
    },
  };
}
