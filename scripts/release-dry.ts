// `npm run release:dry`: a whole release but for the publishing, on a copy of the working tree: versions and changelogs,
// build, tarballs, and what they are like once npm and pnpm have installed them.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Published, publishedPackages } from "./published.ts";

const copy = mkdtempSync(join(tmpdir(), "cdn-export-release-"));
try {
  copyWorkingTree(copy);
  const before = publishedPackages(copy);
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

function showChangelogs(before: readonly Published[]): void {
  const changed = publishedPackages(copy).flatMap((after) => {
    const was = before.find(({ name }) => name === after.name)?.version;
    return was === after.version ? [] : [{ ...after, was }];
  });
  if (changed.length === 0) console.log("No changeset is pending: the versions stay as they are.");
  for (const { directory, name, was, version } of changed) {
    console.log(`\n${name} ${was} -> ${version}\n`);
    console.log(newest(readFileSync(join(copy, directory, "CHANGELOG.md"), "utf8")));
  }
}

/** The section of the newest version. */
function newest(changelog: string): string {
  const [, section = ""] = changelog.split(/^## .*$/m);
  return section.trim().replaceAll(/^/gm, "  ");
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
