// spec/ -> packages/api/generated/. Writes what differs, or with --check names it and fails.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { errors } from "./outputs/errors.ts";
import { operations } from "./outputs/operations.ts";
import { types } from "./outputs/types.ts";
import { validators, validatorTypes } from "./outputs/validators.ts";
import { values } from "./outputs/values.ts";
import { loadSpec, type Spec } from "./spec.ts";

/** A new output is one line here and one file in outputs/. */
const outputs: Record<string, (spec: Spec) => string | Promise<string>> = {
  "types.ts": types,
  "validators.js": validators,
  "validators.d.ts": validatorTypes,
  "operations.ts": operations,
  "values.ts": values,
  "errors.ts": errors,
};

const root = join(import.meta.dirname, "../../..");
const target = join(root, "packages/api/generated");
const check = process.argv.includes("--check");

const spec = await loadSpec(join(root, "spec"));
const banner = "// Generated from spec/ by `npm run generate`. Do not edit.\n";
const stale: string[] = [];
await mkdir(target, { recursive: true });
for (const [name, make] of Object.entries(outputs)) {
  const file = join(target, name);
  const content = `${banner}${await make(spec)}`;
  if ((await readFile(file, "utf8").catch(() => "")) === content) continue;
  stale.push(relative(root, file));
  if (!check) await writeFile(file, content);
}

if (check && stale.length > 0) {
  console.error(
    `Stale, since the spec or the generator has changed: ${stale.join(", ")}. Run \`npm run generate\` and commit.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `Wrote ${stale.join(", ")}.` : "The generated files are up to date.");
}
