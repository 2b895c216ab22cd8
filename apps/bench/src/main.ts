// `npm run bench`: measures every figure, writes results.json and the tables that are made of it. `--quick` writes nothing.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { type Figure, isWithinBudget, type Results } from "./figure.ts";
import { callFigures } from "./figures/call.ts";
import { downloadFigures } from "./figures/download.ts";
import { emulatorFigures } from "./figures/emulator.ts";
import { importFigures } from "./figures/import.ts";
import { packageFigures } from "./figures/packages.ts";
import { recurringFigures } from "./figures/recurring.ts";
import { signFigures } from "./figures/sign.ts";
import { sizeFigures } from "./figures/size.ts";
import { timeFigures } from "./figures/time.ts";
import { RESULTS, show, writeTables } from "./tables.ts";

/** A new figure is one line here and one file in figures/. */
const programs: Record<string, (quick: boolean) => Promise<Figure[]>> = {
  size: sizeFigures,
  packages: packageFigures,
  import: importFigures,
  sign: signFigures,
  call: callFigures,
  download: downloadFigures,
  emulator: emulatorFigures,
  recurring: recurringFigures,
  time: timeFigures,
};

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const chosen = args.filter((arg) => !arg.startsWith("--"));
const unknown = chosen.find((name) => !Object.hasOwn(programs, name));
if (unknown !== undefined) {
  console.error(`bench: there is no figure ${unknown}; there are ${Object.keys(programs).join(", ")}`);
  process.exit(1);
}

const figures: Figure[] = [];
for (const [name, program] of Object.entries(programs)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  for (const figure of await program(quick)) {
    figures.push(figure);
    const against = figure.rival === null ? "" : `, against ${figure.rival}`;
    console.log(
      `${isWithinBudget(figure) ? "ok  " : "OVER"}  ${figure.what}${against}: ${show(figure)} (${figure.detail})`,
    );
  }
}
if (!quick && chosen.length === 0) {
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}`,
    node: process.version,
    figures,
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  writeTables();
}
process.exitCode = figures.every(isWithinBudget) ? 0 : 1;
