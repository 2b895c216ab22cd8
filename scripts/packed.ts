// The packages as a user gets them: packed, looked at by publint and attw, installed into an empty folder, and there the
// README's example runs, every entry loads, every command starts, and the types are checked. `npm run packed` does it with
// npm, on the machine's own Node, with an export on the terminal and a test in vitest besides; `npm run packed -- npm pnpm bun
// deno` with all that are named.
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
    `${packages.length} packages: publint and attw find nothing, the manifests are whole, and nothing is shipped that is not needed.`,
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
  if (unknown !== undefined)
    throw new Unfit(`there is no ${unknown} here; there are ${Object.keys(ECOSYSTEMS).join(", ")}.`);
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
  if (used.length > 0) console.log(`  and these do their work: ${used.join(", ")}`);
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
 * Every entry of every package, as a module and by `require()`, which takes ES modules from Node 20.19 on; but for data, and
 * the one that is of no use outside its peer: a test uses that.
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
      throw new Unfit(`not every entry of the packages loads in ${file}.`);
}

function startCommands({ run }: Ecosystem, project: string, { name, bin = {} }: Packed): string[] {
  for (const [command, file] of Object.entries(bin))
    if (!run(project, [join("node_modules", name, file), "--help"]).includes(command))
      throw new Unfit(`${command} --help does not name itself.`);
  return Object.keys(bin);
}
