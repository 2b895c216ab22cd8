// `npm run fuzz:rows -- --seconds N --seed N`: several programs write random tables, the files are damaged at random, and every
// one must be read as exactly its rows, or be refused. `--write` publishes the counts in docs/damaged-files.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { damaged } from "./damage.ts";
import type { Format } from "./file.ts";
import { type Verdict, verdictOf } from "./judge.ts";
import { randomOf } from "./random.ts";
import { reportOf, tableOf } from "./report.ts";
import { openWriters } from "./writers.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string" }, seed: { type: "string" }, write: { type: "boolean" } },
});
const seconds = numberOf("seconds", values.seconds ?? "10");
const seed = numberOf("seed", values.seed ?? "1");

/** How often each file is damaged. */
const DAMAGES = 40;
const FAILURES: string = join(tmpdir(), "fuzz-rows-failures");

const random = randomOf(seed);
const writers = await openWriters();
console.log(`seed ${seed}, files by ${writers.found.join(", ")}`);
for (const name of writers.missing) console.log(`skipped: ${name} isn't installed`);

const counts = new Map<`${Format} ${Verdict | "files" | "damaged"}`, number>();
const failures: string[] = [];
const end = performance.now() + seconds * 1000;
try {
  while (performance.now() < end) {
    const [writer, file] = await writers.write(random);
    count(`${file.format} files`);
    const undamaged = await verdictOf(file, file.bytes);
    if (undamaged !== "right") fail(`an undamaged ${file.format} file of ${writer}: ${undamaged}`, file.bytes);
    for (let i = 0; i < DAMAGES && performance.now() < end; i++) {
      const [damage, bytes] = damaged(file.bytes, random);
      if (Buffer.from(bytes).equals(file.bytes)) continue;
      const verdict = await verdictOf(file, bytes);
      count(`${file.format} damaged`);
      count(`${file.format} ${verdict}`);
      if (verdict === "misread") fail(`a ${file.format} file of ${writer}, ${damage}`, bytes);
    }
  }
} finally {
  writers.close();
}

console.log(`\n${tableOf(counts)}`);
if (values.write) {
  const file = join(import.meta.dirname, "../../../docs/damaged-files.md");
  writeFileSync(file, reportOf(counts, { seed, found: writers.found }));
}
if (failures.length > 0) {
  console.error(`\n${failures.length} files were misread. The first ones:\n${failures.slice(0, 20).join("\n")}`);
  process.exitCode = 1;
}

function count(what: `${Format} ${Verdict | "files" | "damaged"}`): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function fail(what: string, bytes: Uint8Array): void {
  mkdirSync(FAILURES, { recursive: true });
  const path = join(FAILURES, `${seed}-${failures.length + 1}`);
  if (failures.length < 20) writeFileSync(path, bytes);
  failures.push(`${what}: ${path}`);
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new TypeError(`--${name} takes a number, not ${text}`);
  return number;
}
