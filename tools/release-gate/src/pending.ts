// Whether each changed package has a changeset. Part of `npm run check`.
import { join } from "node:path";
import { announced } from "./announced.ts";
import { findBase, GateError } from "./base.ts";

const root = join(import.meta.dirname, "../../..");
try {
  const { ok, says } = announced(root, findBase(root));
  if (ok) console.log(says);
  else console.error(says);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  if (!(error instanceof GateError)) throw error;
  console.error(`changesets: ${error.message}`);
  process.exitCode = 1;
}
