// `npm run spec:diff -- [--base REF] [--json] [--write] [--gate]`. With --gate, it's a step of `npm run check`.
import { join } from "node:path";
import { specDiff } from "./spec-diff.ts";

process.exitCode = await specDiff(join(import.meta.dirname, "../../.."), process.argv.slice(2), {
  out: console.log,
  err: console.error,
});
