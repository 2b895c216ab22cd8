// A table for people: its name, the lines above it, the first rows, and the number of remaining rows.
import { type Cell, COLUMNS, type ColumnSpec, type Row, type Table } from "@cdn-export/rows";
import { bandwidthText, bytesText, countText, momentText } from "../../shared/format.ts";
import type { Zone } from "../../shared/zone.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import { table as formatTable, type TableColumn } from "../../terminal/table.ts";
import { type Column, type RowsView, selectColumns, splitRow } from "./columns.ts";
import { sortedRows } from "./sort.ts";

export interface TableView extends RowsView {
  /** Columns of the terminal; `undefined` if the output isn't a terminal. */
  width: number | undefined;
}

/** A file may have hundreds of millions of rows; counting stops here. */
const MAX_COUNTED = 100_000;

/** Yields the table in pieces: the first rows appear before the others are counted. */
export async function* renderTable(table: Table, view: TableView): AsyncGenerator<string> {
  const { file, sheet, preamble } = table;
  const shown = selectColumns(table, view.columns);
  const names = [file, sheet].filter((part) => part !== undefined);
  if (names.length > 0) yield `== ${printable(names.join(" / "))}\n`;
  for (const cells of preamble)
    yield `${cells
      .map((cell) => plainText(cell, view.zone))
      .map(printable)
      .join("  ")
      .trimEnd()}\n`;

  let count = 0;
  const counted = (async function* () {
    for await (const row of table.rows) {
      count++;
      yield row;
    }
  })();
  const unread = (view.sort ? sortedRows(counted, table, view.sort, view.limit) : counted)[Symbol.asyncIterator]();
  const first: Record<string, Cell>[] = [];
  const extra = new Set<string>();
  while (first.length < view.limit) {
    const { done, value } = await unread.next();
    if (done) break;
    const { cells, extra: more } = splitRow(value, table.columns);
    for (const key of more) extra.add(key);
    first.push(cells);
  }
  const drawn = shown.map((column) => drawnColumn(column, first, view.zone));
  const cells = first.map((_, row) => drawn.map(({ texts }) => texts[row] ?? ""));
  yield `${formatTable(drawn, cells, view.width)}\n`;
  if (extra.size > 0) {
    const keys = [...extra].map(printable);
    yield `${say(`(cells without a heading, not shown: ${keys.join(", ")})`, `(没有标题、未显示的单元格：${keys.join("、")})`)}\n`;
  }
  yield view.sort ? remaining(count - first.length, first.length) : await countRemaining(unread, first.length);
}

async function countRemaining(unread: AsyncIterator<Row>, shown: number): Promise<string> {
  let more = 0;
  while (more <= MAX_COUNTED && !(await unread.next()).done) more++;
  if (more > MAX_COUNTED) {
    const limit = shown * 10 || 20;
    return `${say(
      `(more than ${MAX_COUNTED} more rows: --limit ${limit}, or --format csv)`,
      `(还有超过 ${MAX_COUNTED} 行：--limit ${limit}，或 --format csv)`,
    )}\n`;
  }
  return remaining(more, shown);
}

function remaining(more: number, shown: number): string {
  if (more === 0) return shown === 0 ? `${say("(no rows)", "(没有数据)")}\n` : "";
  const all = shown + more;
  return `${say(
    `(${more} more row${more === 1 ? "" : "s"}: --limit ${all} shows them)`,
    `(还有 ${more} 行：--limit ${all} 显示全部)`,
  )}\n`;
}

const SPECS: Readonly<Record<string, ColumnSpec>> = COLUMNS;
/** A unit in brackets after a heading. */
const UNIT = /\s*[(（][^()（）]*[)）]$/;

/** The column for people: numbers in units that suit their size, times in the zone that the heading names. */
function drawnColumn(
  { key, heading }: Column,
  rows: readonly Record<string, Cell>[],
  zone: Zone,
): TableColumn & { texts: string[] } {
  const cells = rows.map((row) => row[key] ?? null);
  const unit = Object.hasOwn(SPECS, key) ? SPECS[key]?.unit : undefined;
  const isTime = cells.some((cell) => cell instanceof Date);
  const isNumber = cells.some((cell) => typeof cell === "number");
  const texts = cells.map((cell) => {
    return typeof cell === "number" ? numberText(cell, unit) : plainText(cell, zone);
  });
  const bare = unit === undefined && !isTime ? heading : heading.replace(UNIT, "");
  return {
    heading: isTime ? `${bare || key} (${zone.label})` : bare || key,
    whole: isNumber || isTime,
    right: isNumber,
    texts: isTime ? withoutZeroSeconds(texts) : texts,
  };
}

function plainText(cell: Cell, zone: Zone): string {
  return cell instanceof Date ? momentText(cell.getTime(), zone) : String(cell ?? "");
}

function numberText(value: number, unit: ColumnSpec["unit"]): string {
  if (unit === "byte") return bytesText(value);
  if (unit === "bit/s") return bandwidthText(value);
  if (unit === "count") return countText(value);
  return unit === "%" ? `${value}%` : String(value);
}

function withoutZeroSeconds(texts: string[]): string[] {
  const isZero = texts.every((text) => !/:\d\d:\d\d$/.test(text) || text.endsWith(":00"));
  return isZero ? texts.map((text) => text.replace(/(:\d\d):00$/, "$1")) : texts;
}
