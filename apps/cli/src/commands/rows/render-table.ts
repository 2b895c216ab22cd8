// A table for people: its name, the lines above it, the first rows, and the number of remaining rows.
import type { Cell, Row, Table } from "@cdn-export/rows";
import { momentText } from "../../shared/format.ts";
import { printable } from "../../terminal/printable.ts";
import { table as formatTable } from "../../terminal/table.ts";
import { selectColumns, splitRow } from "./columns.ts";

export interface TableView {
  columns: readonly string[] | undefined;
  limit: number;
  /** Columns of the terminal; `undefined` if the output isn't a terminal. */
  width: number | undefined;
}

/** A file may have hundreds of millions of rows; counting stops here. */
const MAX_COUNTED = 100_000;

/** Yields the table in pieces: the first rows appear before the others are counted. */
export async function* renderTable(table: Table, { columns, limit, width }: TableView): AsyncGenerator<string> {
  const { file, sheet, preamble, rows } = table;
  const shown = selectColumns(table, columns);
  const names = [file, sheet].filter((part) => part !== undefined);
  if (names.length > 0) yield `== ${printable(names.join(" / "))}\n`;
  for (const cells of preamble) yield `${cells.map(textOf).map(printable).join("  ").trimEnd()}\n`;

  const unread = rows[Symbol.asyncIterator]();
  const first: string[][] = [];
  const extra = new Set<string>();
  while (first.length < limit) {
    const { done, value } = await unread.next();
    if (done) break;
    const { cells, extra: more } = splitRow(value, table.columns);
    for (const key of more) extra.add(key);
    first.push(shown.map(({ key }) => textOf(cells[key] ?? null)));
  }
  const headings = shown.map(({ key, heading }) => heading || key);
  yield `${formatTable(headings, first, width)}\n`;
  if (extra.size > 0) yield `(cells without a heading, not shown: ${[...extra].map(printable).join(", ")})\n`;
  yield await countRemaining(unread, first.length);
}

async function countRemaining(unread: AsyncIterator<Row>, shown: number): Promise<string> {
  let more = 0;
  while (more <= MAX_COUNTED && !(await unread.next()).done) more++;
  if (more > MAX_COUNTED) return `(more than ${MAX_COUNTED} more rows: --limit ${shown * 10 || 20}, or --format csv)\n`;
  if (more > 0) return `(${more} more row${more === 1 ? "" : "s"}: --limit ${shown + more} shows them)\n`;
  return shown === 0 ? "(no rows)\n" : "";
}

/** Times are in GMT+8, as in the service's files. */
function textOf(cell: Cell): string {
  return cell instanceof Date ? momentText(cell.getTime()) : String(cell ?? "");
}
