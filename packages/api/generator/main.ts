// Generates everything from spec/, and writes the files that changed. --check reports those instead, and fails. --lint
// only checks that the spec is complete.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { lint } from "./lint.ts";
import { advice } from "./outputs/advice.ts";
import { errors } from "./outputs/errors.ts";
import { evidence } from "./outputs/evidence.ts";
import { examples } from "./outputs/examples.ts";
import { llms } from "./outputs/llms.ts";
import { operations } from "./outputs/operations.ts";
import { reference } from "./outputs/reference.ts";
import { bodySchemas, otherSchemas } from "./outputs/schemas.ts";
import { types } from "./outputs/types.ts";
import { values } from "./outputs/values.ts";
import { loadSpec, type Spec } from "./spec.ts";

/** To add an output, add a line here and a file to outputs/. */
const outputs: Record<string, (spec: Spec) => string | Promise<string>> = {
  "packages/api/generated/types.ts": types,
  "packages/api/generated/body-schemas.ts": bodySchemas,
  "packages/api/generated/schemas.ts": otherSchemas,
  "packages/api/generated/operations.ts": operations,
  "packages/api/generated/examples.ts": examples,
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

const spec = await loadSpec(join(options.root, "spec"));
const missing = lint(spec);
if (missing.length > 0) {
  console.error(missing.join("\n"));
  process.exitCode = 1;
} else if (options.lint) {
  console.log("Everything in the spec names its source.");
} else {
  await generate();
}

async function generate(): Promise<void> {
  const stale: string[] = [];
  for (const [file, make] of Object.entries(outputs)) {
    const path = join(options.root, file);
    const content = bannerOf(file) + (await make(spec));
    if ((await readFile(path, "utf8").catch(() => "")) === content) continue;
    stale.push(file);
    if (options.check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  if (options.check && stale.length > 0) {
    const names = stale.join(", ");
    console.error(
      `Out of date, because the spec or the generator changed: ${names}. Run \`npm run generate\` and commit.`,
    );
    process.exitCode = 1;
  } else {
    console.log(stale.length > 0 ? `Wrote ${stale.join(", ")}.` : "The generated files are up to date.");
  }
}

function bannerOf(file: string): string {
  const text = "Generated from spec/ by `npm run generate`. Do not edit.";
  if (file.endsWith(".md")) return `<!-- ${text} -->\n\n`;
  return file.endsWith(".txt") ? "" : `// ${text}\n`;
}
