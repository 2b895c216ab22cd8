import { once } from "node:events";
import { CorruptFileError } from "@cdn-export/client";
import { type Cell, type Row, type RowsInput, type Table, tables, toCsv, toNdjson } from "@cdn-export/rows";
import { suggestion } from "../../flags/values.ts";
import type { Run } from "../../shared/command.ts";
import { isoText } from "../../shared/format.ts";
import { inputOf } from "../../shared/input-of.ts";
import { GMT8, type Zone, zoneOf } from "../../shared/zone.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import type { Session } from "../../terminal/session.ts";
import { translated } from "../../terminal/translate.ts";
import { type RowsView, selectColumns, splitRow } from "./columns.ts";
import { asOne, nameOf, upTo } from "./one-table.ts";
import { renderTable } from "./render-table.ts";
import { sortedRows } from "./sort.ts";

type Format = "table" | "csv" | "ndjson";

interface RowsFlagOptions {
  format?: Format;
  limit?: number;
  columns?: readonly string[];
  sort?: string;
  zone?: string;
  table?: string;
  raw?: boolean;
  bom?: boolean;
  to?: string;
  force?: boolean;
}

const ROWS_DRAWN = 20;

export const run: Run<[file: string], RowsFlagOptions> = async ([file], options, session) => {
  const { columns, sort, zone, raw = false, bom = false, force = false } = options;
  if (options.to !== undefined) return toParquetFile(file, options.to, options, session);
  if (force) throw new UsageError(say("--force is for --to", "--force 只用于 --to"));
  const format = formatOf(options, session);
  const view: RowsView = {
    columns,
    sort,
    zone: zone === undefined ? GMT8 : zoneOf(zone),
    limit: options.limit ?? (format === "table" ? ROWS_DRAWN : Number.POSITIVE_INFINITY),
  };
  const selected = tablesOf(await inputOf(file, session.signal), options.table, session);
  if (format === "table") {
    let gap = "";
    for await (const table of selected) {
      await write(gap, session);
      gap = "\n";
      const shown = renderTable(table, { ...view, width: session.out.columns });
      for await (const text of shown) await write(text, session);
    }
    return undefined;
  }
  if (format === "ndjson") {
    await writeAll(toNdjson(objects(selected, view)), session);
    return undefined;
  }
  const { columns: shown, rows } = await asOne(selected, view, (row, table, number) =>
    cellsOf(row, table, number, columns),
  );
  const keys = shown.map(({ key }) => key);
  await writeAll(toCsv(inZoneAll(rows, view.zone), { columns: keys, guardFormulas: !raw, bom }), session);
  return undefined;
};

async function toParquetFile(file: string, to: string, options: RowsFlagOptions, session: Session): Promise<undefined> {
  const { columns, sort, limit = Number.POSITIVE_INFINITY, force = false } = options;
  const other = (["format", "zone", "raw", "bom"] as const).find((name) => options[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(
      say(`--to writes Parquet: --${other} has no effect on it`, `--to 写 Parquet：--${other} 对它没有作用`),
    );
  const { checkParquetFile, writeParquetFile } = await import("./to-parquet.ts");
  const path = await checkParquetFile(to, force, session);
  const selected = tablesOf(await inputOf(file, session.signal), options.table, session);
  await writeParquetFile(path, file, selected, { columns, sort, limit, zone: GMT8 }, { force, session });
}

/** The cells as they are in the file. @throws UsageError if there are more than headings. */
function cellsOf(row: Row, table: Table, number: number, wanted: readonly string[] | undefined): Row {
  const { cells, extra } = splitRow(row, table.columns);
  if (extra.length > 0 && wanted === undefined)
    throw new UsageError(
      say(
        `row ${number} of ${nameOf(table)} has more cells than there are headings: --format ndjson keeps them, --columns leaves them out`,
        `${nameOf(table)} 第 ${number} 行的单元格多于标题：--format ndjson 会保留它们，--columns 会去掉它们`,
      ),
    );
  return cells as Row;
}

async function* inZoneAll(rows: AsyncIterable<Row>, zone: Zone) {
  for await (const row of rows) yield inZone(row, zone);
}

function formatOf({ format, raw, bom }: RowsFlagOptions, session: Session): Format {
  if (session.json && format !== undefined && format !== "ndjson")
    throw new UsageError(
      say(
        `--json means --format ndjson: leave --format ${format} out`,
        `--json 即 --format ndjson：请去掉 --format ${format}`,
      ),
    );
  const csvOnly = raw ? "--raw" : bom ? "--bom" : undefined;
  const chosen = format ?? (session.json ? "ndjson" : csvOnly !== undefined || !session.out.isTTY ? "csv" : "table");
  if (csvOnly !== undefined && chosen !== "csv")
    throw new UsageError(
      say(`${csvOnly} is for csv: it has no effect on ${chosen}`, `${csvOnly} 只用于 csv：对 ${chosen} 没有作用`),
    );
  return chosen;
}

/** The tables of the file, or only the one that was asked for. */
async function* tablesOf(input: RowsInput, only: string | undefined, session: Session): AsyncGenerator<Table> {
  const others: string[] = [];
  // Skip files that weren't asked for: they may not be tables. A workbook may contain the sheet.
  const files = (name: string) => {
    others.push(name);
    return only === undefined || name === only || only.startsWith(`${name}/`) || /\.xlsx$/i.test(name);
  };
  let count = 0;
  for await (const table of tables(input, { files, onWarning: (warning) => session.note(translated(warning)) })) {
    if (table.sheet !== undefined) others.push(table.sheet);
    if (only !== undefined && table.file !== only && table.sheet !== only) continue;
    count++;
    yield table;
  }
  if (count > 0) return;
  if (only === undefined)
    throw new CorruptFileError("NOT_STATISTICS", say("There is no table in the file", "文件中没有表"));
  const there =
    others.length === 0
      ? say("the file is a single table", "文件只有一个表")
      : say(`the tables are ${others.join(", ")}`, `可用的表有 ${others.join("、")}`);
  const name = JSON.stringify(only);
  throw new UsageError(
    say(`--table: there is no table ${name}; ${there}`, `--table：没有名为 ${name} 的表；${there}`) +
      suggestion(only, others),
  );
}

async function* objects(selected: AsyncIterable<Table>, view: RowsView) {
  for await (const table of selected) {
    const columns = view.columns && selectColumns(table, view.columns);
    const rows = view.sort ? sortedRows(table.rows, table, view.sort, view.limit) : table.rows;
    for await (const row of upTo(view.limit, rows))
      yield inZone(columns ? Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])) : row, view.zone);
  }
}

/** The row with its times as text in the zone. */
function inZone(row: Readonly<Record<string, Cell>>, zone: Zone): Record<string, Cell> {
  const shown: Record<string, Cell> = {};
  for (const [key, cell] of Object.entries(row)) shown[key] = cell instanceof Date ? isoText(cell, zone) : cell;
  return shown;
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
