import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program that answers each line with a line of base64. */
export interface LineProgram {
  /** Sends a line, and returns the bytes of the answer. */
  ask(line: string): Promise<Uint8Array>;
  end(): void;
}

export function lineProgram(command: string, ...args: string[]): LineProgram {
  const child: ChildProcess = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  if (!child.stdin || !child.stdout) throw new Error(`${command} has no pipes`);
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      if (!stdin.write(`${line}\n`)) await once(stdin, "drain");
      const { value, done } = await lines.next();
      if (done || value.startsWith("!")) throw new Error(`${command} failed: ${value ?? "it has ended"}`);
      return new Uint8Array(Buffer.from(value, "base64"));
    },
    end: () => stdin.end(),
  };
}
