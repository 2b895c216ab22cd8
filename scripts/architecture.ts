// Arrows point one way: spec -> api -> client, emulator -> apps; the signer imports nothing. Part of `npm run check`.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { publishedPackages } from "./published.ts";

/** What each published package may depend on at run time. Nothing else, and never an app: arrows point one way. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "packages/api": [],
  "packages/signer": [],
  // The last two are optional peers.
  "packages/rows": ["@cdn-export/api", "fflate", "hucre"],
  "packages/client": ["@cdn-export/api", "@cdn-export/signer", "openapi-fetch"],
  "packages/sync": ["@cdn-export/api", "@cdn-export/client", "@cdn-export/rows"],
  // Never the client: a mistake that both make would hide.
  "packages/emulator": ["@cdn-export/api", "@cdn-export/signer", "fflate", "vitest"],
  "apps/cli": [
    ...[
      "@cdn-export/api",
      "@cdn-export/client",
      "@cdn-export/emulator",
      "@cdn-export/rows",
      "@cdn-export/signer",
      "@cdn-export/sync",
    ],
    // The optional peers of rows: a program has what it needs.
    ...["fflate", "hucre"],
    ...["commander", "leven", "ora", "string-width", "undici"],
  ],
};

/** What tests and tools may use of ours besides. The emulator's never use the client, in which its own mistakes would hide. */
const MAY_TEST_WITH: Record<string, readonly string[]> = {
  "packages/rows": ["@cdn-export/emulator", "@cdn-export/signer", "@cdn-export/test-support"],
  "packages/client": ["@cdn-export/emulator", "@cdn-export/test-support"],
  "packages/sync": ["@cdn-export/emulator", "@cdn-export/signer", "@cdn-export/test-support"],
};

/** What is not shipped: it runs in Node, in this repository, with any tool. */
const NOT_SHIPPED = /^[^/]+\/[^/]+\/((generator|test|scripts)\/|[^/]+$)/;

/** Where Node's own modules may be imported; everything else runs in every JavaScript runtime. */
const MAY_USE_NODE: readonly RegExp[] = [
  /^apps\/cli\//,
  /^packages\/emulator\//,
  /^packages\/client\/src\/(internal\.ts$|node(\.ts$|\/))/,
  /^packages\/sync\//,
  /^packages\/signer\/src\/(node\.ts|sign-sync\.ts|credentials\/|(crypto|runtime)\/node\.ts)/,
];

/** Each touched in one file, so that it can be replaced in a day. */
const ONLY_IN: Record<string, string> = {
  "openapi-fetch": "packages/client/src/call/api.ts",
  hucre: "packages/rows/src/xlsx.ts",
  "openapi-typescript": "packages/api/generator/outputs/types.ts",
};

/** The only file outside a package that one may import. */
const SHARED = "spec/rules.ts";

/** They are gone when the spec runs. */
const TYPES_OF_OURS = /^(import|export) type\s[^"'`;]*?from\s+["']@cdn-export\/[^"']+["']/gm;

const problems: string[] = [];

for (const { directory, name, dependencies, peerDependencies, devDependencies } of publishedPackages()) {
  const allowed = MAY_IMPORT[directory];
  if (!allowed) {
    problems.push(`${name} is published: say in MAY_IMPORT of scripts/architecture.ts what ${directory} may import.`);
    continue;
  }
  const ours = Object.keys(devDependencies ?? {}).filter(isOurs);
  const odd = [
    ...Object.keys({ ...dependencies, ...peerDependencies }).filter((dependency) => !allowed.includes(dependency)),
    ...ours.filter((dependency) => !mayTestWith(directory, dependency)),
  ];
  for (const dependency of odd)
    problems.push(`${directory}/package.json depends on ${dependency}, which is not allowed there.`);
  for (const file of globSync(`${directory}/{*,{src,generator,generated,test,scripts}/**/*}.{ts,mts,js,mjs}`)) {
    for (const specifier of importsOf(readFileSync(file, "utf8"))) checkImport(directory, allowed, file, specifier);
  }
}

for (const file of globSync("spec/*.ts")) {
  for (const specifier of importsOf(readFileSync(file, "utf8").replaceAll(TYPES_OF_OURS, "")))
    problems.push(`${file} imports ${specifier}: the spec comes first, and may know the types of our packages only.`);
}

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log("Every import points the way it should.");
process.exitCode = problems.length > 0 ? 1 : 0;

function checkImport(directory: string, allowed: readonly string[], file: string, specifier: string): void {
  if (specifier.startsWith("#")) return;
  const isShipped = !NOT_SHIPPED.test(file);
  if (specifier.startsWith("node:")) {
    if (isShipped && !MAY_USE_NODE.some((place) => place.test(file)))
      problems.push(`${file} imports ${specifier}, but runs outside Node too.`);
    return;
  }
  if (specifier.startsWith(".")) {
    const target = relative(".", join(dirname(file), specifier));
    if (!target.startsWith(`${directory}/`) && target !== SHARED)
      problems.push(`${file} reaches into ${target}: import the package.`);
    return;
  }
  const name = specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? specifier;
  const home = ONLY_IN[name];
  // A test reads a file with the library that has written it.
  if (home !== undefined && file !== home && !file.includes("/test/"))
    problems.push(`${file} imports ${name}, which belongs into ${home} alone.`);
  if (isShipped ? !allowed.includes(name) : isOurs(name) && !mayTestWith(directory, name))
    problems.push(`${file} imports ${name}, which is not allowed in ${directory}.`);
}

function isOurs(name: string): boolean {
  return name.startsWith("@cdn-export/");
}

/** A test may import its own package by name, too. */
function mayTestWith(directory: string, name: string): boolean {
  const own = publishedPackages().find((item) => item.directory === directory)?.name;
  return [own, ...(MAY_IMPORT[directory] ?? []), ...(MAY_TEST_WITH[directory] ?? [])].includes(name);
}

function importsOf(source: string): string[] {
  const pattern =
    /^(?:import|export)\s[^"'`;]*?from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']|\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/gm;
  return [...source.matchAll(pattern)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}
