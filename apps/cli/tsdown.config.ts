import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PAGE, SAMPLES } from "@cdn-export/console/assets";
import type { UserConfig } from "tsdown";

/** Code that every start needs is bundled into one file: reading many files takes longer than running them. */
const BUNDLED = ["commander", "leven"];
const START =
  /src\/flags\/|src\/(commands\/\w+|shared)\/command\.ts|src\/(parser|program)\.ts|src\/terminal\/(?!table|translate)|commander|leven|operations|package\.json/;

const config: UserConfig = {
  entry: ["src/bin.ts"],
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: false,
  deps: { alwaysBundle: [/^@cdn-export\/(api|console)\//, ...BUNDLED], onlyBundle: BUNDLED },
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
      // What the page behind `ui` consists of, and the sample programs that it fills in.
      name: "console",
      generateBundle() {
        const page = readdirSync(PAGE, { recursive: true, encoding: "utf8" }).filter((path) => /\.\w+$/.test(path));
        for (const path of page)
          this.emitFile({ type: "asset", fileName: `page/${path}`, source: readFileSync(join(PAGE, path)) });
        for (const [name, path] of Object.entries(SAMPLES))
          this.emitFile({ type: "asset", fileName: `samples/${name}`, source: readFileSync(path) });
      },
    },
    {
      // The parser can run commands as separate processes. We don't use that, and loading child_process takes a fifth of the start.
      name: "no-child-process",
      resolveId: (id, importer) =>
        id === "node:child_process" && importer?.includes("commander") ? `\0none` : undefined,
      load: (id) => (id === "\0none" ? "module.exports = {};" : undefined),
    },
  ],
};

/** Names the chunk after its command, so that a stack shows it: each command has a run.ts. */
function commandOf(module: string | null): string | undefined {
  return module?.match(/commands\/(\w+)\/run\.ts$/)?.[1];
}

function license(name: string): string {
  const folder = join(import.meta.dirname, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file to ship`);
  return `${name}\n\n${readFileSync(join(folder, file), "utf8")}`;
}

export default config;
