// `npm run release:dry`: a whole release but for the publishing, on a copy of the working tree: versions and changelogs,
// build, tarballs, and what they are like once npm and pnpm have installed them.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

const copy = mkdtempSync(join(tmpdir(), "cdn-export-release-"));
try {
  copyWorkingTree(copy);
  const before = versions();
  if (!inCopy("npm", "run", "--silent", "changeset", "--", "version")) fail("The versions could not be made.");
  showChangelogs(before);
  if (!inCopy("npm", "run", "--silent", "packed", "--", "npm", "pnpm"))
    fail("The packages are not fit to be published.");
  console.log("\nA release would go well. Nothing was published, and the working tree is as it was.");
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** A clone, so that changelogs find the commits, with what is not committed yet laid over it. */
function copyWorkingTree(target: string): void {
  git("clone", "--quiet", "--local", ".", target);
  for (const file of git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0").filter(Boolean)) {
    if (!existsSync(file)) {
      rmSync(join(target, file), { force: true });
      continue;
    }
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(file, join(target, file));
  }
}

function showChangelogs(before: Map<string, string>): void {
  const after = versions();
  const changed = [...after].filter(([directory, version]) => version !== before.get(directory));
  if (changed.length === 0) console.log("No changeset is pending: the versions stay as they are.");
  for (const [directory, version] of changed) {
    const { name } = manifest(directory);
    console.log(`\n${name} ${before.get(directory)} -> ${version}\n`);
    console.log(newest(readFileSync(join(copy, directory, "CHANGELOG.md"), "utf8")));
  }
}

/** The section of the newest version. */
function newest(changelog: string): string {
  const [, section = ""] = changelog.split(/^## .*$/m);
  return section.trim().replaceAll(/^/gm, "  ");
}

function versions(): Map<string, string> {
  const directories = globSync("packages/*", { cwd: copy }).sort();
  return new Map(directories.map((directory) => [directory, manifest(directory).version]));
}

function manifest(directory: string): { name: string; version: string } {
  return JSON.parse(readFileSync(join(copy, directory, "package.json"), "utf8")) as { name: string; version: string };
}

function inCopy(command: string, ...args: string[]): boolean {
  // With the machine's own Node first: the copy brings the tools' one itself.
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(process.cwd()));
  const env = { ...process.env, PATH: path.join(delimiter) };
  return spawnSync(command, args, { cwd: copy, env, stdio: "inherit" }).status === 0;
}

function git(...args: string[]): string {
  return execFileSync("git", args, { encoding: "utf8", maxBuffer: 2 ** 26 });
}

function fail(message: string): never {
  console.error(message);
  rmSync(copy, { recursive: true, force: true });
  process.exit(1);
}
