// Part of `npm run check`: the table in the signer's README matches the last run, and the last run used the installed versions.
// It runs no runtime, because runtimes are installed on demand.
import { readFileSync } from "node:fs";
import { isWritten, readRows } from "./table.ts";

const rows = readRows();
const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
const unmeasured = Object.entries(optionalDependencies).filter(
  ([, version]) => !rows.some((row) => row.version === version.split("@").at(-1)),
);

const problems = [
  ...(isWritten(rows)
    ? []
    : ["The table of runtimes in packages/signer/README.md differs from tools/runtimes/results.json"]),
  ...rows.filter(({ failed }) => failed > 0).map(({ name, failed }) => `${failed} tests fail in ${name}`),
  ...unmeasured.map(([name, version]) => `The suite hasn't run in the installed ${name}, ${version}`),
];
for (const problem of problems) console.error(`${problem}: \`npm run test:runtimes\` runs the suite and writes both.`);
if (problems.length === 0) console.log(`The table matches the last run in ${rows.length} runtimes.`);
process.exitCode = problems.length > 0 ? 1 : 0;
