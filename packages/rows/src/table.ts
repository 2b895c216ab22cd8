import type { Action } from "@cdn-export/api";
import type { Cell, Row } from "./columns.ts";
import { columnsOf, countKnown, type Headings } from "./headings.ts";
import { looksLikeData, rowOf } from "./row.ts";

/** Records as a file has them: cells without names, in batches. */
export type Records = AsyncGenerator<readonly (readonly Cell[])[]>;

/** One sheet of cells, and where it was found. */
export interface Sheet {
  /** The name of the file within an archive. */
  file?: string | undefined;
  /** The name of the sheet within a workbook. */
  sheet?: string;
  records: Records;
}

/** A table of a file. A file has several when it is an archive of several files, or a workbook of several sheets. */
export interface Table<A extends Action = Action> {
  /** The name of the file within an archive, with its folders. */
  readonly file: string | undefined;
  /** The name of the sheet within a workbook. */
  readonly sheet: string | undefined;
  /** The columns in their order: the key in the rows, and the heading as it stands in the file. */
  readonly columns: readonly { readonly key: string; readonly heading: string }[];
  /** What stands above the headings. */
  readonly preamble: readonly (readonly Cell[])[];
  /** To be read once, and before the next table is asked for: what is left is skipped then. */
  readonly rows: AsyncIterable<Row<A>>;
}

/** Headings are looked for in so many records. */
export const HEAD_RECORDS = 20;

/** Finds the headings of a sheet, and gives its cells their names. */
export async function tableOf({ file, sheet, records }: Sheet, headings: Headings): Promise<Table> {
  const head: (readonly Cell[])[] = [];
  while (head.length < HEAD_RECORDS) {
    const { done, value } = await records.next();
    if (done) break;
    for (const cells of value) if (hasContent(cells)) head.push(cells);
  }
  const at = headingsAt(head, headings);
  const found = head[at] ?? [];
  const hasHeadings = countKnown(found, headings) > 0 || !found.some(looksLikeData);
  const columns = columnsOf(hasHeadings ? found.map(String) : found.map(() => ""), headings);
  const ready = head.slice(hasHeadings ? at + 1 : at);

  async function* rows(): AsyncGenerator<Row> {
    for (const cells of ready.splice(0)) yield rowOf(cells, columns);
    for await (const batch of records) for (const cells of batch) if (hasContent(cells)) yield rowOf(cells, columns);
  }
  return {
    file,
    sheet,
    columns: columns.map(({ key, heading }) => ({ key, heading })),
    preamble: head.slice(0, at),
    rows: rows(),
  };
}

/** The record with the most known headings; where none is known, the first one that is no shorter than the next. */
export function headingsAt(head: readonly (readonly Cell[])[], headings: Headings): number {
  const known = head.slice(0, HEAD_RECORDS).map((cells) => countKnown(cells, headings));
  const most = Math.max(0, ...known);
  if (most > 0) return known.indexOf(most);
  const widest = head.findIndex((cells, i) => cells.length >= (head[i + 1]?.length ?? 0));
  return Math.max(0, widest);
}

function hasContent(cells: readonly Cell[]): boolean {
  return cells.some((cell) => cell !== "" && cell !== null);
}
