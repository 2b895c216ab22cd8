// The test results that each package's tests write. They are outputs of turbo's tasks, so a cached run restores them.
import { globSync, readFileSync, rmSync } from "node:fs";

const RESULTS = "{packages,apps,tools}/*/test-results.json";

/** Removes the results of earlier runs, so that only those of the next run are counted. */
export function forgetTests(): void {
  for (const file of globSync(RESULTS)) rmSync(file);
}

/**
 * Adds up the results of all packages.
 *
 * @param succeeded - whether every test task succeeded. If one failed without a failed test, that counts as one failure.
 */
export function countTests(succeeded: boolean): { passed: number; failed: number } {
  const results = globSync(RESULTS).map((file) => JSON.parse(readFileSync(file, "utf8")) as Results);
  const sum = (count: (results: Results) => number) => results.reduce((total, result) => total + count(result), 0);
  // The tests in a file that doesn't load can't be counted. The file counts as one failed test.
  const unloaded = sum(
    ({ testResults }) =>
      testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length,
  );
  const failed = sum(({ numFailedTests }) => numFailedTests) + unloaded;
  if (!succeeded && failed === 0) console.log("A package ended without test results: see above.");
  return { passed: sum(({ numPassedTests }) => numPassedTests), failed: failed || (succeeded ? 0 : 1) };
}

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}
