// Which packages a change affects, according to their dependencies and imports.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Change, type Entry, type Verdict, worse, worst } from "./change.ts";

export interface Package {
  name: string;
  version: string;
  directory: string;
  /** Its runtime dependencies in this repository. */
  dependencies: string[];
  /** The entries of `@cdn-export/api` that its source imports. */
  imports: string[];
}

const API = "@cdn-export/api";

/** The entries whose functions refuse requests. */
const CHECKS = ["./check", "./validate"];

/** The entries that a change of an entry affects. */
const REACHES: Record<Entry, readonly string[]> = {
  ".": ["."],
  "./validate": ["./validate", ...CHECKS],
  "./rules": ["./rules", ...CHECKS],
  "./errors": ["./errors", "./advice"],
  "./values": ["./values"],
};

/** Reads the published packages. */
export function readPackages(root: string): Package[] {
  const files = globSync("{packages,apps}/*/package.json", { cwd: root }).sort();
  return files.flatMap((file): Package[] => {
    const manifest = JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
    if (manifest.private) return [];
    const directory = dirname(file);
    const sources = globSync(join(root, directory, "src/**/*.ts")).map((source) => readFileSync(source, "utf8"));
    const specifiers = sources.flatMap((source) => [
      ...source.matchAll(/(?:from|import\()\s*"@cdn-export\/api([^"]*)"/g),
    ]);
    return [
      {
        name: manifest.name,
        version: manifest.version,
        directory,
        dependencies: Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith("@cdn-export/")),
        imports: [...new Set(specifiers.map(([, entry]) => `.${entry}`))].sort(),
      },
    ];
  });
}

interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  dependencies?: Record<string, string>;
}

/**
 * Returns the verdict for each package. The api package has every change. A package that imports the changed entry passes the
 * change on to its users. So does a package whose requests are checked, by itself or by a dependency: the command line refuses
 * what the client refuses. A package that only depends on a changed one is released again, because versions are pinned exactly.
 */
export function affected(packages: readonly Package[], changes: readonly Change[]): Record<string, Verdict> {
  const whole = worst(changes.map(({ verdict }) => verdict));
  const importsAny = ({ imports }: Package, entries: readonly string[]) =>
    entries.some((name) => imports.includes(name));
  const checks = (item: Package): boolean =>
    importsAny(item, CHECKS) || packages.some((other) => item.dependencies.includes(other.name) && checks(other));
  const own = (item: Package): Verdict => {
    const reached = changes.filter(
      ({ entry, checked }) => importsAny(item, REACHES[entry]) || (checked === true && checks(item)),
    );
    return item.name === API ? whole : worst(reached.map(({ verdict }) => verdict));
  };
  const verdicts = Object.fromEntries(packages.map((item) => [item.name, own(item)]));
  return withDependents(packages, verdicts);
}

/** Adds the packages whose dependencies are released: they are released too, at least as a patch. */
export function withDependents(
  packages: readonly Package[],
  verdicts: Record<string, Verdict>,
): Record<string, Verdict> {
  const reached = { ...verdicts };
  // As many rounds as packages are enough for any chain.
  for (const _ of packages) {
    for (const { name, dependencies } of packages) {
      const pulled = dependencies.some((dependency) => (reached[dependency] ?? "none") !== "none");
      reached[name] = worse(reached[name] ?? "none", pulled ? "patch" : "none");
    }
  }
  return reached;
}
