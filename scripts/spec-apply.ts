// `npm run spec:apply`: everything that follows from a change of spec/, in one command. Each step writes the same files in each run,
// so it can be repeated. It stops at the first step that fails; a spec with mistakes changes nothing.
import { execFileSync } from "node:child_process";
import { run, runQuietly } from "./steps.ts";

const node = process.execPath;
const SIZES = "tools/bench/src/check.ts";

step("check the spec", () => run(node, "packages/api/generator/main.ts", "--lint"));
step("format", () => runQuietly("biome", "check", "--write", "spec"));
step("generate", () => run(node, "packages/api/generator/main.ts"));
step("build", () => runQuietly("turbo", "run", "build", "--output-logs=errors-only"));
step("write the API reports", () => run(node, "tools/release-gate/src/api-report.ts"));
step("write the reference of the terminal", () => runQuietly(node, "apps/cli/scripts/reference.ts"));
step("measure the sizes", sizesAreCurrent);
step("write the changeset", () => run(node, "tools/release-gate/src/main.ts", "--write"));

const changed = execFileSync("git", ["status", "--short"], { encoding: "utf8" });
console.log(`\nChanged files:\n${changed}\nNow read the changeset, improve its wording, and run \`npm run check\`.`);

/** Measures again only what has changed, because results.json has the date of each measurement. */
function sizesAreCurrent(): boolean {
  if (!runSilently(SIZES)) runSilently("tools/bench/src/main.ts", "size");
  return run(node, SIZES);
}

function runSilently(...args: string[]): boolean {
  try {
    execFileSync(node, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function step(name: string, work: () => boolean): void {
  console.log(`== ${name}`);
  if (work()) return;
  console.error(`spec:apply: "${name}" failed, see above. Correct it, and run the command again.`);
  process.exit(1);
}
