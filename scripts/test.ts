// Runs every package's tests and ends with one line for all of them.
import { globSync, readFileSync, rmSync } from "node:fs";
import { run } from "./steps.ts";

const RESULTS = "{packages,apps}/*/test-results.json";

/** Runs the tests; true when all of them passed. The counts of packages that turbo took from its cache are in their results. */
export function runTests(): boolean {
  for (const file of globSync(RESULTS)) rmSync(file);
  const succeeded = run(
    "turbo",
    "run",
    "test",
    "--continue",
    "--concurrency=2",
    "--output-logs=new-only",
    "--log-order=grouped",
  );
  const results = globSync(RESULTS).map((file) => JSON.parse(readFileSync(file, "utf8")) as Results);
  const sum = (count: (results: Results) => number) => results.reduce((total, result) => total + count(result), 0);
  const passed = sum(({ numPassedTests }) => numPassedTests);
  const failed = sum(({ numFailedTests }) => numFailedTests);
  const broken = sum(({ numFailedTestSuites, numFailedTests }) => (numFailedTests === 0 ? numFailedTestSuites : 0));
  if (!succeeded && failed + broken === 0) console.log("A package ended without test results: see above.");
  console.log(`${passed} passed, ${failed + broken} failed`);
  return succeeded && failed + broken === 0;
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

if (import.meta.main) process.exit(runTests() ? 0 : 1);
