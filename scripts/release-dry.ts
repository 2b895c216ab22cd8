// `npm run release:dry`: a release without the publishing, on a copy of the working tree. It makes versions, changelogs and
// tarballs, and tries the tarballs after npm and pnpm have installed them.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { type Published, publishedPackages } from "./published.ts";

const copy = mkdtempSync(join(tmpdir(), "cdn-export-release-"));
try {
  copyWorkingTree(copy);
  const before = publishedPackages(copy);
  if (!inCopy("npm", "run", "--silent", "changeset", "--", "version")) fail("Changesets couldn't make the versions.");
  showChangelogs(before);
  if (!inCopy("npm", "run", "--silent", "packed", "--", "npm", "pnpm"))
    fail("The packages can't be published: see above.");
  console.log("\nA release would succeed. Nothing was published, and the working tree is unchanged.");
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Clones, because changelogs name commits, and copies uncommitted changes over the clone. */
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
  if (changed.length === 0) console.log("No changeset is pending, so no version changes.");
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
  // Without this tree's Node: the copy installs its own.
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
