// Starts servers in their own processes, so that they don't slow down what is measured.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Server {
  url: string;
  close(): Promise<void>;
}

/** Starts `plain.ts`, `emulator.ts` or `prism.ts`; each prints its URL when it listens. */
export async function startServer(name: "plain" | "emulator" | "prism"): Promise<Server> {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await Promise.race([
    once(child.stdout ?? child, "data"),
    once(child, "exit").then(() => Promise.reject(new Error(`The server ${name} has ended.`))),
  ]);
  return {
    url: String(line).trim(),
    async close() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
