import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: ["src/bin.ts"],
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: false,
};

export default config;
