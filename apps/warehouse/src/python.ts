// Python with the libraries of the recipes, in a folder outside of the repository. As a program, it installs them:
// `python.ts [--spark]`, part of `npm run test:warehouse`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const APP: string = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(APP, name), "utf8");
const hash = createHash("sha256").update(read("requirements.txt") + read("requirements-spark.txt"));
const KEPT = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "cdn-export", "warehouse");

/** The folder of the libraries. */
const venv: string = join(KEPT, hash.digest("hex").slice(0, 12));
const executable: string = join(venv, "bin", "python");

/** Python with these libraries; `undefined` if it isn't installed. */
export function pythonWith(libraries: "databases" | "spark"): string | undefined {
  return existsSync(join(venv, libraries)) ? executable : undefined;
}

function install(libraries: "databases" | "spark", requirements: string): void {
  if (pythonWith(libraries)) return;
  mustRun("python3", "-m", "venv", venv);
  mustRun(executable, "-m", "pip", "install", "--quiet", "--requirement", join(APP, requirements));
  writeFileSync(join(venv, libraries), "");
}

function mustRun(program: string, ...args: string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  if (status === 0) return;
  console.error(`${[program, ...args].join(" ")} failed${error ? `: ${error.message}` : ""}`);
  // CI has Python, so it's a failure there. Elsewhere, the tests name what they skip.
  process.exit(process.env.CI ? 1 : 0);
}

if (import.meta.main) {
  install("databases", "requirements.txt");
  if (process.argv.includes("--spark")) install("spark", "requirements-spark.txt");
}
