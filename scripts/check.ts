// What has to pass. `.ci/run` runs it, then `bench --quick`, the demo and `packed`; a job of its own runs the runtimes. Every
// step runs, so that one call names everything that is wrong.
import { globSync, readFileSync } from "node:fs";
import { run } from "./steps.ts";
import { runTests } from "./test.ts";

const turbo = (task: string) => () => run("turbo", "run", task, "--continue", "--log-order=grouped");

const steps: [name: string, step: () => boolean][] = [
  ["lint", () => run("biome", "check", "--error-on-warnings", ".")],
  ["spec lint", () => run("redocly", "lint", "--config", "spec/redocly.yaml")],
  ["generated files", () => run("node", "packages/api/generator/main.ts", "--check")],
  ["dependencies", () => run("node", "tools/dependencies/src/check.ts")],
  ["table of runtimes", () => run("node", "tools/runtimes/src/check.ts")],
  ["links", () => run("node", "scripts/links.ts")],
  ["unused code and cycles", noUnusedCode],
  ["lockfiles", lockfilesNameNoHost],
  ["changesets", () => run("node", "tools/release-gate/src/pending.ts")],
  ["spec and versions", () => run("node", "tools/release-gate/src/main.ts", "--gate")],
  ["build", turbo("build")],
  ["API reports", () => run("node", "tools/release-gate/src/api-report.ts", "--check")],
  ["budgets", () => run("node", "tools/bench/src/check.ts")],
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

/** Two tools are workspaces of their own, which the first call does not see. */
function noUnusedCode(): boolean {
  const apart = ["tools/mutation", "tools/runtimes"].map((directory) => run("knip", "--directory", directory));
  return [run("knip"), run("knip", "--cycles"), ...apart].every(Boolean);
}

/** A lockfile with hosts in it installs from these, wherever the next person's registry is. */
function lockfilesNameNoHost(): boolean {
  const hosts = globSync(["pnpm-lock.yaml", "tools/*/pnpm-lock.yaml"]).flatMap((file) =>
    (readFileSync(file, "utf8").match(/^.*(https?:\/\/|tarball:).*$/gm) ?? []).map((line) => `${file}: ${line.trim()}`),
  );
  for (const host of hosts) console.error(`A lockfile names a host: ${host}`);
  return hosts.length === 0;
}
