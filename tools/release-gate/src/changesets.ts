// Whether the changesets announce changes that are as large as the real ones.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseChangesetFile } from "@changesets/parse";
import { type Base, GateError, show } from "./base.ts";
import { covers, type Verdict, worse } from "./change.ts";
import { changelog, slug } from "./changelog.ts";
import type { Diff } from "./diff.ts";
import { affected, type Package, withDependents } from "./packages.ts";

/** The bump that a package needs, and the one that it gets. */
export interface Bump {
  name: string;
  needed: Verdict;
  given: Verdict;
  enough: boolean;
}

/**
 * A package gets its bump from a changeset that the base doesn't have, or, in a release, which deletes the changesets, from a
 * version that is higher than the base's.
 */
export function bumps(root: string, base: Base, packages: readonly Package[], diff: Diff): Bump[] {
  const given: Record<string, Verdict> = {};
  for (const { name, directory, version } of packages) {
    const before = show(root, base.sha, `${directory}/package.json`);
    given[name] = before === undefined ? "none" : step((JSON.parse(before) as Package).version, version);
  }
  for (const { name, type } of pendingChangesets(root, base).flatMap(({ releases }) => releases))
    given[name] = worse(given[name] ?? "none", type);
  const reached = withDependents(packages, given);
  const proven = affected(
    packages,
    diff.changes.filter(({ verdict }) => verdict !== "unproven"),
  );
  return packages.map(({ name }) => {
    const [needed, bump] = [diff.packages[name] ?? "none", reached[name] ?? "none"];
    return { name, needed, given: bump, enough: covers(bump, [needed, proven[name] ?? "none"]) };
  });
}

/** The changesets of the working tree that the base doesn't have. Without a base, all of them. */
export function pendingChangesets(root: string, base?: Base): { releases: { name: string; type: Verdict }[] }[] {
  return globSync(".changeset/*.md", { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    if (basename(file) === "README.md" || (base && show(root, base.sha, file) === text)) return [];
    return { releases: releases(file, text) };
  });
}

/** Writes the missing changeset. @returns its path, or `undefined` if none is missing */
export function writeChangeset(root: string, diff: Diff, bumps: readonly Bump[]): string | undefined {
  const missing = bumps.filter(({ enough, needed }) => !enough && needed !== "unproven");
  if (missing.length === 0) return undefined;
  const file = `.changeset/spec-${slug(diff.changes)}.md`;
  const front = missing.map(({ name, needed }) => `"${name}": ${needed}`);
  writeFileSync(join(root, file), ["---", ...front, "---", "", changelog(diff.changes), ""].join("\n"));
  return file;
}

function releases(file: string, text: string): { name: string; type: Verdict }[] {
  try {
    return parseChangesetFile(text).releases;
  } catch {
    throw new GateError(
      `${file} isn't a changeset: it must begin with packages and bumps between lines of three dashes. Fix or remove it.`,
    );
  }
}

/** The bump between two versions. Versions below 1.0 count like all others. */
function step(before: string, after: string): Verdict {
  const [a, b] = [before, after].map((version) => version.split(/[.-]/).map(Number)) as [number[], number[]];
  const higher = (part: number) => (b[part] ?? 0) > (a[part] ?? 0);
  const part = [0, 1, 2].find((part) => a[part] !== b[part]);
  if (part === undefined || !higher(part)) return "none";
  return (["major", "minor", "patch"] as const)[part] ?? "none";
}
