import type { Action } from "@cdn-export/api";
import { batched } from "./batched.ts";
import type { Cell, ColumnKind, Row, Unit } from "./columns.ts";
import { type Column, columnsOf, countKnown, type Headings } from "./headings.ts";
import { badCsv } from "./records.ts";
import { looksLikeData, rowReader } from "./row.ts";

/** Records of a file: cells without names, in batches. */
export type Records = AsyncGenerator<readonly (readonly Cell[])[]>;

/** One sheet of cells, and where it was found. */
export interface Sheet {
  /** The name of the file in an archive. */
  file?: string | undefined;
  /** The name of the sheet in a workbook. */
  sheet?: string;
  records: Records;
  /** Whether each record must have as many cells as the headings: csv has no other sign of damage. */
  isFixedWidth?: boolean;
}

/** A column of a table. */
export interface TableColumn {
  /** The key of its cells in the rows. */
  readonly key: string;
  /** The heading as it is in the file. Empty if the file has no headings. */
  readonly heading: string;
  /** The kind that its cells are read as. A cell of another kind is kept as it is. */
  readonly kind: ColumnKind;
  /** The unit of the numbers of a known column. */
  readonly unit?: Unit;
  /** The zone of times that don't name one, as an offset from UTC: `+08:00`. Other columns have none. */
  readonly timeZone?: string;
}

/** One table of a file. An archive has a table for each file in it, a workbook one for each sheet. */
export interface Table<A extends Action = Action> {
  /** The name of the file in an archive, with its folders. Undefined outside an archive. */
  readonly file: string | undefined;
  /** The name of the sheet in a workbook. Undefined in csv. */
  readonly sheet: string | undefined;
  /** The columns in order. */
  readonly columns: readonly TableColumn[];
  /** The records above the headings. */
  readonly preamble: readonly (readonly Cell[])[];
  /**
   * The rows. Read them once, and before you ask for the next table, which skips the rest. Damage is only certain to be found
   * when all rows are read.
   */
  readonly rows: AsyncIterable<Row<A>>;
}

/** The headings are among this many records. */
export const HEAD_RECORDS = 20;

/** Finds the headings of a sheet, and names its cells. @returns the table, and its rows in batches. */
export async function tableOf(
  sheet: Sheet,
  headings: Headings,
  warn: (message: string) => void,
): Promise<{ table: Table; batches: AsyncGenerator<Row[]> }> {
  const { records } = sheet;
  const head: (readonly Cell[])[] = [];
  let filled: (readonly Cell[])[] = [];
  while (filled.length < HEAD_RECORDS) {
    const { done, value } = await records.next();
    if (done) break;
    head.push(...value);
    filled = head.filter(hasContent);
  }
  const at = headingsAt(filled, headings);
  const found = filled[at] ?? [];
  const preamble = filled.slice(0, at);
  const isKnown = countKnown(found, headings) > 0;
  if (at > 0 && !isKnown)
    warn(
      `No heading is known: record ${at + 1} is read as the headings, because the records above it have fewer cells`,
    );
  const hasHeadings = isKnown || !found.some(looksLikeData);
  const columns = columnsOf(hasHeadings ? withoutEmptyEnd(found.map(headingOf)) : found.map(() => ""), headings);
  const start = head.indexOf(found) + (hasHeadings ? 1 : 0);
  const readRow = rowReader(columns);
  const check = sheet.isFixedWidth === true ? widthCheck(found.length, head.indexOf(found) + 1) : () => {};

  async function* batches(): AsyncGenerator<Row[]> {
    let number = start;
    const rowsOf = (batch: readonly (readonly Cell[])[]) => {
      const rows: Row[] = [];
      for (const cells of batch) {
        number++;
        check(cells, number);
        if (hasContent(cells)) rows.push(readRow(cells));
      }
      return rows;
    };
    try {
      yield rowsOf(head.splice(0).slice(start));
      for await (const batch of records) yield rowsOf(batch);
    } finally {
      await records.return(undefined);
    }
  }
  const all = batches();
  return {
    table: {
      file: sheet.file,
      sheet: sheet.sheet,
      columns: columns.map(tableColumn),
      preamble,
      rows: batched(all),
    },
    batches: all,
  };
}

/** What users see of a column. */
export function tableColumn({ key, heading, kind, unit, offsetMinutes }: Column): TableColumn {
  const timeZone = kind === "time" ? { timeZone: zoneText(offsetMinutes) } : {};
  return { key, heading, kind, ...(unit === undefined ? {} : { unit }), ...timeZone };
}

function zoneText(offsetMinutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** In csv, a cell more or less is a sign of damage. Some writers end every record except the headings with a delimiter. */
function widthCheck(headings: number, record: number) {
  let width: number | undefined;
  return (cells: readonly Cell[], number: number) => {
    const isPadded = cells.length > headings && !cells.slice(headings).some(isContent);
    width ??= isPadded ? cells.length : headings;
    if (cells.length === width && (isPadded || width === headings)) return;
    const [right, other] =
      cells.length === width ? [headings, record] : [width, width === headings ? record : record + 1];
    throw badCsv(`Record ${number} has ${cells.length} cells instead of ${right}, the number of record ${other}`);
  };
}

/** The record with the most known headings. If none is known, the first record that isn't shorter than the next. */
export function headingsAt(head: readonly (readonly Cell[])[], headings: Headings): number {
  const known = head.slice(0, HEAD_RECORDS).map((cells) => countKnown(cells, headings));
  const most = Math.max(0, ...known);
  if (most > 0) return known.indexOf(most);
  const widest = head.findIndex((cells, i) => cells.length >= (head[i + 1]?.length ?? 0));
  return Math.max(0, widest);
}

/** A date in a workbook as people write it: its day, and its time if it has one. */
function headingOf(cell: Cell): string {
  if (!(cell instanceof Date)) return cell === null ? "" : String(cell);
  return cell
    .toISOString()
    .replace("T", " ")
    .replace(/(?: 00:00)?(?::00)?\.000Z$|Z$/, "");
}

function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && cells[end - 1]?.trim() === "") end--;
  return cells.slice(0, end);
}

function isContent(cell: Cell): boolean {
  return cell !== "" && cell !== null;
}

function hasContent(cells: readonly Cell[]): boolean {
  for (const cell of cells) if (isContent(cell)) return true;
  return false;
}
