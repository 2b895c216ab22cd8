import type { UserConfig } from "tsdown";

/** What every entry needs lies in one file: to find and read several takes longer than to run them. */
const SHARED =
  /src\/(query\/\w+|bounded|constants|endpoint|errors|hooks|known|outcome|secrets|transport|world|file\/sniff)\.ts$/;

const config: UserConfig = {
  entry: ["src/index.ts", "src/node.ts", "src/rows.ts"],
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
  outputOptions: { codeSplitting: { groups: [{ name: "shared", test: SHARED }] } },
  deps: { neverBundle: [/^node:/] },
};

export default config;
