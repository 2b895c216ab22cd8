// Installs the packages as a user gets them, and runs the README's example there with the machine's own Node.
import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "./steps.ts";

/** npm tells which Node runs it; the tools' own Node stands before it on PATH. */
const { npm_node_execpath: node = "node", npm_execpath: npm = "npm" } = process.env;

const folder = mkdtempSync(join(tmpdir(), "cdn-export-packed-"));
try {
  if (!runQuietly("turbo", "run", "build", "--output-logs=errors-only"))
    throw new Error("The packages could not be built.");
  for (const directory of globSync("packages/*")) {
    execFileSync("pnpm", ["pack", "--pack-destination", folder], { cwd: directory, stdio: "pipe" });
  }
  const tarballs = globSync("*.tgz", { cwd: folder }).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  here(npm, "install", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs);

  const [, example] = readFileSync("README.md", "utf8").match(/```ts\n([\s\S]*?)```/) ?? [];
  if (!example) throw new Error("README.md has no example.");
  writeFileSync(join(folder, "example.mjs"), example);
  copyFileSync("apps/quickstart/src/on-emulator.mjs", join(folder, "on-emulator.mjs"));
  const output = here("--import", "./on-emulator.mjs", "example.mjs");
  const version = here("--version").trim();
  if (!/^\d+ bytes of csv in top-urls\.csv$/m.test(output)) throw new Error(`The example printed:\n${output}`);
  console.log(
    `${tarballs.length} packages, installed by npm, run the README's example under Node ${version}: ${output.trim()}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

/** Runs the machine's Node in the empty folder. */
function here(...args: string[]): string {
  // NODE_PATH, which pnpm's shims set, would find modules that are not installed there.
  const { NODE_PATH: _, ...env } = process.env;
  return execFileSync(node, args, { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
