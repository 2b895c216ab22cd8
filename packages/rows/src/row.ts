import { digitsOf, isNothing, isRounded, numberOf, percentOf, timeOf } from "./cells.ts";
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

/** Rows repeat their days: each day is parsed once in a row, and only the time of day in each. */
function timeReader(column: Column): (cell: Cell) => Date | undefined {
  let day: string | undefined;
  let midnight = 0;
  return (cell) => {
    if (typeof cell !== "string") return timeOf(cell, column);
    const ms = timeOfDay(cell);
    if (ms === undefined) return timeOf(cell, column);
    if (day === undefined || !cell.startsWith(day)) {
      const date = cell.slice(0, DAY_LENGTH);
      const time = timeOf(date, column);
      if (!time) return undefined;
      day = date;
      midnight = time.getTime();
    }
    return new Date(midnight + ms);
  };
}

const DAY_LENGTH = 10;

/** Milliseconds of `2026-11-08 10:05` and `2026-11-08T10:05:00` since midnight; undefined in any other form. */
function timeOfDay(text: string): number | undefined {
  if ((text.length !== 16 && text.length !== 19) || (text[10] !== " " && text[10] !== "T") || text[13] !== ":") return;
  // The day has its longest form: what else has ten characters isn't a day.
  if ((text[4] !== "-" && text[4] !== "/") || text[4] !== text[7] || digitsOf(text, 8, 10) === undefined) return;
  const hours = digitsOf(text, 11, 13);
  const minutes = digitsOf(text, 14, 16);
  const seconds = text.length === 16 ? 0 : text[16] === ":" ? digitsOf(text, 17, 19) : undefined;
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  return hours < 24 && minutes < 60 && seconds < 60 ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : undefined;
}

function textOf(cell: Cell, column: Column): string {
  return cell instanceof Date ? (timeOf(cell, column)?.toISOString() ?? "") : String(cell ?? "");
}
