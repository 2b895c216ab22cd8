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
import { hasSameColumns, type RowsView, selectColumns, splitRow } from "./columns.ts";
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
}

const ROWS_DRAWN = 20;

export const run: Run<[file: string], RowsFlagOptions> = async ([file], options, session) => {
  const { columns, sort, zone, raw = false, bom = false } = options;
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
  const { keys, rows } = await asOne(selected, view);
  await writeAll(toCsv(rows, { columns: keys, guardFormulas: !raw, bom }), session);
  return undefined;
};

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

interface OneTable {
  keys: readonly string[];
  rows: AsyncIterable<Record<string, unknown>>;
}

/** Joins all tables: a csv file has one line of headings. */
async function asOne(selected: AsyncGenerator<Table>, view: RowsView): Promise<OneTable> {
  const { columns: wanted, sort, limit } = view;
  // `tablesOf` throws if there is no table.
  const first: Table = (await selected.next()).value;
  const columns = selectColumns(first, wanted);
  // Sorted rows are limited when all of them are known.
  const most = sort ? Number.POSITIVE_INFINITY : limit;
  async function* rows() {
    yield* rowsOf(first, most, wanted);
    for await (const table of selected) {
      if (!hasSameColumns(selectColumns(table, wanted), columns))
        throw new UsageError(
          say(
            `${nameOf(table)} and ${nameOf(first)} have different columns: use --format ndjson, or choose one with --table`,
            `${nameOf(table)} 和 ${nameOf(first)} 的列不同：请用 --format ndjson，或用 --table 选择一个`,
          ),
        );
      yield* rowsOf(table, most, wanted);
    }
  }
  async function* ordered() {
    const all = sort ? upTo(limit, sortedRows(rows(), first, sort, limit)) : rows();
    for await (const row of all) yield inZone(row, view.zone);
  }
  return { keys: columns.map(({ key }) => key), rows: ordered() };
}

async function* rowsOf(table: Table, limit: number, wanted: readonly string[] | undefined): AsyncGenerator<Row> {
  let number = 0;
  for await (const row of upTo(limit, table.rows)) {
    number++;
    const { cells, extra } = splitRow(row, table.columns);
    if (extra.length > 0 && wanted === undefined)
      throw new UsageError(
        say(
          `row ${number} of ${nameOf(table)} has more cells than there are headings: --format ndjson keeps them, --columns leaves them out`,
          `${nameOf(table)} 第 ${number} 行的单元格多于标题：--format ndjson 会保留它们，--columns 会去掉它们`,
        ),
      );
    yield cells as Row;
  }
}

/** The row with its times as text in the zone. */
function inZone(row: Readonly<Record<string, Cell>>, zone: Zone): Record<string, Cell> {
  const shown: Record<string, Cell> = {};
  for (const [key, cell] of Object.entries(row)) shown[key] = cell instanceof Date ? isoText(cell, zone) : cell;
  return shown;
}

function nameOf({ file, sheet }: Table): string {
  return [file, sheet].filter((part) => part !== undefined).join(" / ") || say("the file", "文件");
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
