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
  const isFirstRelease = packages.every(({ version }) => version === "0.0.0");
  const moved = packages.filter(({ directory, version }) => {
    const before = show(root, base.sha, `${directory}/package.json`);
    return before !== undefined && (JSON.parse(before) as { version: string }).version !== version;
  });
  // A release deletes the changesets.
  if (moved.length > 0 && !isFirstRelease)
    return { ok: true, says: `A release is being made: ${list(moved)}, compared with ${base.says}.` };
  // At the first release, changesets older than the branch count too.
  const changesets = pendingChangesets(root, isFirstRelease ? undefined : base).map(({ releases }) => releases);
  const names = changesets.flat().map(({ name }) => name);
  const changed = isFirstRelease ? packages : changedPackages(root, base, packages);
  const missing = list(changed.filter(({ name }) => !names.includes(name)));
  const isForNoUser = !isFirstRelease && changesets.some((releases) => releases.length === 0);
  const ok = missing === "" || isForNoUser;
  if (isFirstRelease && ok) return { ok, says: "Nothing is released yet: the pending changesets name every package." };
  if (ok) return { ok, says: `The changesets name every package that has changed since ${base.says}.` };
  const says = isFirstRelease
    ? `Nothing is released yet, and no changeset names ${missing}. Run \`npm run changeset\`.`
    : `Changed since ${base.says}, without a changeset: ${missing}. Run \`npm run changeset\`; with \`-- --empty\` if users don't notice the change.`;
  return { ok, says };
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
    changedFilePatterns.some((pattern) => files.some((file) => matchesGlob(file, `${directory}/${pattern}`))),
  );
}

function list(packages: readonly Package[]): string {
  return packages.map(({ name }) => name).join(", ");
}
