// Which imports are allowed: between packages, between the folders of a package, and of libraries that only one file may touch.
import type { IForbiddenRuleType } from "dependency-cruiser";

/** The packages, from left to right, with the packages and libraries that each may import. */
const PACKAGES: Readonly<Record<string, { ours: readonly string[]; libraries?: readonly string[] }>> = {
  "packages/api": { ours: [] },
  "packages/signer": { ours: [] },
  "packages/rows": { ours: ["packages/api"], libraries: ["@zip.js/zip.js", "hyparquet-writer", "saxes"] },
  "packages/client": { ours: ["packages/api", "packages/signer"], libraries: ["openapi-fetch"] },
  "packages/sync": {
    ours: ["packages/api", "packages/client", "packages/rows"],
    libraries: ["@duckdb/node-api"],
  },
  "packages/fleet": {
    ours: ["packages/api", "packages/signer", "packages/client", "packages/sync"],
    libraries: ["@aws-sdk/client-s3", "pg", "pg-boss"],
  },
  // Not the client: the emulator would hide mistakes that both share.
  "packages/emulator": { ours: ["packages/api", "packages/signer"], libraries: ["fflate", "fresh", "vitest"] },
  "apps/console": {
    ours: ["packages/api", "packages/signer", "packages/rows", "packages/client", "packages/sync", "packages/emulator"],
    libraries: ["preact", "uplot"],
  },
  "apps/cli": {
    ours: [
      ...["api", "signer", "rows", "client", "sync", "fleet", "emulator"].map((name) => `packages/${name}`),
      "apps/console",
    ],
    libraries: ["commander", "hucre", "leven", "ora", "string-width", "undici", "wrap-ansi"],
  },
};

/** Packages that tests may also import. */
const FOR_TESTS = ["packages/emulator", "packages/signer", "tools/test-support"];

/** The folders of a package's `src`, from left to right. Each imports only folders to its left. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "packages/signer": ["base", "steps", "crypto", "sign", "runtime", "verify", "fetch", "credentials", "explain"],
  "packages/client": ["errors", "base", "query", "call", "state", "file", "job", "node", "runtime"],
  "apps/cli": ["terminal", "flags", "shared", "commands"],
  "packages/emulator": [
    ...["base", "http", "statistics", "formats", "tables", "tasks", "files"],
    ...["faults", "gateway", "state", "options", "service", "admin", "cli"],
  ],
};

/** Where Node's modules may be imported. Everything else also runs in browsers and workers. */
const NODE_ONLY = [
  "^apps/",
  "^packages/api/generator/",
  "^packages/client/src/(internal\\.ts$|node(\\.ts$|/)|runtime/node\\.ts$)",
  "^packages/emulator/",
  "^packages/fleet/",
  "^packages/signer/src/(node\\.ts|sign/sign-sync\\.ts|credentials/|(crypto|runtime)/node\\.ts)",
  "^packages/sync/",
  "^tools/",
];

/** Libraries that only one file imports, so that they are easy to replace. */
const ONLY_IN: Readonly<Record<string, string>> = {
  "openapi-fetch": "^packages/client/src/call/api\\.ts$",
  "@zip.js/zip.js": "^packages/rows/src/archive\\.ts$",
  "hyparquet-writer": "^packages/rows/src/parquet(-table)?\\.ts$",
  "@aws-sdk/client-s3": "^packages/fleet/src/store/s3-store\\.ts$",
  saxes: "^packages/rows/src/xml\\.ts$",
  "openapi-typescript": "^packages/api/generator/outputs/types\\.ts$",
};

const isTest = "/(test|fuzz|scripts)/|\\.config\\.ts$";
const anyOf = (paths: readonly string[]) => `^(${paths.join("|")})(/|$)`;
const library = (name: string) => `(^|/)node_modules/${name}(/|$)`;

const packageRules = Object.entries(PACKAGES).flatMap(([path, { ours, libraries = [] }]): IForbiddenRuleType[] => {
  const others = [path, ...ours, ...(path === "packages/api" ? ["spec"] : [])];
  return [
    {
      name: `${path} imports only packages to its left: ${ours.join(", ") || "none"}`,
      severity: "error",
      from: { path: `^${path}/`, pathNot: isTest },
      to: { path: "^(packages|apps|tools|spec)/", pathNot: anyOf(others) },
    },
    {
      name: `tests of ${path} import only packages to its left, and ${FOR_TESTS.join(", ")}`,
      severity: "error",
      from: { path: [`^${path}/(test|fuzz|scripts)/`, `^${path}/[^/]+\\.config\\.ts$`] },
      to: { path: "^(packages|apps|tools|spec)/", pathNot: anyOf([...others, ...FOR_TESTS, "spec"]) },
    },
    {
      name: `${path} imports only these libraries: ${libraries.join(", ") || "none"}`,
      severity: "error",
      from: { path: `^${path}/src/` },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-no-pkg", "npm-unknown"],
        path: "node_modules",
        pathNot: [...libraries.map(library), "/@types/"],
      },
    },
  ];
});

const layerRules = Object.entries(LAYERS).flatMap(([path, folders]) =>
  folders.map(
    (folder, i): IForbiddenRuleType => ({
      name: `${path}/src/${folder} imports only these folders of its package: ${folders.slice(0, i).join(", ") || "none"}`,
      severity: "error",
      from: { path: `^${path}/src/${folder}/` },
      to: { path: `^${path}/src/`, pathNot: anyOf(folders.slice(0, i + 1).map((left) => `${path}/src/${left}`)) },
    }),
  ),
);

export const RULES: IForbiddenRuleType[] = [
  { name: "no cycle of files", severity: "error", from: {}, to: { circular: true } },
  { name: "no cycle of folders", severity: "error", scope: "folder", from: {}, to: { circular: true } },
  ...packageRules,
  ...layerRules,
  {
    name: "packages don't import apps and tools",
    severity: "error",
    from: { path: "^(packages|spec)/", pathNot: isTest },
    to: { path: "^(apps|tools)/" },
  },
  {
    name: "code for browsers and workers imports no Node modules",
    severity: "error",
    from: { path: "^(packages|spec)/", pathNot: [isTest, ...NODE_ONLY] },
    to: { dependencyTypes: ["core"] },
  },
  ...Object.entries(ONLY_IN).map(
    ([name, file]): IForbiddenRuleType => ({
      name: `${name} is imported in one file: ${file}`,
      severity: "error",
      from: { path: "^packages/[^/]+/(src|generator)/", pathNot: file },
      to: { path: library(name) },
    }),
  ),
  {
    name: "the spec imports only types from other folders",
    severity: "error",
    from: { path: "^spec/" },
    to: { path: "^(packages|apps|tools)/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "every import can be resolved",
    severity: "error",
    from: { path: "^packages/[^/]+/src/" },
    to: { couldNotResolve: true, pathNot: "^#" },
  },
];
