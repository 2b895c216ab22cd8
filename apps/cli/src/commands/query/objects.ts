// The rows of a result as objects, with values that csv and JSON can hold.
import { toCsv } from "@cdn-export/rows";
import type { QueryColumn, QueryResult, QueryValue } from "@cdn-export/sync/folder";
import { isoText } from "../../shared/format.ts";
import { GMT8 } from "../../shared/zone.ts";

/** The names of the columns. Several columns of a result can have the same name: the later ones get a number. */
export function namesOf(columns: readonly QueryColumn[]): string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let unique = name;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${name} (${n})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** The headings are there without rows, too. */
export function csvOf(result: QueryResult): AsyncGenerator<string> {
  return toCsv(objects(result), { columns: namesOf(result.columns), guardFormulas: true });
}

/** Whole numbers are text beyond 2^53, and times are in GMT+8. */
export async function* objects({ columns, rows }: QueryResult): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const names = namesOf(columns);
  for await (const row of rows) yield Object.fromEntries(names.map((name, i) => [name, plainCell(row[i] ?? null)]));
}

function plainCell(value: QueryValue): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return isoText(value, GMT8);
  if (typeof value !== "object" || value === null) return value;
  return jsonText(value);
}

/** A list or a structure. */
export function jsonText(value: QueryValue): string {
  return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
}
