// Whether what has changed for users came with a changeset: a step of `npm run check`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findBase, GateError } from "./base.ts";
import { settled } from "./settled.ts";

const root = join(import.meta.dirname, "../../..");
try {
  const base = findBase(root);
  const reason = settled(root, base);
  if (reason === undefined) {
    // Told where to look, for a pull request is checked out without a branch `main`.
    const { status } = spawnSync("changeset", ["status", `--since=${base.sha}`], { cwd: root, stdio: "inherit" });
    process.exitCode = status === 0 ? 0 : 1;
  } else console.log(reason);
} catch (error) {
  if (!(error instanceof GateError)) throw error;
  console.error(`changesets: ${error.message}`);
  process.exitCode = 1;
}
