import { isNothing, isRounded, numberOf, percentOf, timeOf } from "./cells.ts";
import type { Cell, Row } from "./columns.ts";
import type { Column } from "./headings.ts";

/** Returns the function that turns a record into a row. It drops nothing: other cells are kept under their headings. */
export function rowReader(columns: readonly Column[]): (cells: readonly Cell[]) => Row {
  const put = columns.map(writerOf);
  return (cells) => {
    const row: Row = {};
    for (let i = 0; i < put.length; i++) (put[i] as Writer)(row, cells[i] ?? null);
    for (let i = put.length; i < cells.length; i++) {
      const cell = cells[i] ?? "";
      if (cell !== "") row[`Column ${i + 1}`] = cell;
    }
    return row;
  };
}

/** Whether a cell is more likely part of a row than a heading. */
export function looksLikeData(cell: Cell): boolean {
  return numberOf(cell) !== undefined || timeOf(cell, { offsetMinutes: 0 }) !== undefined;
}

type Writer = (row: Row, cell: Cell) => void;

function writerOf(column: Column): Writer {
  const { key, known, otherKey } = column;
  const read = readerOf(column);
  const put = key === "__proto__" ? putProto : putAt(key);
  if (known === undefined) return (row, cell) => put(row, read(cell) ?? cell);
  if (known === "text") return (row, cell) => put(row, typeof cell === "string" ? cell : textOf(cell, column));
  const putOther = otherKey === "__proto__" ? putProto : putAt(otherKey);
  // A cell of another kind is kept under the heading; so are digits that a number can't hold.
  return (row, cell) => {
    const value = read(cell);
    put(row, value ?? null);
    const isWhole = value === undefined ? isNothing(cell) : typeof cell !== "string" || !isRounded(Number(value));
    if (!isWhole) putOther(row, cell);
  };
}

function putAt(key: string): Writer {
  return (row, value) => {
    row[key] = value;
  };
}

/** By assignment it would become the prototype of the row. */
function putProto(row: Row, value: Cell): void {
  Object.defineProperty(row, "__proto__", { value, enumerable: true, configurable: true, writable: true });
}

function readerOf(column: Column): (cell: Cell) => Cell | undefined {
  const { kind, known } = column;
  const asTime = timeReader(column);
  if (kind === "time") return asTime;
  // A workbook's date under a heading that doesn't promise anything.
  const dated = (read: (cell: Cell) => Cell | undefined) => (cell: Cell) =>
    cell instanceof Date ? (known === undefined ? asTime(cell) : undefined) : read(cell);
  if (kind === "percent") return dated((cell) => percentOf(cell, column));
  if (kind === "text") return dated(() => undefined);
  if (known !== undefined) return dated(numberOf);
  // Nothing is promised of an unknown column, so its digits stay as they are.
  return dated((cell) => {
    const value = numberOf(cell);
    return value === undefined || isRounded(value) ? undefined : value;
  });
}

/** Rows of several domains repeat their times: each text is parsed once in a row. */
function timeReader(column: Column): (cell: Cell) => Date | undefined {
  let text: string | undefined;
  let ms = 0;
  return (cell) => {
    if (cell === text && cell !== undefined) return new Date(ms);
    const time = timeOf(cell, column);
    if (time !== undefined && typeof cell === "string") {
      text = cell;
      ms = time.getTime();
    }
    return time;
  };
}

function textOf(cell: Cell, column: Column): string {
  return cell instanceof Date ? (timeOf(cell, column)?.toISOString() ?? "") : String(cell ?? "");
}
