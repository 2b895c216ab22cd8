// The size of each public entry with everything that it loads, immediately or on demand. Only the check uses these figures.
import { readFileSync } from "node:fs";
import { operations } from "@cdn-export/api/operations";
import { sizeOf } from "../bundle.ts";
import { type Program, program } from "../program.ts";

/** About 3 % more than the measured sizes with the two export operations. The check asks for the budget of a new entry. */
const BUDGETS: Record<string, number> = {
  "@cdn-export/api": 40,
  "@cdn-export/api/base-error": 420,
  "@cdn-export/api/bytes": 640,
  // Only programs that print Chinese load it.
  "@cdn-export/api/chinese": 24_740,
  "@cdn-export/api/check": 2_250,
  "@cdn-export/api/mistakes": 5_200,
  "@cdn-export/api/validate": 4_920,
  "@cdn-export/api/rules": 1_380,
  "@cdn-export/api/errors": 4_670,
  "@cdn-export/api/advice": 5_600,
  "@cdn-export/api/examples": 230,
  "@cdn-export/api/values": 2_260,
  "@cdn-export/api/operations": 1_340,
  "@cdn-export/api/calls": 80,
  "@cdn-export/signer": 3_760,
  "@cdn-export/signer/explain": 12_130,
  "@cdn-export/signer/node": 5_200,
  // Most of it is zip.js and saxes, which are loaded for archives and workbooks only.
  "@cdn-export/rows": 60_000,
  "@cdn-export/sync": 79_900,
  "@cdn-export/rows/report": 11_500,
  // Most of it is hyparquet-writer.
  "@cdn-export/rows/parquet": 20_900,
  "@cdn-export/sync/parquet": 87_900,
  // Without DuckDB, which users install on their own.
  "@cdn-export/sync/folder": 100_700,
  "@cdn-export/sync/internal": 10_240,
  "@cdn-export/client": 47_800,
  "@cdn-export/client/internal": 9_640,
  "@cdn-export/client/node": 12_930,
};

/**
 * Bytes more for each other operation of the spec. Those of docs/adding-an-operation.md need half of it. The other entries
 * contain nothing for an operation that isn't an export call.
 */
const PER_OPERATION: Record<string, number> = {
  "@cdn-export/api/validate": 480,
  "@cdn-export/api/examples": 100,
  "@cdn-export/api/values": 100,
  "@cdn-export/api/operations": 300,
  // The first one with a list in its query needs most of it.
  "@cdn-export/api/calls": 600,
};

const OTHER_OPERATIONS = Object.keys(operations).length - 2;

function budgetOf(entry: string): number | null {
  const budget = BUDGETS[entry];
  return budget === undefined ? null : budget + OTHER_OPERATIONS * (PER_OPERATION[entry] ?? 0);
}

const entries = ["api", "signer", "rows", "client", "sync"].flatMap((folder) => {
  const file = new URL(`../../../../packages/${folder}/package.json`, import.meta.url);
  const { name, exports } = JSON.parse(readFileSync(file, "utf8")) as { name: string; exports: object };
  return Object.keys(exports).flatMap((path) => (path.endsWith(".json") ? [] : [name + path.slice(1)]));
});

const words = entries.map((entry) => {
  return [entry, { what: `all of \`${entry}\``, unit: "B", budget: budgetOf(entry) }] as const;
});

export const entrySizes: Program = program(Object.fromEntries(words), async () => {
  const sizes = entries.map(async (entry) => {
    const size = await sizeOf(`export * from "${entry}";`, "node");
    return [entry, { value: size.entry + size.later, detail: "" }] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
});
