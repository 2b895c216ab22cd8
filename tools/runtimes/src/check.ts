// Part of `npm run check`: the table in the signer's README is what the last run has found, and that was of the runtimes that
// are installed now. Runs none of them, so that it needs nothing that is installed on demand.
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
    : ["The table of runtimes in packages/signer/README.md is not what tools/runtimes/results.json says"]),
  ...rows.filter(({ failed }) => failed > 0).map(({ name, failed }) => `${failed} tests fail in ${name}`),
  ...unmeasured.map(([name, version]) => `The suite has not been run in ${name} as it is installed now, ${version}`),
];
for (const problem of problems) console.error(`${problem}: \`npm run test:runtimes\` runs the suite and writes both.`);
if (problems.length === 0) console.log(`The table of runtimes says what the last run has found in ${rows.length}.`);
process.exitCode = problems.length > 0 ? 1 : 0;
