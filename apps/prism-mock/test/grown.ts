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
  /** Runs a program in the folder, and parses the JSON that it prints. */
  start(name: string, ...args: string[]): Promise<unknown>;
  remove(): Promise<void>;
}

export async function grow(fragment: string): Promise<Grown> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "grown-")));
  await copySpec(folder, fragment);
  await run(process.execPath, [join(api, "generator/main.ts"), "--root", folder]);
  await buildApi(folder);
  await install(folder);
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
    async start(name, ...args) {
      return JSON.parse((await run(process.execPath, [name, ...args], { cwd: folder })).stdout);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function copySpec(folder: string, fragment: string): Promise<void> {
  await cp(join(repository, "spec"), join(folder, "spec"), { recursive: true });
  const file = join(folder, "spec/openapi.yaml");
  const [spec, more] = [parse(await readFile(file, "utf8")), parse(fragment)];
  Object.assign(spec.paths, more.paths);
  Object.assign(spec.components.schemas, more.components.schemas);
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
