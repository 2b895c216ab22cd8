import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: ["src/index.ts"],
  platform: "node",
  target: "es2023",
  fixedExtension: false,
  dts: true,
};

export default config;
