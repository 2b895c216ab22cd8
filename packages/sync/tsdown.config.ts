import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: {
    index: "src/index.ts",
    folder: "src/folder/index.ts",
    internal: "src/internal.ts",
    parquet: "src/folder/parquet.ts",
    "query-process": "src/query/process.ts",
  },
  platform: "node",
  target: "es2022",
  fixedExtension: false,
  dts: true,
};

export default config;
