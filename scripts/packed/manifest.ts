// The fields of a manifest that the registry, bundlers and compilers read.
export interface Manifest {
  sideEffects?: unknown;
  engines?: { node?: string };
  repository?: { url?: string; directory?: string };
  homepage?: string;
  bugs?: string | { url?: string };
  license?: string;
  keywords?: string[];
  exports?: Record<string, unknown>;
  bin?: Record<string, string>;
}

const HOME = "https://github.com/cdn-export/cdn-export";

/**
 * Returns the problems of a manifest, each in a few words.
 * @param directory - the package's, from the root.
 */
export function problems(manifest: Manifest, directory: string): string[] {
  const { sideEffects, engines, repository, homepage, bugs, license, keywords = [], exports = {}, bin = {} } = manifest;
  // pg-boss needs a newer one.
  const node = directory === "packages/fleet" ? ">=22.12" : ">=20.19";
  const expected: [holds: boolean, says: string][] = [
    // Only programs may have side effects when they are loaded.
    [
      sideEffects === false || same(sideEffects, Object.values(bin)),
      "sideEffects is neither false nor the list of its programs",
    ],
    [engines?.node === node, `engines.node is not ${node}`],
    [repository?.url === `git+${HOME}.git`, `repository.url is not git+${HOME}.git`],
    [repository?.directory === directory, `repository.directory is not ${directory}`],
    [homepage === `${HOME}/tree/main/${directory}#readme`, "homepage is not its README"],
    [same(bugs, { url: `${HOME}/issues` }), `bugs.url is not ${HOME}/issues`],
    [license === "Apache-2.0", "license is not Apache-2.0"],
    [keywords.length > 0, "there are no keywords"],
    ...Object.entries(exports).map(([entry, target]): [boolean, string] => [hasTypes(target), `${entry} has no types`]),
  ];
  return expected.flatMap(([holds, says]) => (holds ? [] : [says]));
}

/** JSON needs no types. Compilers find types only if they come first. */
function hasTypes(target: unknown): boolean {
  if (typeof target === "string") return target.endsWith(".json");
  return Object.keys(target ?? {})[0] === "types";
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
