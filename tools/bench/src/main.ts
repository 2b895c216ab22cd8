// `npm run bench`: measures the figures, and writes results.json and the tables made from it. `npm run bench -- NAME ...`
// measures only these. `--quick` tries every measurement briefly: it writes nothing, and fails only when a program crashes, or
// when a size or count exceeds its budget.
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
process.exitCode = [...measured.values()].flat().some((figure) => verdictOn(figure) === "OVER") ? 1 : 0;

/** A brief measurement of time or memory says nothing about its budget. Sizes and counts are the same in every run. */
function verdictOn(figure: Figure): "ran " | "ok  " | "OVER" {
  if (quick && ["x", "ms", "s", "MB"].includes(figure.unit)) return "ran ";
  return isWithinBudget(figure) ? "ok  " : "OVER";
}

function report(figure: Figure): void {
  const against = figure.rival === null ? "" : `, against ${figure.rival}`;
  console.log(`${verdictOn(figure)}  ${figure.what}${against}: ${show(figure)} (${figure.detail})`);
}
