// Generates everything from spec/, and writes the files that changed. --check reports those instead, and fails. --lint
// only checks that the spec is complete.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CHECKSUMS, checksumsOf, compare, unlockedTools, writeAll } from "./files.ts";
import { lint } from "./lint.ts";
import { advice } from "./outputs/advice.ts";
import { calls } from "./outputs/calls.ts";
import { errors } from "./outputs/errors.ts";
import { evidence } from "./outputs/evidence.ts";
import { examples } from "./outputs/examples.ts";
import { llms } from "./outputs/llms.ts";
import { operations } from "./outputs/operations.ts";
import { reference } from "./outputs/reference.ts";
import { bodySchemas, otherSchemas } from "./outputs/schemas.ts";
import { types } from "./outputs/types.ts";
import { values } from "./outputs/values.ts";
import { SpecError } from "./source.ts";
import { loadSpec, type Spec } from "./spec.ts";

/** To add an output, add a line here and a file to outputs/. */
const outputs: Record<string, (spec: Spec) => string | Promise<string>> = {
  "packages/api/generated/types.ts": types,
  "packages/api/generated/body-schemas.ts": bodySchemas,
  "packages/api/generated/schemas.ts": otherSchemas,
  "packages/api/generated/operations.ts": operations,
  "packages/api/generated/examples.ts": examples,
  "packages/api/generated/calls.ts": calls,
  "packages/api/generated/values.ts": values,
  "packages/api/generated/errors.ts": errors,
  "packages/api/generated/advice.ts": advice,
  "docs/reference.md": reference,
  "docs/evidence.md": evidence,
  "llms.txt": llms,
};

const { values: options } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    lint: { type: "boolean", default: false },
    // The folder with spec/, where the files are written. In tests, a copy of the repository.
    root: { type: "string", default: join(import.meta.dirname, "../../..") },
  },
});

try {
  const spec = await loadSpec(join(options.root, "spec"));
  const problems = lint(spec);
  if (problems.length > 0) throw new SpecError(problems);
  if (options.lint) console.log("Everything in the spec names its source.");
  else await generate(spec);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function generate(spec: Spec): Promise<void> {
  const unlocked = await unlockedTools();
  if (unlocked.length > 0) throw new SpecError(unlocked);
  const contents = new Map<string, string>();
  // Nothing is written before everything is made.
  for (const [file, make] of Object.entries(outputs)) contents.set(file, bannerOf(file) + (await make(spec)));
  contents.set(CHECKSUMS, checksumsOf(contents));

  const state = await compare(options.root, contents);
  if (!options.check)
    await writeAll(options.root, new Map([...contents].filter(([file]) => state.changed.includes(file))));
  const edited = state.edited.map((file) =>
    options.check
      ? `${file} was edited by hand. Change spec/ or packages/api/generator instead, and run \`npm run generate\`.`
      : `${file} had been edited by hand. The edit is gone.`,
  );
  const stray = state.stray.map((file) => `${file} is not a generated file. Delete it, or move it elsewhere.`);
  const stale = state.changed.filter((file) => !state.edited.includes(file) && file !== CHECKSUMS);
  const outOfDate =
    options.check && stale.length > 0
      ? [
          `Out of date, because the spec or the generator changed: ${stale.join(", ")}. Run \`npm run generate\` and commit.`,
        ]
      : [];
  if (!options.check && state.changed.length > 0) console.log(`Wrote ${state.changed.join(", ")}.`);
  else if (state.changed.length === 0 && stray.length === 0) console.log("The generated files are up to date.");
  for (const problem of [...outOfDate, ...edited, ...stray]) console.error(problem);
  if (stray.length > 0 || (options.check && state.changed.length > 0)) process.exitCode = 1;
}

function bannerOf(file: string): string {
  const text = "Generated from spec/ by `npm run generate`. Do not edit.";
  if (file.endsWith(".md")) return `<!-- ${text} -->\n\n`;
  return file.endsWith(".txt") ? "" : `// ${text}\n`;
}
