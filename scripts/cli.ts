// `npm run cli -- ...`: builds what has changed, then runs the terminal program as it is built here.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runQuietly } from "./steps.ts";

if (!runQuietly("turbo", "run", "build")) {
  console.error("cli: the packages could not be built: see above.");
  process.exit(1);
}
const bin = join(import.meta.dirname, "../apps/cli/dist/bin.js");
// A program of its own, so that Ctrl-C and exit codes are its own, too; npm says where the user stands.
const { INIT_CWD: cwd = process.cwd() } = process.env;
const { status, signal } = spawnSync(process.execPath, [bin, ...process.argv.slice(2)], { cwd, stdio: "inherit" });
process.exitCode = status ?? (signal === "SIGTERM" ? 143 : 130);
