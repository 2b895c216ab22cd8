import { defineConfig, type UserConfig } from "tsdown";

/** Without decode-text.ts, which programs that only sign don't need. */
const SHARED = /src\/(base|steps|fetch)\/(?!decode-text)[a-z-]+\.ts$/;

const config: UserConfig = defineConfig({
  entry: {
    index: "src/index.ts",
    explain: "src/explain.ts",
    node: "src/node.ts",
    "runtime/node": "src/runtime/node.ts",
    "runtime/web": "src/runtime/web.ts",
  },
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  hash: false,
  // One file for the code that all entries share: finding and reading several files takes longer than running them.
  outputOptions: { codeSplitting: { groups: [{ name: "shared", test: SHARED }] } },
  // Lets `node` import the code that it shares with `runtime/node` from there, instead of both from a third file.
  inputOptions: { preserveEntrySignatures: "allow-extension" },
  // Keep the private import: the runtime or the bundler chooses by the conditions in package.json. The types are the same.
  deps: { neverBundle: ["#runtime"], dts: { neverBundle: [] } },
});

export default config;
