import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: { index: "src/index.ts", parquet: "src/parquet.ts", report: "src/report/index.ts" },
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
};

export default config;
