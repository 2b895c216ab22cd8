// Runs every package's tests and ends with one line for all of them.

import { run } from "./steps.ts";
import { countTests, forgetTests } from "./test-results.ts";

forgetTests();
const succeeded = run(
  "turbo",
  "run",
  "test",
  "--continue=dependencies-successful",
  "--concurrency=2",
  "--log-order=grouped",
);
const { passed, failed } = countTests(succeeded);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
