import { once } from "node:events";
import { CorruptFileError } from "@cdn-export/client";
import { type Table, tables, toCsv, toNdjson } from "@cdn-export/rows";
import { suggestion } from "../../flags/values.ts";
import type { Run } from "../../shared/command.ts";
import { UsageError } from "../../terminal/errors.ts";
import { printable } from "../../terminal/printable.ts";
import type { Session } from "../../terminal/session.ts";
import { hasSameColumns, selectColumns, splitRow } from "./columns.ts";
import { bytesOf } from "./input.ts";
import { renderTable } from "./render-table.ts";

type Format = "table" | "csv" | "ndjson";

interface RowsFlagOptions {
  format?: Format;
  limit?: number;
  columns?: readonly string[];
  table?: string;
  guardFormulas?: boolean;
  bom?: boolean;
}

const ROWS_DRAWN = 20;

export const run: Run<[file: string], RowsFlagOptions> = async ([file], options, session) => {
  const { columns, guardFormulas = false, bom = false } = options;
  const format = formatOf(options, session);
  const selected = tablesOf(await bytesOf(file, session.signal), options.table);
  if (format === "table") {
    let gap = "";
    for await (const table of selected) {
      await write(gap, session);
      gap = "\n";
      const shown = renderTable(table, { columns, limit: options.limit ?? ROWS_DRAWN, width: session.out.columns });
      for await (const text of shown) await write(text, session);
    }
    return undefined;
  }
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  if (format === "ndjson") {
    await writeAll(toNdjson(objects(selected, limit, columns)), session);
    return undefined;
  }
  const { keys, rows } = await asOne(selected, limit, columns);
  await writeAll(toCsv(rows, { columns: keys, guardFormulas, bom }), session);
  return undefined;
};

function formatOf({ format, guardFormulas, bom }: RowsFlagOptions, session: Session): Format {
  if (session.json && format !== undefined && format !== "ndjson")
    throw new UsageError(`--json means --format ndjson: leave --format ${format} out`);
  const csvOnly = guardFormulas ? "--guard-formulas" : bom ? "--bom" : undefined;
  const chosen = format ?? (session.json ? "ndjson" : csvOnly !== undefined || !session.out.isTTY ? "csv" : "table");
  if (csvOnly !== undefined && chosen !== "csv")
    throw new UsageError(`${csvOnly} is for csv: it has no effect on ${chosen}`);
  return chosen;
}

/** The tables of the file, or only the one that was asked for. */
async function* tablesOf(bytes: AsyncIterable<Uint8Array>, only: string | undefined): AsyncGenerator<Table> {
  const others: string[] = [];
  // Skip files that weren't asked for: they may not be tables. A workbook may contain the sheet.
  const files = (name: string) => {
    others.push(name);
    return only === undefined || name === only || only.startsWith(`${name}/`) || /\.xlsx$/i.test(name);
  };
  let count = 0;
  for await (const table of tables(bytes, { files })) {
    if (table.sheet !== undefined) others.push(table.sheet);
    if (only !== undefined && table.file !== only && table.sheet !== only) continue;
    count++;
    yield table;
  }
  if (count > 0) return;
  if (only === undefined) throw new CorruptFileError("NOT_STATISTICS", "There is no table in the file");
  const there = others.length === 0 ? "the file is a single table" : `the tables are ${others.join(", ")}`;
  throw new UsageError(`--table: there is no table ${JSON.stringify(only)}; ${there}${suggestion(only, others)}`);
}

async function* objects(selected: AsyncIterable<Table>, limit: number, wanted: readonly string[] | undefined) {
  for await (const table of selected) {
    const columns = wanted && selectColumns(table, wanted);
    for await (const row of upTo(limit, table.rows))
      yield columns ? Object.fromEntries(columns.map(({ key }) => [key, row[key]])) : row;
  }
}

interface OneTable {
  keys: readonly string[];
  rows: AsyncIterable<Record<string, unknown>>;
}

/** Joins all tables: a csv file has one line of headings. */
async function asOne(
  selected: AsyncGenerator<Table>,
  limit: number,
  wanted: readonly string[] | undefined,
): Promise<OneTable> {
  // `tablesOf` throws if there is no table.
  const first: Table = (await selected.next()).value;
  const columns = selectColumns(first, wanted);
  async function* rows() {
    yield* rowsOf(first, limit, wanted);
    for await (const table of selected) {
      if (!hasSameColumns(selectColumns(table, wanted), columns))
        throw new UsageError(
          `${nameOf(table)} and ${nameOf(first)} have different columns: use --format ndjson, or choose one with --table`,
        );
      yield* rowsOf(table, limit, wanted);
    }
  }
  return { keys: columns.map(({ key }) => key), rows: rows() };
}

async function* rowsOf(table: Table, limit: number, wanted: readonly string[] | undefined) {
  let number = 0;
  for await (const row of upTo(limit, table.rows)) {
    number++;
    const { cells, extra } = splitRow(row, table.columns);
    if (extra.length > 0 && wanted === undefined)
      throw new UsageError(
        `row ${number} of ${nameOf(table)} has more cells than there are headings: --format ndjson keeps them, --columns leaves them out`,
      );
    yield cells;
  }
}

function nameOf({ file, sheet }: Table): string {
  return [file, sheet].filter((part) => part !== undefined).join(" / ") || "the file";
}

async function* upTo<T>(limit: number, rows: AsyncIterable<T>): AsyncGenerator<T> {
  if (limit === 0) return;
  let count = 0;
  for await (const row of rows) {
    yield row;
    if (++count === limit) return;
  }
}

async function writeAll(pieces: AsyncIterable<string>, session: Session): Promise<void> {
  for await (const piece of pieces) await write(piece, session);
}

/** Writes the text. On a terminal, control characters are escaped. */
async function write(text: string, { out, signal }: Session): Promise<void> {
  signal.throwIfAborted();
  const shown = out.isTTY ? text.split(/\r?\n/).map(printable).join("\n") : text;
  if (!out.write(shown)) await once(out, "drain", { signal });
}
