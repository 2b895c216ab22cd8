// Runs in the copy of the signer that run.mjs makes, because Stryker changes the files.
import { fileURLToPath } from "node:url";
import { readScope } from "./scopes.mjs";

const scope = readScope();
const plugin = (name) => fileURLToPath(import.meta.resolve(name));

export default {
  plugins: [plugin("@stryker-mutator/vitest-runner"), plugin("./ignore-prose.mjs")],
  testRunner: "vitest",
  vitest: { configFile: "vitest.config.mjs", related: false },
  inPlace: true,
  coverageAnalysis: "perTest",
  mutate: scope.mutate,
  ignorers: ["prose"],
  timeoutMS: 5000,
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: "../mutation.json" },
  tempDirName: "../stryker-tmp",
  warnings: { slow: false },
};
