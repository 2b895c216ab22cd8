// A table for people: its name, what stands above it, the first rows, and how many more there are.
import type { Cell, Row, Table } from "@cdn-export/rows";
import { momentText } from "../../shared/format.ts";
import { printable } from "../../terminal/printable.ts";
import { table as draw } from "../../terminal/table.ts";
import { cellsOf, chosen } from "./columns.ts";

export interface DrawOptions {
  columns: readonly string[] | undefined;
  limit: number;
  /** Of the terminal; `undefined` leaves every cell whole. */
  width: number | undefined;
}

/** A file may have hundreds of millions of rows: so many are counted. */
const MOST_COUNTED = 100_000;

/** In pieces, the first rows before the others are counted. */
export async function* drawn(table: Table, { columns, limit, width }: DrawOptions): AsyncGenerator<string> {
  const { file, sheet, preamble, rows } = table;
  const shown = chosen(table, columns);
  const names = [file, sheet].filter((part) => part !== undefined);
  if (names.length > 0) yield `== ${printable(names.join(" / "))}\n`;
  for (const cells of preamble) yield `${cells.map(textOf).map(printable).join("  ").trimEnd()}\n`;

  const unread = rows[Symbol.asyncIterator]();
  const first: string[][] = [];
  const beyond = new Set<string>();
  while (first.length < limit) {
    const { done, value } = await unread.next();
    if (done) break;
    const { cells, beyond: more } = cellsOf(value, table.columns);
    for (const key of more) beyond.add(key);
    first.push(shown.map(({ key }) => textOf(cells[key] ?? null)));
  }
  const headings = shown.map(({ key, heading }) => heading || key);
  yield `${draw(headings, first, width)}\n`;
  if (beyond.size > 0) yield `(cells without a heading are left out: ${[...beyond].map(printable).join(", ")})\n`;
  yield await theRest(unread, first.length);
}

async function theRest(unread: AsyncIterator<Row>, shown: number): Promise<string> {
  let more = 0;
  while (more <= MOST_COUNTED && !(await unread.next()).done) more++;
  if (more > MOST_COUNTED)
    return `(more than ${MOST_COUNTED} more rows: --limit ${shown * 10 || 20}, or --format csv)\n`;
  if (more > 0) return `(${more} more row${more === 1 ? "" : "s"}: --limit ${shown + more} shows them)\n`;
  return shown === 0 ? "(no rows)\n" : "";
}

/** Times in GMT+8, as the service writes them. */
function textOf(cell: Cell): string {
  return cell instanceof Date ? momentText(cell.getTime()) : String(cell ?? "");
}
