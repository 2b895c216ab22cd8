// `npm run bench`: measures the figures, writes results.json and the tables that are made of it. `npm run bench -- NAME ...`
// measures these alone. `--quick` measures all of them briefly, for a machine that only has to see whether they run: it writes
// nothing, and fails on a crash or a size.
import { type Figure, isWithinBudget, show } from "./figure.ts";
import { ON_REQUEST, PROGRAMS } from "./programs.ts";
import { writeResults } from "./results.ts";
import { writeTables } from "./tables.ts";

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const named = args.filter((arg) => arg !== "--quick");
const unknown = named.find((name) => !Object.hasOwn(PROGRAMS, name));
if (unknown !== undefined) {
  console.error(`bench: there is no figure ${unknown}; there are ${Object.keys(PROGRAMS).join(", ")}, and --quick`);
  process.exit(1);
}

const start = performance.now();
const measured = new Map<string, Figure[]>();
for (const [name, program] of Object.entries(PROGRAMS)) {
  if (named.length > 0 ? !named.includes(name) : !quick && ON_REQUEST.has(name)) continue;
  const figures = await program.measure(quick);
  measured.set(name, figures);
  for (const figure of figures) report(figure);
}
console.log(`${Math.round((performance.now() - start) / 1000)} s in all`);
if (!quick) {
  writeResults(measured);
  writeTables();
}
const judged = [...measured.values()].flat().filter(({ unit }) => !quick || unit === "B");
process.exitCode = judged.every(isWithinBudget) ? 0 : 1;

function report(figure: Figure): void {
  const against = figure.rival === null ? "" : `, against ${figure.rival}`;
  const verdict = isWithinBudget(figure) ? "ok  " : "OVER";
  console.log(`${verdict}  ${figure.what}${against}: ${show(figure)} (${figure.detail})`);
}
