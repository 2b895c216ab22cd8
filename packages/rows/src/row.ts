import { isNothing, isRounded, numberOf, percentOf, timeOf } from "./cells.ts";
import type { Cell, Row } from "./columns.ts";
import type { Column } from "./headings.ts";

/** A record with its cells by the keys of their columns. Nothing is dropped, whatever it is. */
export function rowOf(cells: readonly Cell[], columns: readonly Column[]): Row {
  const row: Row = {};
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i];
    const cell = cells[i] ?? null;
    if (column === undefined) continue;
    if (column.known === undefined) put(row, column.key, read(cell, column) ?? cell);
    else if (column.known === "text") put(row, column.key, textOf(cell, column));
    else putKnown(row, column, cell);
  }
  for (let i = columns.length; i < cells.length; i++) {
    const cell = cells[i] ?? "";
    if (cell !== "") put(row, `Column ${i + 1}`, cell);
  }
  return row;
}

/** Whether a cell rather belongs to a row than to the headings. */
export function looksLikeData(cell: Cell): boolean {
  return numberOf(cell) !== undefined || timeOf(cell, { offsetMinutes: 0 }) !== undefined;
}

/** What is not of the promised kind is kept beside it, under the heading; so are digits that a number cannot hold. */
function putKnown(row: Row, column: Column, cell: Cell): void {
  const value = read(cell, column);
  put(row, column.key, value ?? null);
  const isWhole = value === undefined ? isNothing(cell) : typeof cell !== "string" || !isRounded(Number(value));
  if (!isWhole) put(row, column.otherKey, cell);
}

function read(cell: Cell, column: Column): Cell | undefined {
  if (cell instanceof Date)
    return column.known === undefined || column.kind === "time" ? timeOf(cell, column) : undefined;
  if (column.kind === "time") return timeOf(cell, column);
  if (column.kind === "percent") return percentOf(cell, column);
  if (column.kind === "text") return undefined;
  const value = numberOf(cell);
  // Of an unknown column nothing is promised, so its digits stay as they are.
  return value !== undefined && column.known === undefined && isRounded(value) ? undefined : value;
}

function textOf(cell: Cell, column: Column): string {
  return cell instanceof Date ? (timeOf(cell, column)?.toISOString() ?? "") : String(cell ?? "");
}

function put(row: Row, key: string, value: Cell): void {
  if (key !== "__proto__") row[key] = value;
  // By assignment it would become the row's prototype.
  else Object.defineProperty(row, key, { value, enumerable: true, configurable: true, writable: true });
}
