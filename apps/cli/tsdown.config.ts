import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UserConfig } from "tsdown";

/** What every start needs lies in one file: to find and read all of it one by one takes longer than to run it. */
const BUNDLED = ["commander", "leven"];
const START =
  /src\/flags\/|src\/(commands\/\w+|shared)\/command\.ts|src\/(parser|program)\.ts|src\/terminal\/(?!table)|commander|leven|operations|package\.json/;

const config: UserConfig = {
  entry: ["src/bin.ts"],
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: [/^@cdn-export\/api\//, ...BUNDLED], onlyBundle: BUNDLED },
  outputOptions: {
    codeSplitting: { groups: [{ name: "start", test: START }] },
    chunkFileNames: ({ name, facadeModuleId }) => `${commandOf(facadeModuleId) ?? name}-[hash].js`,
  },
  plugins: [
    {
      name: "licenses",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "third-party.txt", source: BUNDLED.map(license).join("\n") });
      },
    },
    {
      // The parser can start commands as processes of their own. Ours are none, and a fifth of the start would go into it.
      name: "no-child-process",
      resolveId: (id, importer) =>
        id === "node:child_process" && importer?.includes("commander") ? `\0none` : undefined,
      load: (id) => (id === "\0none" ? "module.exports = {};" : undefined),
    },
  ],
};

/** A stack says which command it is of: each has a run.ts. */
function commandOf(module: string | null): string | undefined {
  return module?.match(/commands\/(\w+)\/run\.ts$/)?.[1];
}

function license(name: string): string {
  const folder = join(import.meta.dirname, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence to be shipped with it`);
  return `${name}\n\n${readFileSync(join(folder, file), "utf8")}`;
}

export default config;
