// Whether a changeset announces each changed package. Stricter than `changeset status`, which accepts any one changeset and
// doesn't name the packages without one.
import { readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { type Base, git, show } from "./base.ts";
import { pendingChangesets } from "./changesets.ts";
import { type Package, readPackages } from "./packages.ts";

export interface Announced {
  ok: boolean;
  /** One line for the terminal: the reason, or what to do. */
  says: string;
}

export function announced(root: string, base: Base): Announced {
  const packages = readPackages(root);
  if (packages.every(({ version }) => version === "0.0.0")) {
    // At the first release, changesets older than the branch count too.
    const unannounced = unnamed(packages, namesIn(pendingChangesets(root)));
    return unannounced.length === 0
      ? { ok: true, says: "Nothing is released yet: the pending changesets name every package." }
      : {
          ok: false,
          says: `Nothing is released yet, and no changeset names ${list(unannounced)}. Run \`npm run changeset\`.`,
        };
  }
  const moved = packages.filter(({ directory, version }) => {
    const before = show(root, base.sha, `${directory}/package.json`);
    return before !== undefined && (JSON.parse(before) as { version: string }).version !== version;
  });
  // A release deletes the changesets.
  if (moved.length > 0)
    return { ok: true, says: `A release is being made: ${list(moved)}, compared with ${base.says}.` };
  const changesets = pendingChangesets(root, base);
  const unannounced = unnamed(changedPackages(root, base, packages), namesIn(changesets));
  const isNoneForUsers = changesets.some(({ releases }) => releases.length === 0);
  return unannounced.length === 0 || isNoneForUsers
    ? { ok: true, says: `The changesets name every package that has changed since ${base.says}.` }
    : {
        ok: false,
        says: `Changed since ${base.says}, without a changeset: ${list(unannounced)}. Run \`npm run changeset\`; with \`-- --empty\` if users don't notice the change.`,
      };
}

/** Uncommitted changes count. */
function changedPackages(root: string, { sha }: Base, packages: readonly Package[]): Package[] {
  const config = JSON.parse(readFileSync(join(root, ".changeset/config.json"), "utf8"));
  const { changedFilePatterns = ["**"] } = config as { changedFilePatterns?: string[] };
  const files = [
    git(root, "diff", "-z", "--name-only", "--no-renames", sha),
    git(root, "ls-files", "-z", "--others", "--exclude-standard"),
  ].flatMap((output) => output?.split("\0") ?? []);
  return packages.filter(({ directory }) =>
    files
      .filter((file) => file.startsWith(`${directory}/`))
      .some((file) => changedFilePatterns.some((pattern) => matchesGlob(file.slice(directory.length + 1), pattern))),
  );
}

function unnamed(packages: readonly Package[], names: readonly string[]): Package[] {
  return packages.filter(({ name }) => !names.includes(name));
}

function namesIn(changesets: ReturnType<typeof pendingChangesets>): string[] {
  return changesets.flatMap(({ releases }) => releases.map(({ name }) => name));
}

function list(packages: readonly Package[]): string {
  return packages.map(({ name }) => name).join(", ");
}
