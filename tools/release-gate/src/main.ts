// `npm run spec:diff -- [--base REF] [--json] [--write] [--gate]`, a step of `npm run check` with --gate.
import { join } from "node:path";
import { specDiff } from "./spec-diff.ts";

process.exitCode = await specDiff(join(import.meta.dirname, "../../.."), process.argv.slice(2), {
  out: console.log,
  err: console.error,
});
