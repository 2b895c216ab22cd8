// Rows as Parquet, in every JavaScript runtime. Nothing else loads hyparquet-writer. Its main entry would import node:fs in some
// bundles.
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { ParquetWriter } from "hyparquet-writer/src/parquet-writer.js";
import { columnsOfRow, type ParquetColumn, type ParquetTable, parquetTable } from "./parquet-table.ts";

export type { ParquetColumn } from "./parquet-table.ts";

type Values = Readonly<Record<string, unknown>>;

/** The task that a file came from. It has no field for the download link, which is a secret. */
export interface ParquetTask {
  /** The ID of the task. */
  id: string;
  /** When the task was created, in milliseconds since the epoch. */
  createdAt?: number;
  /** `X-Request-Id` of the calls that created and listed it. */
  requestIds?: readonly string[];
  /** SHA-256 of its file in lower-case hexadecimal digits. */
  sha256?: string;
}

/** Options of `toParquet`. */
export interface ParquetOptions {
  /**
   * The columns to write, such as `table.columns`. Their types depend on them alone, so files with the same headings have the
   * same schema. Pass them if the rows can be empty.
   *
   * @default the columns of the first row
   */
  columns?: readonly ParquetColumn[];
  /** The query of the export. It is kept as JSON in the file's metadata. */
  query?: object;
  /** The task of the export. It is kept as JSON in the file's metadata. */
  task?: ParquetTask;
  /** The number of rows in each row group. A group of long texts or many columns has fewer. @default 50,000 */
  rowGroupSize?: number;
  /**
   * Receives problems that don't stop the writing, at most once for each column: cells that aren't of the type of their column.
   *
   * @default prints the message with `console.warn`
   */
  onWarning?: (message: string) => void;
}

/** A group of this size in memory is written, whatever the number of its rows: texts can be long, and columns many. */
const GROUP_BYTES = 32 << 20;

/**
 * Writes rows as a Parquet file (Snappy), row group by row group: memory doesn't grow with the rows. Every column can be null.
 *
 * | column                                                   | type in the file                                      |
 * | -------------------------------------------------------- | ----------------------------------------------------- |
 * | bytes, counts, `rank`, `value`                           | `INT64`; digits beyond 2^53 are exact                 |
 * | bit/s, percent, and numbers under an unknown heading     | `DOUBLE`                                              |
 * | times                                                    | `TIMESTAMP` in UTC, in milliseconds                   |
 * | everything else                                          | `STRING`; other values become text                    |
 * | `otherCells`, the last one                               | `STRING`: a JSON object, null in nearly every row     |
 *
 * `otherCells` has what the types can't hold, by heading: text among numbers, fractions of bytes, cells beyond the last heading.
 *
 * The file's metadata has `cdn-export.query`, `cdn-export.task` and `cdn-export.columns`: JSON, the last one a list of the
 * columns' names with their headings, units and the time zones that the source wrote its times in.
 *
 * @example
 * for await (const { columns, rows } of tables(await openAsBlob("top-urls.xlsx")))
 *   await writeFile("top-urls.parquet", toParquet(rows, { columns }));
 */
export async function* toParquet(
  rows: AsyncIterable<Values> | Iterable<Values>,
  { columns, query, task, rowGroupSize = 50_000, onWarning = (message) => console.warn(message) }: ParquetOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  if (!(Number.isInteger(rowGroupSize) && rowGroupSize > 0))
    throw new TypeError(`rowGroupSize must be a whole number of at least 1, not ${rowGroupSize}`);
  const bytes = new ByteWriter();
  const start = (given: readonly ParquetColumn[]) => {
    const table = parquetTable(given, onWarning);
    const kvMetadata = Object.entries({ query, task: task && taskOf(task), columns: table.described })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ({ key: `cdn-export.${key}`, value: JSON.stringify(value) }));
    return { table, file: new ParquetWriter({ writer: bytes, schema: table.schema, kvMetadata }) };
  };

  let started = columns && start(columns);
  for await (const row of rows) {
    started ??= start(columnsOfRow(row));
    const { table, file } = started;
    table.add(row);
    if (table.added.rows < rowGroupSize && table.added.size < GROUP_BYTES) continue;
    writeGroup(table, file);
    yield taken(bytes);
  }
  const { table, file } = started ?? start([]);
  if (table.added.rows > 0) writeGroup(table, file);
  file.finish();
  yield taken(bytes);
}

function writeGroup(table: ParquetTable, file: ParquetWriter): void {
  const { rows } = table.added;
  file.write({ columnData: table.take(), rowGroupSize: rows });
  // The smallest and the largest text of each group stay until the end, and each is a part of a larger text in memory.
  for (const { meta_data } of file.row_groups.at(-1)?.columns ?? []) {
    const { statistics } = meta_data ?? {};
    if (typeof statistics?.min_value === "string")
      statistics.min_value = new TextEncoder().encode(statistics.min_value);
    if (typeof statistics?.max_value === "string")
      statistics.max_value = new TextEncoder().encode(statistics.max_value);
  }
}

/** The bytes since the last call. */
function taken(writer: ByteWriter): Uint8Array<ArrayBuffer> {
  const bytes = writer.getBytes().slice() as Uint8Array<ArrayBuffer>;
  writer.index = 0;
  return bytes;
}

/** Without properties that aren't in the type. A task of the API has a download link. */
function taskOf({ id, createdAt, requestIds, sha256 }: ParquetTask): ParquetTask {
  return {
    id,
    ...(createdAt !== undefined && { createdAt }),
    ...(requestIds && { requestIds }),
    ...(sha256 && { sha256 }),
  };
}
