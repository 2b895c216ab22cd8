// Package managers that can't install this workspace stop with one line that names a command that works. Part of `npm run check`.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { packageManager } = JSON.parse(readFileSync("package.json", "utf8")) as { packageManager: string };
const ONLY_PNPM = "scripts/only-pnpm.mjs";
const [, yarnPath = "missing"] = readFileSync(".yarnrc.yml", "utf8").match(/^yarnPath: (.+)$/m) ?? [];

// npm stops before it reads anything but package.json.
const folder = mkdtempSync(join(tmpdir(), "first-commands-"));
copyFileSync("package.json", join(folder, "package.json"));
const problems = [
  ...refused("npm install", start("npm", ["install", "--offline", "--loglevel=error"], { cwd: folder })),
  ...refused("yarn", start(process.execPath, [yarnPath], { agent: "yarn/1.22.22 npm/?" })),
  ...refused("another pnpm", start(process.execPath, [ONLY_PNPM], { agent: "pnpm/9.15.0 npm/?" })),
];
rmSync(folder, { recursive: true });
if (start(process.execPath, [ONLY_PNPM], { agent: `${packageManager.replace("@", "/")} npm/?` }).status !== 0)
  problems.push(`${packageManager} is refused`);

for (const problem of problems) console.error(`First commands: ${problem}.`);
if (problems.length === 0) console.log("npm install, yarn and other versions of pnpm name the command that works.");
process.exitCode = problems.length > 0 ? 1 : 0;

function refused(name: string, { status, output }: Ended): string[] {
  const lines = output.split("\n").filter((line) => line.includes("Run `npm run demo` or `npm test`"));
  return status !== 0 && lines.length === 1 ? [] : [`${name} doesn't end with one line that says what to run`];
}

function start(command: string, args: readonly string[], { cwd = ".", agent = "" }): Ended {
  const env = { ...process.env, npm_config_user_agent: agent };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

interface Ended {
  status: number | null;
  output: string;
}
