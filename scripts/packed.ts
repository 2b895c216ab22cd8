// The packages as a user gets them: packed, looked at by publint and attw, installed by npm (`npm run packed -- npm pnpm`:
// by pnpm too) into an empty folder, and there the README's example runs under the machine's own Node and is type-checked
// by two versions of TypeScript.
import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runQuietly } from "./steps.ts";

/** npm tells which Node runs it; the tools' own Node stands before it on PATH. */
const { npm_node_execpath: machineNode = "node", npm_execpath: npm = "npm" } = process.env;
const SHIPPED = /^package\/(package\.json|LICENSE|[A-Z]+\.md|vectors\.json|dist\/.+\.(js|d\.ts|json))$/;
const COMPILERS = ["node_modules/typescript/bin/tsc", "packages/api/node_modules/typescript/bin/tsc"].map((path) =>
  resolve(path),
);

const MANAGERS = ["npm", "pnpm"] as const;
type Manager = (typeof MANAGERS)[number];

const asked = MANAGERS.filter((manager) => process.argv.includes(manager));
const tarballs = mkdtempSync(join(tmpdir(), "cdn-export-packed-"));
let folder = tarballs;
try {
  if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only")) fail("The packages could not be built.");
  for (const directory of globSync("packages/*")) {
    execFileSync("pnpm", ["pack", "--pack-destination", tarballs], { cwd: directory, stdio: "pipe" });
  }
  const names = globSync("*.tgz", { cwd: tarballs });
  for (const name of names) inspect(join(tarballs, name));
  console.log(`${names.length} packages: publint and attw find nothing, and nothing is shipped that is not needed.`);

  for (const manager of asked.length > 0 ? asked : (["npm"] as const)) {
    folder = mkdtempSync(join(tarballs, `${manager}-`));
    install(manager, names);
    runExample(manager);
    requireThem();
    typeCheck();
  }
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}

/** Into an empty project outside the workspace. */
function install(manager: Manager, names: readonly string[]): void {
  const [, nodeTypes = "24"] = readFileSync("pnpm-workspace.yaml", "utf8").match(/"@types\/node": (\S+)/) ?? [];
  const packages = names.map((name): [string, string] => [nameOf(join(tarballs, name)), `file:../${name}`]);
  const manifest = {
    private: true,
    type: "module",
    dependencies: { "@types/node": nodeTypes, ...Object.fromEntries(packages) },
    // What is not published yet can only be had from the tarballs, by the packages among each other too.
    ...(manager === "pnpm" && { pnpm: { overrides: Object.fromEntries(packages) } }),
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  if (manager === "npm") here(npm, "install", "--no-audit", "--no-fund", "--loglevel=error");
  else execFileSync("pnpm", ["install", "--reporter=silent"], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
}

function nameOf(tarball: string): string {
  const manifest = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" });
  return (JSON.parse(manifest) as { name: string }).name;
}

function inspect(tarball: string): void {
  if (!runQuietly("publint", "run", tarball, "--strict")) fail(`publint refuses ${tarball}.`);
  if (!runQuietly("attw", tarball, "--profile", "esm-only", "--no-color", "--no-emoji"))
    fail(`attw refuses ${tarball}.`);
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  const odd = files.filter((file) => !SHIPPED.test(file));
  if (odd.length > 0) fail(`${tarball} ships what nobody needs: ${odd.join(", ")}`);
  if (!files.includes("package/LICENSE") || !files.includes("package/README.md"))
    fail(`${tarball} lacks its licence or README.`);
}

function runExample(manager: Manager): void {
  const [, example] = readFileSync("README.md", "utf8").match(/```ts\n([\s\S]*?)```/) ?? [];
  if (!example) fail("README.md has no example.");
  for (const ending of ["mjs", "ts"]) writeFileSync(join(folder, `example.${ending}`), example ?? "");
  copyFileSync("apps/quickstart/src/on-emulator.mjs", join(folder, "on-emulator.mjs"));
  const output = here("--import", "./on-emulator.mjs", "example.mjs").trim();
  if (!/^\d+ bytes of csv in top-urls\.csv$/.test(output)) fail(`The example printed:\n${output}`);
  console.log(`Installed by ${manager}, the README's example runs under Node ${here("--version").trim()}: ${output}`);
}

/** ES modules can be required from Node 20.19 on. */
function requireThem(): void {
  const script =
    'console.log(typeof require("@cdn-export/client").createExportClient, typeof require("@cdn-export/signer").sign)';
  writeFileSync(join(folder, "required.cjs"), script);
  const output = here("--no-warnings", "required.cjs").trim();
  if (output !== "function function") fail(`require() of the packages gave: ${output}`);
  console.log("require() gives the same modules.");
}

function typeCheck(): void {
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["example.ts"] }));
  for (const compiler of COMPILERS) {
    const version = execFileSync(process.execPath, [compiler, "--version"], { encoding: "utf8" }).trim();
    if (!runQuietly(process.execPath, compiler, "--project", folder))
      fail(`The packages' types do not check under TypeScript ${version}.`);
    console.log(`The types check under TypeScript ${version.replace("Version ", "")}, declarations included.`);
  }
}

/** Runs the machine's Node in the empty folder. */
function here(...args: string[]): string {
  // NODE_PATH, which pnpm's shims set, would find modules that are not installed there.
  const { NODE_PATH: _, ...env } = process.env;
  return execFileSync(machineNode, args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function fail(message: string): never {
  console.error(message);
  rmSync(tarballs, { recursive: true, force: true });
  process.exit(1);
}
