// Sorts the rows of a table.
import type { Cell, Row, Table } from "@cdn-export/rows";
import { findColumn, splitRow } from "./columns.ts";

/** The first `limit` rows in the order of a column: `traffic`, or `-traffic` for the largest first. Empty cells come last. */
export async function* sortedRows(
  rows: AsyncIterable<Row>,
  table: Table,
  order: string,
  limit: number,
): AsyncGenerator<Row> {
  const isDescending = order.startsWith("-");
  const { key } = findColumn("--sort", isDescending ? order.slice(1) : order, table);
  const kept: { cell: Cell; row: Row }[] = [];
  const sort = () => {
    kept.sort(({ cell: a }, { cell: b }) => compare(a, b, isDescending));
    if (kept.length > limit) kept.length = limit;
  };
  for await (const row of rows) {
    kept.push({ cell: splitRow(row, table.columns).cells[key] ?? null, row });
    // The first rows of a large file don't need memory for all rows.
    if (kept.length > 2 * limit + 1000) sort();
  }
  sort();
  for (const { row } of kept) yield row;
}

function compare(a: Cell, b: Cell, isDescending: boolean): number {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
  const order = isSortable(a) && isSortable(b) ? Number(a) - Number(b) : compareText(String(a), String(b));
  return isDescending ? -order : order;
}

function isEmpty(cell: Cell): boolean {
  return cell === null || cell === "";
}

function isSortable(cell: Cell): cell is number | Date {
  return typeof cell === "number" || cell instanceof Date;
}

/** By code units: the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
