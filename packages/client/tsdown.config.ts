import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: ["src/index.ts", "src/node.ts", "src/rows.ts"],
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
  deps: { neverBundle: [/^node:/] },
};

export default config;
