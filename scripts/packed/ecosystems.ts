// How each package manager installs tarballs into an empty project outside the workspace, and runs programs there.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { runQuietly } from "../steps.ts";
import type { Packed } from "./tarballs.ts";
import { Unfit } from "./unfit.ts";

export interface Ecosystem {
  /** The runtime of the programs, with its version. */
  runtime: string;
  install(project: string, packages: readonly Packed[]): void;
  /** Runs a file of the project with arguments, after loading `preload`. @returns its output */
  run(project: string, args: readonly string[], preload?: string): string;
  /** Type-checks files and the packages' declarations. @returns the names of the compilers */
  typeCheck(project: string, files: readonly string[]): string;
  /** Runs the project's tests, if vitest is installed. @returns its output */
  test?(project: string): string;
}

/** Functions, because some of these are missing on some machines. */
export const ECOSYSTEMS: Record<string, () => Ecosystem> = {
  npm: () => ({
    ...node(),
    install(project, packages) {
      writeJson(join(project, "package.json"), manifest([], "vitest"));
      // Like the command that `npm run pack` prints.
      const tarballs = packages.map(({ tarball }) => tarball);
      execute(project, machineNode, npm, "install", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs);
    },
    // On the tools' own Node: vitest needs a newer one than the packages do.
    test: (project) => execute(project, process.execPath, "node_modules/vitest/vitest.mjs", "run", "--no-color"),
  }),
  pnpm: () => ({
    ...node(),
    install(project, packages) {
      writeJson(join(project, "package.json"), { ...manifest(packages), pnpm: { overrides: files(packages) } });
      execute(project, "pnpm", "install", "--reporter=silent");
    },
  }),
  bun() {
    const bun = onDemand("@oven/bun-linux-x64/bin/bun");
    return {
      runtime: `Bun ${execute(".", bun, "--version")}`,
      install(project, packages) {
        writeJson(join(project, "package.json"), { ...manifest(packages), overrides: files(packages) });
        execute(project, bun, "install", "--silent");
      },
      run: (project, args, preload) => execute(project, bun, ...(preload ? ["--preload", preload] : []), ...args),
      typeCheck: checkByCompilers,
    };
  },
  deno() {
    const deno = onDemand("@deno/linux-x64-glibc/deno");
    const versions = execute(".", deno, "--version");
    const versionOf = (name: string) => versions.match(new RegExp(`^${name} (\\S+)`, "m"))?.[1];
    return {
      runtime: `Deno ${versionOf("deno")}`,
      install(project, packages) {
        // Deno can't install tarballs, but it links unpacked ones.
        const links = packages.map(({ tarball }) => unpack(tarball, join(project, "linked")));
        const imports = packages.map(({ name, version }) => [name, `npm:${name}@${version}`]);
        writeJson(join(project, "deno.json"), { nodeModulesDir: "auto", links, imports: Object.fromEntries(imports) });
        execute(project, deno, "install", "--quiet");
      },
      run: (project, args, preload) =>
        execute(project, deno, "run", "--quiet", "--allow-all", ...(preload ? ["--preload", preload] : []), ...args),
      typeCheck(project, files) {
        execute(project, deno, "check", "--quiet", ...files);
        return `TypeScript ${versionOf("typescript")}`;
      },
    };
  },
};

/** npm passes the path of the Node that runs it. On PATH, the tools' own Node comes first. */
const { npm_node_execpath: machineNode = "node", npm_execpath: npm = "npm" } = process.env;

function node(): Omit<Ecosystem, "install"> {
  return {
    runtime: `Node ${execute(".", machineNode, "--version")}`,
    run: (project, args, preload) =>
      execute(project, machineNode, "--no-warnings", ...(preload ? ["--import", preload] : []), ...args),
    typeCheck: checkByCompilers,
  };
}

const COMPILERS = ["node_modules/typescript/bin/tsc", "packages/api/node_modules/typescript/bin/tsc"];

function checkByCompilers(project: string, files: readonly string[]): string {
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
  };
  writeJson(join(project, "tsconfig.json"), { compilerOptions, files });
  const names = COMPILERS.map((path) => {
    const compiler = resolve(path);
    const name = execute(".", process.execPath, compiler, "--version").replace("Version", "TypeScript");
    if (!runQuietly(process.execPath, compiler, "--project", project))
      throw new Unfit(`the packages' types have errors under ${name}.`);
    return name;
  });
  return names.join(" and ");
}

/** @param tools - installed in the versions that this repository uses */
function manifest(packages: readonly Packed[], ...tools: readonly string[]): object {
  const catalog = readFileSync("pnpm-workspace.yaml", "utf8");
  const versions = ["@types/node", ...tools].map((name) => {
    const [, version] = catalog.match(new RegExp(`^  "?${name}"?: (\\S+)$`, "m")) ?? [];
    return [name, version ?? "latest"];
  });
  return { private: true, type: "module", dependencies: { ...Object.fromEntries(versions), ...files(packages) } };
}

/** Unpublished packages come from the tarballs, also when they depend on each other. */
function files(packages: readonly Packed[]): Record<string, string> {
  return Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:../${basename(tarball)}`]));
}

function unpack(tarball: string, into: string): string {
  const folder = join(into, basename(tarball, ".tgz"));
  mkdirSync(folder, { recursive: true });
  execute(".", "tar", "-xzf", tarball, "-C", folder, "--strip-components=1");
  return folder;
}

/** Bun and Deno come from tools/runtimes, which installs them on demand. */
function onDemand(file: string): string {
  execute("tools/runtimes", process.execPath, "install.mjs");
  const binary = resolve("tools/runtimes/node_modules", file);
  if (!existsSync(binary)) throw new Unfit(`${file} is missing: tools/runtimes has it for Linux on x64 only.`);
  return binary;
}

/** Runs a command and returns its output. Its errors go to the terminal. */
function execute(cwd: string, command: string, ...args: string[]): string {
  // pnpm's shims set NODE_PATH, which would find modules that aren't installed in the project.
  const { NODE_PATH: _, ...env } = process.env;
  // Separate caches: the packages change, but keep their names and versions.
  const caches = { BUN_INSTALL_CACHE_DIR: resolve(cwd, ".cache"), DENO_DIR: resolve(cwd, ".cache") };
  return execFileSync(command, args, {
    cwd,
    env: { ...env, ...caches, DENO_NO_UPDATE_CHECK: "1" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, JSON.stringify(content, null, 2));
}
