// A copy of the repository with more operations in its spec. Only the generator has run, and only @cdn-export/api is built
// again. Client, emulator and signer are the published builds, byte for byte.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../../..", import.meta.url));
const api = join(repository, "packages/api");

export interface Grown {
  folder: string;
  /** The compiler's errors for a program in the folder; empty if it compiles. */
  compile(name: string, program: string): Promise<string>;
  /** Runs a program in the folder, and returns what it prints. */
  print(name: string, ...args: string[]): Promise<string>;
  /** Does the same, and parses the JSON that it prints. */
  start(name: string, ...args: string[]): Promise<unknown>;
  remove(): Promise<void>;
}

/** Parts of an OpenAPI document. */
export interface Fragment {
  paths?: Record<string, object>;
  components?: { schemas?: Record<string, object> };
}

/** The YAML blocks of docs/adding-an-operation.md, as a newcomer would add them. */
export async function documentedOperations(): Promise<{ fragments: Fragment[]; program: string }> {
  const text = await readFile(join(repository, "docs/adding-an-operation.md"), "utf8");
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, block = ""]) => block);
  return { fragments: blocks("yaml").map((block) => parse(block)), program: blocks("ts").join("\n") };
}

export async function grow(fragments: readonly Fragment[]): Promise<Grown> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "grown-")));
  await copySpec(folder, fragments);
  await run(process.execPath, [join(api, "generator/main.ts"), "--root", folder]);
  await buildApi(folder);
  await install(folder);
  const print = async (name: string, ...args: string[]) =>
    (await run(process.execPath, [name, ...args], { cwd: folder, maxBuffer: 2 ** 26 })).stdout;
  return {
    folder,
    async compile(name, program) {
      await writeFile(join(folder, name), program);
      const options = { extends: "./tsconfig.base.json", files: [name] };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(options));
      const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
      const { stdout } = await run(process.execPath, [compiler, "-p", "."], { cwd: folder }).catch((error) => error);
      return stdout;
    },
    print,
    async start(name, ...args) {
      return JSON.parse(await print(name, ...args));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function copySpec(folder: string, fragments: readonly Fragment[]): Promise<void> {
  await cp(join(repository, "spec"), join(folder, "spec"), { recursive: true });
  const file = join(folder, "spec/openapi.yaml");
  const spec = parse(await readFile(file, "utf8"));
  for (const { paths, components } of fragments) {
    for (const [path, item] of Object.entries(paths ?? {})) spec.paths[path] = { ...spec.paths[path], ...item };
    Object.assign(spec.components.schemas, components?.schemas);
  }
  await writeFile(file, stringify(spec));
}

async function buildApi(folder: string): Promise<void> {
  const target = join(folder, "packages/api");
  for (const part of ["package.json", "tsconfig.json", "tsdown.config.ts", "src"])
    await cp(join(api, part), join(target, part), { recursive: true });
  await cp(join(repository, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  await run(join(api, "node_modules/.bin/tsdown"), [], { cwd: target });
}

/** Installs the packages as `npm install` would. */
async function install(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await mkdir(modules);
  for (const name of ["signer", "client", "emulator", "api"]) {
    const from = name === "api" ? folder : repository;
    for (const part of ["package.json", "dist"])
      await cp(join(from, "packages", name, part), join(modules, "@cdn-export", name, part), { recursive: true });
  }
  for (const dependency of ["client/node_modules/openapi-fetch", "emulator/node_modules/fresh"])
    await symlink(join(repository, "packages", dependency), join(modules, basename(dependency)));
}
