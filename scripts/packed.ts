// Tries the packages as a user gets them: packs them, runs publint and attw, and installs them into an empty folder. There it
// runs the README's example, loads every entry, starts every command, and checks the types. `npm run packed` uses npm and the
// machine's own Node, and also exports on the terminal and runs a test in vitest. `npm run packed -- npm pnpm bun deno` tries
// each of these.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ECOSYSTEMS, type Ecosystem } from "./packed/ecosystems.ts";
import { inspect, type Packed, pack } from "./packed/tarballs.ts";
import { Unfit } from "./packed/unfit.ts";
import { readVectors, useTools } from "./packed/uses.ts";

const folder = mkdtempSync(join(tmpdir(), "cdn-export-packed-"));
try {
  const chosen = choose(process.argv.slice(2));
  const packages = pack(folder);
  for (const item of packages) inspect(item);
  console.log(
    `${packages.length} packages: publint and attw find no problem, the manifests are complete, and the tarballs contain no needless file.`,
  );
  for (const name of chosen) {
    const ecosystem = ECOSYSTEMS[name]?.();
    if (ecosystem) tryOut(name, ecosystem, packages);
  }
} catch (error) {
  console.error(error instanceof Unfit ? `packed: ${error.message}` : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function choose(args: readonly string[]): readonly string[] {
  const unknown = args.find((arg) => !Object.hasOwn(ECOSYSTEMS, arg));
  if (unknown !== undefined) throw new Unfit(`${unknown} isn't supported; use ${Object.keys(ECOSYSTEMS).join(", ")}.`);
  return args.length > 0 ? args : ["npm"];
}

function tryOut(name: string, ecosystem: Ecosystem, packages: readonly Packed[]): void {
  const project = mkdtempSync(join(folder, `${name}-`));
  ecosystem.install(project, packages);
  const output = runExample(ecosystem, project);
  loadAll(ecosystem, project, packages);
  const started = packages.flatMap((item) => startCommands(ecosystem, project, item));
  readVectors(ecosystem, project);
  const used = useTools(ecosystem, project);
  const compilers = ecosystem.typeCheck(project, ["example.ts", "entries.ts"]);
  console.log(`Installed by ${name}, the README's example runs under ${ecosystem.runtime}: ${output}`);
  console.log(
    `  every entry loads, by import and by require(); commands that start: ${started.join(", ")}; types: ${compilers}`,
  );
  if (used.length > 0) console.log(`  and these work: ${used.join(", ")}`);
}

function runExample({ run }: Ecosystem, project: string): string {
  const [, example] = readFileSync("README.md", "utf8").match(/```ts\n([\s\S]*?)```/) ?? [];
  if (!example) throw new Unfit("README.md has no example.");
  for (const file of ["example.mjs", "example.ts"]) writeFileSync(join(project, file), example);
  copyFileSync("apps/quickstart/src/on-emulator.mjs", join(project, "on-emulator.mjs"));
  const output = run(project, ["example.mjs"], "./on-emulator.mjs");
  if (!/^\d+ bytes of csv in top-urls\.csv$/.test(output)) throw new Unfit(`the example printed:\n${output}`);
  return output;
}

/**
 * Loads every entry of every package by `import` and by `require()`, which accepts ES modules since Node 20.19. JSON files
 * and the vitest fixture are tried in uses.ts.
 */
function loadAll({ run }: Ecosystem, project: string, packages: readonly Packed[]): void {
  const entries = packages
    .flatMap(({ name, exports }) => Object.keys(exports).map((entry) => name + entry.slice(1)))
    .filter((entry) => !entry.endsWith(".json") && entry !== "@cdn-export/emulator/vitest");
  const imports = entries.map((entry, i) => `import * as entry${i} from "${entry}";\n`).join("");
  const modules = `${imports}console.log([${entries.map((_, i) => `entry${i}`).join()}].length);\n`;
  for (const file of ["entries.mjs", "entries.ts"]) writeFileSync(join(project, file), modules);
  writeFileSync(join(project, "entries.cjs"), `console.log(${JSON.stringify(entries)}.map(require).length);\n`);
  for (const file of ["entries.mjs", "entries.cjs"])
    if (run(project, [file]) !== String(entries.length))
      throw new Unfit(`some entry of the packages doesn't load in ${file}.`);
}

function startCommands({ run }: Ecosystem, project: string, { name, bin = {} }: Packed): string[] {
  for (const [command, file] of Object.entries(bin))
    if (!run(project, [join("node_modules", name, file), "--help"]).includes(command))
      throw new Unfit(`${command} --help doesn't print the command's name.`);
  return Object.keys(bin);
}
