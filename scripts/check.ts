// All that CI does. Every step runs, so that one call names everything that is wrong.
import { run } from "./steps.ts";
import { runTests } from "./test.ts";

const turbo = (task: string) => () =>
  run("turbo", "run", task, "--continue", "--output-logs=errors-only", "--log-order=grouped");

const steps: [name: string, step: () => boolean][] = [
  ["lint", () => run("biome", "check", "--error-on-warnings", ".")],
  ["spec lint", () => run("redocly", "lint", "--config", "spec/redocly.yaml")],
  ["generated files", () => run("node", "packages/api/generator/main.ts", "--check")],
  ["build", turbo("build")],
  ["types", () => [run("tsc", "--noEmit"), turbo("types")()].every(Boolean)],
  ["test", runTests],
];

const failed = steps.filter(([name, step]) => {
  console.log(`\n== ${name}`);
  const [start, passed] = [performance.now(), step()];
  // The test step's last line is the last line of all.
  if (name !== "test")
    console.log(`== ${name}: ${passed ? "passed" : "FAILED"} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return !passed;
});
if (failed.length > 0) console.error(`\nThe check has failed: ${failed.map(([name]) => name).join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;
