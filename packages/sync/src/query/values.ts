// Values of DuckDB as values of JavaScript, without loss: what JavaScript can't hold is text.
import {
  DuckDBArrayValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { QueryValue } from "./messages.ts";

/** A point in time is a `Date`. Decimals, days, times without a zone and intervals are text, as DuckDB writes them. */
export function plainValue(value: DuckDBValue): QueryValue {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof DuckDBTimestampTZValue) {
    const date = new Date(Number(value.micros / 1000n));
    return Number.isNaN(date.getTime()) ? String(value) : date;
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) return objectOf(Object.entries(value.entries));
  if (value instanceof DuckDBMapValue)
    return value.entries.map(({ key, value }) => ({ key: plainValue(key), value: plainValue(value) }));
  return String(value);
}

function objectOf(entries: readonly [string, DuckDBValue][]): { readonly [key: string]: QueryValue } {
  return Object.fromEntries(entries.map(([key, value]) => [key, plainValue(value)]));
}
