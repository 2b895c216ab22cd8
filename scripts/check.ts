// `npm run check`: runs every task of turbo.json in one run of turbo. To add a step, add a task there and a script of the same
// name to package.json. `.ci/run` runs this and the longer suites. A separate job runs the runtimes.
import { globSync, readFileSync, rmSync } from "node:fs";
import { run } from "./steps.ts";
import { countTests, forgetTests } from "./test-results.ts";

/** Where turbo writes the outcome of each task. */
const SUMMARIES = ".turbo/runs";

const tasks = Object.keys(readJson<{ tasks: object }>("turbo.json").tasks);
const names = tasks.map((task) => task.replace("//#", ""));

rmSync(SUMMARIES, { recursive: true, force: true });
forgetTests();
const succeeded = run(
  "turbo",
  "run",
  ...names,
  // Reports every problem in one run, except in tasks that need a failed build: with an old build, they pass or fail by chance.
  "--continue=dependencies-successful",
  // Two at a time on any machine: most steps use several cores, and some tests measure time.
  "--concurrency=2",
  "--log-order=grouped",
  "--summarize",
  // `npm run check -- --force` ignores the cache.
  ...process.argv.slice(2),
);

const finished = new Map(
  globSync(`${SUMMARIES}/*.json`)
    .flatMap((file) => readJson<Summary>(file).tasks)
    .map((task) => [task.taskId, task]),
);
const steps = tasks.map((task, index) => ({ name: names[index], ...outcomeOf(task) }));
console.log("");
for (const { name, passed, says } of steps) console.log(`== ${name}: ${passed ? "passed" : "FAILED"} (${says})`);
const failed = steps.filter(({ passed }) => !passed).map(({ name }) => name);
const tests = countTests(!failed.includes("test"));
if (failed.length > 0) console.log(`\nThe check has failed: ${failed.join(", ")}.`);
else if (!succeeded) console.log("\nThe check has failed: turbo reports an error, see above.");
// CI looks for this line at the end.
console.log(`${tests.passed} passed, ${tests.failed} failed`);
process.exitCode = succeeded && failed.length === 0 && tests.failed === 0 ? 0 : 1;

/** A task of the root is one step. A task of the packages is one step for all of them: their times are added up. */
function outcomeOf(task: string): { passed: boolean; says: string } {
  const expected = task.startsWith("//#") ? [task] : packagesWith(task).map((name) => `${name}#${task}`);
  const ended = expected.flatMap((id) => finished.get(id) ?? []);
  const passed = ended.length === expected.length && ended.every(({ execution }) => execution.exitCode === 0);
  if (ended.length === 0) return { passed, says: "not run: a task that it needs has failed" };
  if (ended.every(({ cache }) => cache.status === "HIT")) return { passed, says: "cached" };
  const time = ended.reduce((sum, { execution }) => sum + execution.endTime - execution.startTime, 0);
  const skipped =
    ended.length < expected.length
      ? `, not run in ${expected.length - ended.length} of ${expected.length} packages`
      : "";
  return { passed, says: `${(time / 1000).toFixed(1)} s${skipped}` };
}

function packagesWith(task: string): string[] {
  return globSync("{packages,apps,tools}/*/package.json")
    .map((file) => readJson<{ name: string; scripts?: Record<string, string> }>(file))
    .filter(({ scripts }) => scripts?.[task] !== undefined)
    .map(({ name }) => name);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

interface Summary {
  tasks: {
    /** `//#lint`, `@cdn-export/client#test` */
    taskId: string;
    execution: { startTime: number; endTime: number; exitCode: number };
    cache: { status: "HIT" | "MISS" };
  }[];
}
