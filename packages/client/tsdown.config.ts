import type { UserConfig } from "tsdown";

/** The first import. One file: finding and reading several takes longer than running them. */
const CALL =
  /src\/(call\/(?!calls|explain|tasks|retry)\w+|base\/(duration|with-deadline|runtime)|query\/calendar|client|handle)\.ts$/;
/** Separate: a program that only reads files needs no calls. */
const ERRORS = /src\/errors\/\w+\.ts$/;

const config: UserConfig = {
  entry: {
    index: "src/index.ts",
    node: "src/node.ts",
    internal: "src/internal.ts",
    "runtime/node": "src/runtime/node.ts",
    "runtime/web": "src/runtime/web.ts",
  },
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
  outputOptions: {
    codeSplitting: {
      groups: [
        { name: "errors", test: ERRORS, priority: 1 },
        { name: "call", test: CALL },
      ],
    },
  },
  // A private import: package.json chooses by condition.
  deps: { neverBundle: [/^node:/, "#download-fetch"] },
};

export default config;
