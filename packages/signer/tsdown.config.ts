import { defineConfig, type UserConfig } from "tsdown";

const SHARED = /src\/(base|steps|fetch)\/[a-z-]+\.ts$/;

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
  // What every entry needs lies in one file: to find and read several takes longer than to run them.
  outputOptions: { codeSplitting: { groups: [{ name: "shared", test: SHARED }] } },
  // So that `node` takes what it shares with `runtime/node` from there, and not both from a third file.
  inputOptions: { preserveEntrySignatures: "allow-extension" },
  // Stays a private import: the runtime or the bundler chooses, by the conditions in package.json. The types are the same.
  deps: { neverBundle: ["#runtime"], dts: { neverBundle: [] } },
});

export default config;
