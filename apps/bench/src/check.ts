// Part of `npm run check`: the budgets that do not depend on the machine's mood, and no figure that nobody measured.
import { readFileSync } from "node:fs";
import { type Figure, isWithinBudget, type Results } from "./figure.ts";
import { importFigures } from "./figures/import.ts";
import { packageFigures } from "./figures/packages.ts";
import { sizeFigures } from "./figures/size.ts";
import { RESULTS, show, staleTables } from "./tables.ts";

const problems: string[] = [];
const exact = [...(await sizeFigures()), ...(await packageFigures())];
const over = [...exact, ...(await importFigures(true)).map(leniently)].filter((figure) => !isWithinBudget(figure));
problems.push(
  ...over.map((figure) => `${figure.what}: ${show(figure)}, over the budget of ${figure.budget} ${figure.unit}`),
);

const written = (JSON.parse(readFileSync(RESULTS, "utf8")) as Results).figures;
problems.push(
  ...exact
    .filter(isOutdated)
    .map((figure) => `results.json is out of date: ${figure.what} is now ${show(figure)}. Run \`npm run bench\``),
);
problems.push(
  ...staleTables().map((file) => `the table in ${file} is not what results.json says. Run \`npm run bench\``),
);

for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(
    `${exact.length} sizes and counts and the time of import are within their budgets, and the tables say so.`,
  );
process.exitCode = problems.length > 0 ? 1 : 0;

/** A busy machine doubles a time; a module that loads Node's HTTP client at import adds far more. */
function leniently(figure: Figure): Figure {
  return { ...figure, budget: figure.budget === null ? null : figure.budget * 2.5 };
}

/** Sizes differ by some bytes from machine to machine, for zlib does. */
function isOutdated({ name, value }: Figure): boolean {
  const before = written.find((figure) => figure.name === name)?.value;
  return before === undefined || Math.abs(before - value) > value / 100;
}
