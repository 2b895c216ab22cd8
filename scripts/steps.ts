import { spawnSync } from "node:child_process";

/** Runs a command with its output on the terminal; true when it succeeded. */
export function run(command: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error) console.error(`Cannot start ${command}: ${error.message}`);
  return status === 0;
}
