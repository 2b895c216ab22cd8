// The rows of a file as one table for Parquet.
import { CorruptFileError } from "@cdn-export/api/base-error";
import type { ExportQuery } from "@cdn-export/client";
import type { Row, Table } from "@cdn-export/rows";
import type { ParquetColumn } from "@cdn-export/rows/parquet";

export interface OneTable {
  /** The columns of all rows. */
  columns: readonly ParquetColumn[];
  /** The rows of all tables, one after another. */
  rows: AsyncIterable<Record<string, unknown>>;
}

/** The tables of a file as one: an archive may have one for each domain. */
export async function joined(tables: AsyncGenerator<Table>, source: string): Promise<OneTable> {
  const { value: first, done } = await tables.next();
  if (done) throw new CorruptFileError("NOT_STATISTICS", `${source} has no table`);
  const keysOf = ({ columns }: Table) =>
    columns
      .map(({ key }) => key)
      .sort()
      .join("\n");
  async function* rows(): AsyncGenerator<Row> {
    yield* first.rows;
    for await (const table of tables) {
      if (keysOf(table) !== keysOf(first))
        throw new CorruptFileError("OTHER_COLUMN", `The tables in ${source} have different columns`);
      yield* table.rows;
    }
  }
  return { columns: first.columns, rows: rows() };
}

/** An export that isn't grouped has no column of domains. If it's of one domain, the query names it. */
export function withDomain({ columns, rows }: OneTable, { domains }: ExportQuery): OneTable {
  const [domain, ...others] = domains;
  if (domains === "all" || others.length > 0 || columns.some(({ key }) => key === "domain")) return { columns, rows };
  async function* all() {
    for await (const row of rows) yield { domain, ...row };
  }
  return { columns: [{ key: "domain", heading: "", kind: "text" }, ...columns], rows: all() };
}
