// The tables of a file as one, for formats with a single line of headings.
import type { Row, Table } from "@cdn-export/rows";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { type Column, hasSameColumns, type RowsView, selectColumns } from "./columns.ts";
import { sortedRows } from "./sort.ts";

export interface OneTable {
  columns: readonly Column[];
  rows: AsyncIterable<Row>;
}

/** @param read - called with each row, its table and its number there. @throws UsageError if the columns differ. */
export async function asOne(
  selected: AsyncGenerator<Table>,
  { columns: wanted, sort, limit }: RowsView,
  read: (row: Row, table: Table, number: number) => Row,
): Promise<OneTable> {
  // The caller's generator throws if there is no table.
  const first: Table = (await selected.next()).value;
  const columns = selectColumns(first, wanted);
  // Sorted rows are limited when all of them are known.
  const most = sort ? Number.POSITIVE_INFINITY : limit;
  async function* rowsOf(table: Table): AsyncGenerator<Row> {
    let number = 0;
    for await (const row of upTo(most, table.rows)) yield read(row, table, ++number);
  }
  async function* rows() {
    yield* rowsOf(first);
    for await (const table of selected) {
      if (!hasSameColumns(selectColumns(table, wanted), columns))
        throw new UsageError(
          say(
            `${nameOf(table)} and ${nameOf(first)} have different columns: use --format ndjson, or choose one with --table`,
            `${nameOf(table)} 和 ${nameOf(first)} 的列不同：请用 --format ndjson，或用 --table 选择一个`,
          ),
        );
      yield* rowsOf(table);
    }
  }
  return { columns, rows: sort ? upTo(limit, sortedRows(rows(), first, sort, limit)) : rows() };
}

export function nameOf({ file, sheet }: Table): string {
  return [file, sheet].filter((part) => part !== undefined).join(" / ") || say("the file", "文件");
}

export async function* upTo<T>(limit: number, rows: AsyncIterable<T>): AsyncGenerator<T> {
  if (limit === 0) return;
  let count = 0;
  for await (const row of rows) {
    yield row;
    if (++count === limit) return;
  }
}
