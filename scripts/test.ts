// `npm test`: runs every package's tests, and prints how many passed and failed.

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
