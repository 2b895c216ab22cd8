import { defineConfig, type UserConfig } from "tsdown";

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
  // Stays a private import: the runtime or the bundler chooses, by the conditions in package.json.
  deps: { neverBundle: ["#crypto"] },
});

export default config;
