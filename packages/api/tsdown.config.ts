import type { UserConfig } from "tsdown";

const config: UserConfig = {
  entry: {
    index: "generated/types.ts",
    "base-error": "src/base-error.ts",
    bytes: "src/bytes.ts",
    chinese: "src/chinese.ts",
    check: "src/check.ts",
    validate: "src/validate.ts",
    rules: "../../spec/rules.ts",
    mistakes: "src/mistakes.ts",
    errors: "generated/errors.ts",
    advice: "generated/advice.ts",
    examples: "generated/examples.ts",
    values: "generated/values.ts",
    operations: "generated/operations.ts",
    calls: "generated/calls.ts",
  },
  platform: "neutral",
  target: "es2022",
  fixedExtension: false,
  dts: true,
};

export default config;
