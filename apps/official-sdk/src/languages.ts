import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { download, explain, NotInstalled, type RunOptions, run } from "./run.ts";

const APP = fileURLToPath(new URL("..", import.meta.url));
const EMULATOR = fileURLToPath(new URL("../../../packages/emulator/dist/bin.js", import.meta.url));

/** Where SDKs and builds are kept between runs. Go and Maven keep their downloads in their own folders. */
const KEPT = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "cdn-export", "official-sdks");

export const LANGUAGES = ["Python", "Java", "Go", "Node"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Programs {
  /** Installs the SDK and builds the programs. @throws NotInstalled if a toolchain is missing */
  install(signal: AbortSignal): Promise<void>;
  sample: readonly string[];
  export: readonly string[];
  /** The test that the documents show as a recipe. */
  recipe?: { command: readonly string[]; cwd: string };
}

const INSTALL_MS = 8 * 60_000;

const requirements = ["requirements.txt", "requirements-test.txt"].map((file) =>
  readFileSync(join(APP, "python", file), "utf8"),
);
const venv = join(KEPT, `python-${createHash("sha256").update(requirements.join()).digest("hex").slice(0, 12)}`);
const python = join(venv, "bin", "python");
const java = join(KEPT, "java");
const go = join(KEPT, "go");
const classPath = `${join(java, "classes")}:${join(java, "lib", "*")}`;
const maven = ["mvn", "-B", "-q", `-DbuildDirectory=${java}`];

export const PROGRAMS: Readonly<Record<Language, Programs>> = {
  Python: {
    async install(signal) {
      const options = { timeoutMs: INSTALL_MS, signal };
      await mustRun(["python3", "--version"], options);
      if (existsSync(join(venv, "installed"))) return;
      await mustRun(["python3", "-m", "venv", "--clear", venv], options);
      const file = join(APP, "python", "requirements-test.txt");
      await download([python, "-m", "pip", "install", "--quiet", "--requirement", file], options);
      await writeFile(join(venv, "installed"), "");
    },
    sample: [python, join(APP, "python", "sample.py")],
    export: [python, join(APP, "python", "export.py")],
    recipe: { command: [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd: join(APP, "python") },
  },
  Java: {
    async install(signal) {
      const options = { timeoutMs: INSTALL_MS, signal, cwd: join(APP, "java") };
      await mustRun(["java", "-version"], options);
      await mustRun(["mvn", "-version"], options);
      await rm(join(java, "classes"), { recursive: true, force: true });
      // -U, because Maven otherwise remembers a failed download and doesn't repeat it.
      await download([...maven, "-U", "test-compile"], options);
    },
    sample: ["java", "-cp", classPath, "Sample"],
    export: ["java", "-cp", classPath, "Export"],
    recipe: { command: [...maven, "test"], cwd: join(APP, "java") },
  },
  Go: {
    async install(signal) {
      const options = { timeoutMs: INSTALL_MS, signal, cwd: join(APP, "go") };
      await mustRun(["go", "version"], options);
      await mkdir(go, { recursive: true });
      await download(["go", "mod", "download"], options);
      await mustRun(["go", "build", "-o", `${go}/`, "./..."], options);
    },
    sample: [join(go, "sample")],
    export: [join(go, "export")],
    recipe: { command: ["go", "test", "-count=1", "./..."], cwd: join(APP, "go") },
  },
  Node: {
    // pnpm installed the SDK's core together with this package. Node runs TypeScript.
    async install() {},
    sample: [process.execPath, join(APP, "node", "sample.ts")],
    export: [process.execPath, join(APP, "node", "export.ts")],
  },
};

/** How the recipes start the emulator of this checkout. */
export const EMULATOR_COMMAND: string = `${process.execPath} ${EMULATOR}`;

async function mustRun(command: readonly string[], options: RunOptions): Promise<void> {
  const finished = await run(command, options);
  if (finished.code !== 0) throw new Error(`${command.slice(0, 3).join(" ")} failed: ${explain(finished)}`);
}

export { NotInstalled };
