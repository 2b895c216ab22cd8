// How each package manager installs tarballs into an empty project outside the workspace, and what runs there.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { runQuietly } from "../steps.ts";
import type { Packed } from "./tarballs.ts";
import { Unfit } from "./unfit.ts";

export interface Ecosystem {
  /** What runs the programs, with its version. */
  runtime: string;
  install(project: string, packages: readonly Packed[]): void;
  /** Runs a file of the project with arguments, and with another file loaded before it. @returns what it printed */
  run(project: string, args: readonly string[], preload?: string): string;
  /** Checks files against the packages' declarations, these included. @returns the compilers that did */
  typeCheck(project: string, files: readonly string[]): string;
  /** Runs the project's tests in vitest, where that is installed. @returns what it printed */
  test?(project: string): string;
}

/** Functions, for not all are there on every machine. */
export const ECOSYSTEMS: Record<string, () => Ecosystem> = {
  npm: () => ({
    ...node(),
    install(project, packages) {
      writeJson(join(project, "package.json"), manifest(packages, "vitest"));
      execute(project, machineNode, npm, "install", "--no-audit", "--no-fund", "--loglevel=error");
    },
    // On the tools' own Node: vitest asks for a newer one than the packages do.
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
        // Deno installs no tarball, but links folders that hold what one does.
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

/** npm tells which Node runs it; the tools' own Node stands before it on PATH. */
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
      throw new Unfit(`the packages' types do not check under ${name}.`);
    return name;
  });
  return names.join(" and ");
}

/** @param tools - installed in the versions of this repository */
function manifest(packages: readonly Packed[], ...tools: readonly string[]): object {
  const catalog = readFileSync("pnpm-workspace.yaml", "utf8");
  const versions = ["@types/node", ...tools].map((name) => {
    const [, version] = catalog.match(new RegExp(`^  "?${name}"?: (\\S+)$`, "m")) ?? [];
    return [name, version ?? "latest"];
  });
  return { private: true, type: "module", dependencies: { ...Object.fromEntries(versions), ...files(packages) } };
}

/** What is not published yet can only be had from the tarballs, by the packages among each other too. */
function files(packages: readonly Packed[]): Record<string, string> {
  return Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:../${basename(tarball)}`]));
}

function unpack(tarball: string, into: string): string {
  const folder = join(into, basename(tarball, ".tgz"));
  mkdirSync(folder, { recursive: true });
  execute(".", "tar", "-xzf", tarball, "-C", folder, "--strip-components=1");
  return folder;
}

/** Bun and Deno are those of the runtimes' contract suite, which are installed when asked for. */
function onDemand(file: string): string {
  execute("tools/runtimes", process.execPath, "install.mjs");
  const binary = resolve("tools/runtimes/node_modules", file);
  if (!existsSync(binary)) throw new Unfit(`${file} is not there: tools/runtimes has it for Linux on x64 only.`);
  return binary;
}

/** Runs a command and returns what it printed; its complaints are shown. */
function execute(cwd: string, command: string, ...args: string[]): string {
  // NODE_PATH, which pnpm's shims set, would find modules that are not installed there.
  const { NODE_PATH: _, ...env } = process.env;
  // Caches of their own: the packages keep their name and version while they change.
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
