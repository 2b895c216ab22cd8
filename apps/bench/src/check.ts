// Part of `npm run check`: the budgets that do not depend on the machine's mood, and no figure that nobody measured.
import { type Figure, isWithinBudget, show } from "./figure.ts";
import { importTimes } from "./figures/import.ts";
import { packageFigures } from "./figures/packages.ts";
import { sizeFigures } from "./figures/size.ts";
import { PROGRAMS } from "./programs.ts";
import { readResults } from "./results.ts";
import { staleTables } from "./tables.ts";

const MOST_OF_OFFICIAL_IMPORT = 0.4;
const IMPORT_TRIES = 5;

const exact = [...(await sizeFigures()), ...(await packageFigures())];
const written = readResults();

const problems = [
  ...exact
    .filter((figure) => !isWithinBudget(figure))
    .map((figure) => `${figure.what}: ${show(figure)}, over the budget of ${figure.budget} ${figure.unit}.`),
  ...slowImport(),
  ...exact
    .filter(isOutdated)
    .map((figure) => `results.json is out of date: ${figure.what} is now ${show(figure)}. ${measure("size packages")}`),
  ...Object.keys(PROGRAMS)
    .filter((name) => !written.some(({ program }) => program === name))
    .map((name) => `results.json has no figure of ${name}. ${measure(name)}`),
  ...staleTables().map((file) => `The table in ${file} is not what results.json says. ${measure("size")}`),
];
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(
    `${exact.length} sizes and counts and the time of import are within their budgets, and the tables say so.`,
  );
process.exitCode = problems.length > 0 ? 1 : 0;

/**
 * A busy machine doubles a time, but hardly a ratio; and what it does only adds, so that one good try of several counts. A
 * module that loads Node's HTTP client at import passes in none.
 */
function slowImport(): string[] {
  let times = { ours: Number.POSITIVE_INFINITY, official: 0 };
  for (let tries = 0; tries < IMPORT_TRIES && times.ours > times.official * MOST_OF_OFFICIAL_IMPORT; tries++)
    times = importTimes(7);
  if (times.ours <= times.official * MOST_OF_OFFICIAL_IMPORT) return [];
  const [ours, official] = [times.ours, times.official].map(Math.round);
  return [
    `\`import\` of the client takes ${ours} ms, over ${MOST_OF_OFFICIAL_IMPORT} x the ${official} ms of the official SDK's core.`,
  ];
}

/** Sizes differ by some bytes from machine to machine, for zlib does. */
function isOutdated({ name, value }: Figure): boolean {
  const before = written.find((figure) => figure.name === name)?.value;
  return before === undefined || Math.abs(before - value) > value / 100;
}

/** It writes the tables too. */
function measure(names: string): string {
  return `Run \`npm run bench -- ${names}\`.`;
}
