import type { UserConfig } from "tsdown";

/** What every call needs lies in one file: to find and read several takes longer than to run them. */
const CALL = /src\/(call\/(?!calls|tasks)\w+|constants|errors\/base|runtime|client|handle)\.ts$/;
/** What else the index gives, apart from it: in a bundle it moves to the job, which is loaded later. */
const JOB = /src\/errors\/(?!base)\w+\.ts$/;

const config: UserConfig = {
  entry: ["src/index.ts", "src/node.ts", "src/rows.ts", "src/internal.ts"],
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
  outputOptions: {
    codeSplitting: {
      groups: [
        { name: "call", test: CALL },
        { name: "job", test: JOB },
      ],
    },
  },
  deps: { neverBundle: [/^node:/] },
};

export default config;
