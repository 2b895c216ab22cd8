// What a package says of itself in the registry, and to bundlers and compilers.
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
 * What is problems, each in a few words.
 * @param directory - of the package, from the root.
 */
export function problems(manifest: Manifest, directory: string): string[] {
  const { sideEffects, engines, repository, homepage, bugs, license, keywords = [], exports = {}, bin = {} } = manifest;
  const expected: [holds: boolean, says: string][] = [
    // A program may do something when it is loaded; nothing else may.
    [
      sideEffects === false || same(sideEffects, Object.values(bin)),
      "sideEffects is neither false nor the list of its programs",
    ],
    [engines?.node === ">=20.19", "engines.node is not >=20.19"],
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

/** JSON needs none. With others in front of them, types would not be found. */
function hasTypes(target: unknown): boolean {
  if (typeof target === "string") return target.endsWith(".json");
  return Object.keys(target ?? {})[0] === "types";
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
