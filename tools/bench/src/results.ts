// results.json: the last measurement of each figure, with its date and machine.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import { PROGRAMS } from "./programs.ts";

/** The date and place of a measurement. */
export interface Origin {
  date: string;
  machine: string;
  node: string;
}

export interface Result extends Figure, Origin {
  /** `npm run bench -- PROGRAM` measures it again. */
  program: string;
}

const FILE = fileURLToPath(new URL("../results.json", import.meta.url));

export function readResults(): Result[] {
  return JSON.parse(readFileSync(FILE, "utf8")) as Result[];
}

/** Writes the new measurements. Figures of programs that didn't run keep their values and dates, with current descriptions. */
export function writeResults(measured: ReadonlyMap<string, readonly Figure[]>): void {
  const origin: Origin = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}`,
    node: process.version,
  };
  const before = readResults();
  const results = Object.entries(PROGRAMS).flatMap(([program, { definitions }]): Result[] =>
    definitions.flatMap((definition) => {
      const figure = measured.get(program)?.find(({ name }) => name === definition.name);
      if (figure) return [{ ...figure, program, ...origin }];
      const kept = before.find(({ name }) => name === definition.name);
      return kept ? [{ ...kept, ...definition }] : [];
    }),
  );
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}
