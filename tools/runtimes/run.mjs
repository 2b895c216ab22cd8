// Installs the runtimes if they are missing, builds the packages, and runs the suite.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

await import("./install.mjs");
const folder = fileURLToPath(new URL(".", import.meta.url));
run("../..", "turbo", "run", "build", "--output-logs=errors-only");
run(".", "node", "src/main.ts");

function run(where, command, ...args) {
  const { status } = spawnSync(command, args, { cwd: `${folder}/${where}`, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
