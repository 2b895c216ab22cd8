// The rows of one Parquet file while they are added: a table of DuckDB that has only texts and doubles, which are fast to add.
import { DOUBLE, type DuckDBAppender, type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";

/** A column of the rows, and of the file. */
export interface Typed {
  /** The key in the rows. */
  key: string;
  /** The name in the file. */
  name: string;
  /** The type in the file. */
  type: string;
}

/** DuckDB takes at most this many rows at once. */
const CHUNK_ROWS = 2048;

export class PartTable {
  readonly name: string;
  /** The rows with their types. */
  readonly select: string;
  rows = 0;
  readonly #appender: DuckDBAppender;
  readonly #columns: readonly Typed[];
  readonly #cells: unknown[][];
  #count = 0;

  private constructor(name: string, columns: readonly Typed[], appender: DuckDBAppender) {
    this.name = name;
    this.#columns = columns;
    this.#appender = appender;
    this.#cells = columns.map(() => []);
    const typed = columns.map((column, i) => `${cast(`c${i}`, column.type)} AS "${column.name.replaceAll('"', '""')}"`);
    this.select = `SELECT ${typed.join(", ")} FROM ${name}`;
  }

  static async create(connection: DuckDBConnection, name: string, columns: readonly Typed[]): Promise<PartTable> {
    await connection.run(
      `CREATE TABLE ${name} (${columns.map(({ type }, i) => `c${i} ${isText(type) ? type : "DOUBLE"}`)})`,
    );
    return new PartTable(name, columns, await connection.createAppender(name));
  }

  /** Adds a row. @returns false if a cell isn't of the type of its column, or there are more cells. */
  add(row: Readonly<Record<string, unknown>>): boolean {
    const columns = this.#columns;
    const at = this.#count;
    for (let i = 0; i < columns.length; i++) {
      const { key, type } = columns[i] as Typed;
      const cell = stagedOf(row[key], type);
      if (cell === undefined) return false;
      (this.#cells[i] as unknown[])[at] = cell;
    }
    let keys = 0;
    for (const _ in row) keys++;
    if (keys !== columns.length) return false;
    this.rows++;
    this.#count++;
    if (this.#count === CHUNK_ROWS) this.#append();
    return true;
  }

  /** Ends the table. */
  finish(): void {
    if (this.#count > 0) this.#append();
    this.#appender.closeSync();
  }

  #append(): void {
    const types = this.#columns.map(({ type }) => (isText(type) ? VARCHAR : DOUBLE));
    const chunk = DuckDBDataChunk.create(types, this.#count);
    for (const [i, cells] of this.#cells.entries())
      chunk.setColumnValues(
        i,
        (this.#count === CHUNK_ROWS ? cells : cells.slice(0, this.#count)) as (string | number)[],
      );
    this.#appender.appendDataChunk(chunk);
    this.#count = 0;
  }
}

function isText(type: string): boolean {
  return type === "VARCHAR";
}

/** A missing number is NaN, which costs less to add than NULL. Undefined if the cell isn't of the type. */
function stagedOf(cell: unknown, type: string): string | number | undefined {
  if (type === "VARCHAR") return typeof cell === "string" ? cell : undefined;
  if (cell === null) return Number.NaN;
  if (type === "BIGINT") return Number.isSafeInteger(cell) ? (cell as number) : undefined;
  if (type === "DOUBLE") return typeof cell === "number" && !Number.isNaN(cell) ? cell : undefined;
  const time = cell instanceof Date ? cell.getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function cast(column: string, type: string): string {
  if (isText(type)) return column;
  const value = `CASE WHEN isnan(${column}) THEN NULL ELSE ${column} END`;
  if (type === "DOUBLE") return value;
  return type === "BIGINT" ? `(${value})::BIGINT` : `make_timestamptz(1000 * (${value})::BIGINT)`;
}
