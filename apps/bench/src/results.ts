// results.json: each figure as it was measured last, and when and where that was.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import { PROGRAMS } from "./programs.ts";

/** When and where something was measured. */
export interface Origin {
  date: string;
  machine: string;
  node: string;
}

export interface Result extends Figure, Origin {
  /** What measures it again: `npm run bench -- PROGRAM`. */
  program: string;
}

const FILE = fileURLToPath(new URL("../results.json", import.meta.url));

export function readResults(): Result[] {
  return JSON.parse(readFileSync(FILE, "utf8")) as Result[];
}

/** Writes what was measured now; the figures of programs that did not run stay, with their dates. */
export function writeResults(measured: ReadonlyMap<string, readonly Figure[]>): void {
  const origin: Origin = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}`,
    node: process.version,
  };
  const before = readResults();
  const results = Object.keys(PROGRAMS).flatMap(
    (program): Result[] =>
      measured.get(program)?.map((figure) => ({ ...figure, program, ...origin })) ??
      before.filter((result) => result.program === program),
  );
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}
