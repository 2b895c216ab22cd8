import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: { index: "src/index.ts", cli: "src/cli.ts", vitest: "src/vitest.ts", bin: "src/bin.ts" },
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: true,
};

export default config;
