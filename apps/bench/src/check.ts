// Part of `npm run check`: sizes and counts are within their budgets, and every figure is what its program tells of. Times
// and memory are held to theirs by `npm run bench`: they depend on the machine.
import { type Figure, isWithinBudget, show } from "./figure.ts";
import { entrySizes } from "./figures/entries.ts";
import { slowImport } from "./figures/import.ts";
import { packages } from "./figures/packages.ts";
import { size } from "./figures/size.ts";
import type { Definition } from "./program.ts";
import { PROGRAMS } from "./programs.ts";
import { readResults } from "./results.ts";
import { staleTables } from "./tables.ts";

/** These do not depend on the machine's mood, so that they are measured here again. */
const published = [...(await size.measure(true)), ...(await packages.measure(true))];
const entries = await entrySizes.measure(true);
const written = readResults();

const unknown = written.filter(
  ({ name, program }) => !PROGRAMS[program]?.definitions.some((known) => known.name === name),
);

const problems = [
  ...[...published, ...entries]
    .filter((figure) => !isWithinBudget(figure))
    .map(
      (figure) =>
        `${figure.what}: ${show(figure)}, beyond the budget of ${show({ ...figure, value: figure.budget ?? 0 })}.`,
    ),
  ...slowImport(),
  ...Object.entries(PROGRAMS).flatMap(([program, { definitions }]) =>
    definitions
      .filter(isMissing)
      .map(
        ({ name }) =>
          `results.json has no figure ${name} in today's words and with today's budget. ${measure(program)}`,
      ),
  ),
  ...unknown.map(({ name }) => `results.json has a figure ${name} that nothing measures. ${measure("size")}`),
  ...published
    .filter(isOutdated)
    .map(
      (figure) =>
        `results.json is out of date: ${figure.what} is now ${show(figure)} (${figure.detail}). ${measure("size packages")}`,
    ),
  // It has no words in a table.
  ...(unknown.length > 0 ? [] : staleTables()).map(
    (file) => `The table in ${file} is not what results.json says. ${measure("size")}`,
  ),
];
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(
    `${published.length + entries.length} sizes and counts and the time of import are within their budgets, and the tables say so.`,
  );
process.exitCode = problems.length > 0 ? 1 : 0;

/** What it was measured against, its budget, its words: nobody changes these by hand. */
function isMissing(definition: Definition): boolean {
  const found = written.find(({ name }) => name === definition.name);
  const fields = ["what", "rival", "unit", "budget", "atLeast"] as const;
  return !found || fields.some((field) => found[field] !== definition[field]);
}

function isOutdated({ name, value, detail }: Figure): boolean {
  const found = written.find((figure) => figure.name === name);
  return !found || !isAlike(`${value}: ${detail}`, `${found.value}: ${found.detail}`);
}

/** The same words, and numbers within a percent: sizes differ by some bytes from machine to machine, for zlib does. */
function isAlike(a: string, b: string): boolean {
  const NUMBER = /\b\d+(\.\d+)?\b/g;
  const [ours, theirs] = [a, b].map((text) => (text.match(NUMBER) ?? []).map(Number)) as [number[], number[]];
  const areNear = ours.every((number, i) => Math.abs(number - (theirs[i] ?? Number.NaN)) <= number / 100);
  return a.replaceAll(NUMBER, "#") === b.replaceAll(NUMBER, "#") && areNear;
}

/** It writes the tables too. */
function measure(names: string): string {
  return `Run \`npm run bench -- ${names}\`.`;
}
