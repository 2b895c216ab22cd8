// `npm run cli -- ...`: builds what has changed, then runs the built terminal program.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./steps.ts";

build();
const bin = join(import.meta.dirname, "../apps/cli/dist/bin.js");
// A separate process, so that Ctrl-C and exit codes work as usual. npm passes the user's folder.
const { INIT_CWD: cwd = process.cwd() } = process.env;
const { status, signal } = spawnSync(process.execPath, [bin, ...process.argv.slice(2)], { cwd, stdio: "inherit" });
process.exitCode = status ?? (signal === "SIGTERM" ? 143 : 130);
