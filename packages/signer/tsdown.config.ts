import { defineConfig, type UserConfig } from "tsdown";

const SHARED = /src\/(?!index|node|explain|verify|sign-sync)[a-z-]+\.ts$/;

const config: UserConfig = defineConfig({
  entry: {
    index: "src/index.ts",
    explain: "src/explain.ts",
    node: "src/node.ts",
    "crypto/node": "src/crypto/node.ts",
    "crypto/web": "src/crypto/web.ts",
  },
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  hash: false,
  // What every entry needs lies in one file: to find and read several takes longer than to run them.
  outputOptions: { codeSplitting: { groups: [{ name: "shared", test: SHARED }] } },
  // Stays a private import: the runtime or the bundler chooses, by the conditions in package.json.
  deps: { neverBundle: ["#crypto"] },
});

export default config;
