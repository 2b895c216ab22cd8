// Checks that every figure is within its budget and agrees with its program and the documents. It measures sizes and counts again.
// Times and memory depend on the machine, so it compares their published values. check-import.ts measures one of them. Part of
// `npm run check`.
import { agrees, type Figure, isWithinBudget, show } from "./figure.ts";
import { entrySizes } from "./figures/entries.ts";
import type { Definition } from "./program.ts";
import { PROGRAMS } from "./programs.ts";
import { type Result, readResults } from "./results.ts";
import { type Stale, staleTables } from "./tables.ts";

/** A figure, and the program that measures it: a file in figures/. */
type Found = Figure & Pick<Result, "program">;

/** These are the same on every machine. */
const measured = (await Promise.all([measure("size"), measure("packages")])).flat();
const entries = (await entrySizes.measure(true)).map((figure) => ({ ...figure, program: "entries" }));
const written = readResults();

const elsewhere = written.filter(({ name }) => !measured.some((figure) => figure.name === name));
const unknown = written.filter(
  ({ name, program }) => !PROGRAMS[program]?.definitions.some((known) => known.name === name),
);

const problems = [
  ...entries.filter(({ budget }) => budget === null).map(withoutBudget),
  ...[...measured, ...entries].filter((figure) => !isWithinBudget(figure)).map(overBudget),
  ...elsewhere
    .filter((figure) => !isWithinBudget(figure))
    .map((figure) => `${overBudget(figure)} It was measured on ${figure.date}. ${again(figure.program)}`),
  ...Object.entries(PROGRAMS).flatMap(([program, { definitions }]) =>
    definitions
      .filter(isMissing)
      .map(
        ({ name }) => `results.json has no figure ${name} with its current description and budget. ${again(program)}`,
      ),
  ),
  ...unknown.map(({ name }) => `results.json has a figure ${name} that no program measures. ${again()}`),
  ...written
    .filter((figure) => !agrees(figure))
    .map(
      (figure) =>
        `results.json contradicts itself: ${figure.what} is ${show(figure)}, but its measurements are ${figure.detail}. ${again(figure.program)}`,
    ),
  ...measured
    .filter(isOutdated)
    .map(
      (figure) =>
        `results.json is out of date: ${figure.what} is now ${show(figure)} (${figure.detail}). ${again(figure.program)}`,
    ),
  ...staleTables().map(stale),
];
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(
    `${measured.length + entries.length} sizes and counts were measured and are within their budgets; so are ${elsewhere.length} published figures, and the documents agree with them.`,
  );
process.exitCode = problems.length > 0 ? 1 : 0;

async function measure(program: string): Promise<Found[]> {
  const figures = (await PROGRAMS[program]?.measure(true)) ?? [];
  return figures.map((figure) => ({ ...figure, program }));
}

function overBudget(figure: Found): string {
  const budget = show({ ...figure, value: figure.budget ?? 0 });
  return `${figure.what}: ${show(figure)}, over the budget of ${budget} in ${fileOf(figure)}.`;
}

function withoutBudget(figure: Found): string {
  return `${figure.what}: ${show(figure)}, without a budget. Set one in ${fileOf(figure)}.`;
}

function fileOf({ program }: Found): string {
  return `tools/bench/src/figures/${program}.ts`;
}

/** Whichever of the two was edited, the figure has to be measured again. */
function stale({ name, figures }: Stale): string {
  if (figures.length === 0) return `${name} shows figures that results.json doesn't have. ${again("packages")}`;
  const programs = [...new Set(figures.map(({ program }) => program))];
  const names = [...new Set(figures.map(({ name }) => name))].join(", ");
  return `${name} doesn't show what results.json has for ${names}. ${again(...programs)}`;
}

/** Whether results.json has the figure with the program's description, rival, unit and budget. */
function isMissing(definition: Definition): boolean {
  const found = written.find(({ name }) => name === definition.name);
  const fields = ["what", "rival", "unit", "budget", "atLeast"] as const;
  return !found || fields.some((field) => found[field] !== definition[field]);
}

function isOutdated({ name, value, detail }: Figure): boolean {
  const found = written.find((figure) => figure.name === name);
  return !found || !isAlike(`${value}: ${detail}`, `${found.value}: ${found.detail}`);
}

/** Equal words, and numbers within one percent: zlib's sizes differ by some bytes between machines. */
function isAlike(a: string, b: string): boolean {
  const NUMBER = /\b\d+(\.\d+)?\b/g;
  const [ours, theirs] = [a, b].map((text) => (text.match(NUMBER) ?? []).map(Number)) as [number[], number[]];
  const areNear = ours.every((number, i) => Math.abs(number - (theirs[i] ?? Number.NaN)) <= number / 100);
  return a.replaceAll(NUMBER, "#") === b.replaceAll(NUMBER, "#") && areNear;
}

/** The command that measures these programs again, or all of them, and writes the tables. */
function again(...programs: string[]): string {
  return `Run \`npm run bench${programs.length > 0 ? ` -- ${programs.join(" ")}` : ""}\`.`;
}
