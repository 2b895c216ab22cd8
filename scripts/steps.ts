import { spawnSync } from "node:child_process";

/** Runs a command with its output on the terminal. @returns whether it succeeded */
export function run(command: string, ...args: string[]): boolean {
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error) console.error(`Cannot start ${command}: ${error.message}`);
  return status === 0;
}

/** Runs a command, and prints its output if it fails. @returns whether it succeeded */
export function runQuietly(command: string, ...args: string[]): boolean {
  const { status, error, output } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) console.error(`${(output ?? []).filter(Boolean).join("\n")}${error?.message ?? ""}`);
  return status === 0;
}

/** Builds what has changed. Ends the process if the build fails. */
export function build(): void {
  if (runQuietly("turbo", "run", "build", "--output-logs=errors-only")) return;
  console.error("The packages can't be built: see above.");
  process.exit(1);
}
