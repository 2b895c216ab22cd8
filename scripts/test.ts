// Runs every package's tests and ends with one line for all of them.
import { globSync, readFileSync, rmSync } from "node:fs";
import { run } from "./steps.ts";

const RESULTS = "{packages,apps,tools}/*/test-results.json";

/** Runs the tests; true when all of them passed. The counts of packages that turbo took from its cache are in their results. */
export function runTests(): boolean {
  for (const file of globSync(RESULTS)) rmSync(file);
  const succeeded = run("turbo", "run", "test", "--continue", "--concurrency=2", "--log-order=grouped");
  const results = globSync(RESULTS).map((file) => JSON.parse(readFileSync(file, "utf8")) as Results);
  const sum = (count: (results: Results) => number) => results.reduce((total, result) => total + count(result), 0);
  const passed = sum(({ numPassedTests }) => numPassedTests);
  // A file that cannot be loaded holds tests that nobody could count: it fails as one.
  const unloaded = sum(
    ({ testResults }) =>
      testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  );
  const failed = sum(({ numFailedTests }) => numFailedTests) + unloaded;
  if (!succeeded && failed === 0) console.log("A package ended without test results: see above.");
  console.log(`${passed} passed, ${failed || (succeeded ? 0 : 1)} failed`);
  return succeeded && failed === 0;
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

if (import.meta.main) process.exit(runTests() ? 0 : 1);
