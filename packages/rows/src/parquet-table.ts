// The columns of a Parquet file: their types, and the cells of the rows that aren't written yet.
import type { SchemaElement } from "hyparquet-writer";
import { isNothing, isRounded } from "./cells.ts";
import type { Cell, ColumnKind, Unit } from "./columns.ts";
import { columnsOf, type Headings, headingsOf } from "./headings.ts";
import { type TableColumn, tableColumn } from "./table.ts";

/** A column of the rows to write. The columns of a `Table` are such columns. Missing properties follow from the heading. */
export interface ParquetColumn {
  /** The key of its cells in the rows, and its name in the file. Names that differ only in case get a number. */
  readonly key: string;
  /** The heading in the exported file. @default the key */
  readonly heading?: string;
  /** The kind of its cells. */
  readonly kind?: ColumnKind;
  /** The unit of its numbers. */
  readonly unit?: Unit;
  /** The time zone of the source, as an offset from UTC: `+08:00`. It describes the source: times in the file are in UTC. */
  readonly timeZone?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** Rows to write, column by column. */
export interface ParquetTable {
  readonly schema: SchemaElement[];
  /** What the file's metadata says about the columns. */
  readonly described: readonly object[];
  /** How much has been added since the last call of `take`. The size is about that in memory, in bytes. */
  readonly added: { rows: number; size: number };
  add(row: Values): void;
  /** Removes the added rows. @returns their cells by column. */
  take(): { name: string; data: unknown[] }[];
}

/** What an array needs for a number or a reference to a text, and what that needs. */
const CELL_BYTES = 16;
/** The column of the cells that no other column can hold. */
const OTHER_CELLS = "otherCells";

export function parquetTable(given: readonly ParquetColumn[], warn: (message: string) => void): ParquetTable {
  const headings = headingsOf();
  const columns = given.map((column) => completed(column, headings));
  const names = namesOf([...columns.map(({ key }) => key), OTHER_CELLS]);
  const types = columns.map(typeOf);
  const keys = new Set(columns.map(({ key }) => key));
  const added = { rows: 0, size: 0 };
  const warned = new Set<string>();
  let count = 0;
  let data: unknown[][] = names.map(() => []);

  const put = (i: number, cell: unknown) => {
    added.size += CELL_BYTES + (typeof cell === "string" ? cell.length : 0);
    (data[i] as unknown[]).push(cell);
  };
  const warnOf = (others: Others) => {
    for (const key of others.keys()) {
      if (warned.has(key)) continue;
      warned.add(key);
      warn(`Row ${count} has a cell under ${JSON.stringify(key)} that no column can hold: it is in ${names.at(-1)}`);
    }
  };

  return {
    schema: [
      { name: "rows", num_children: names.length },
      ...[...types, TEXT].map(({ element }, i) => ({
        name: names[i] as string,
        repetition_type: "OPTIONAL" as const,
        ...element,
      })),
    ],
    described: columns.map(({ key: _, ...column }, i) => ({ name: names[i], ...column })),
    added,
    add(row) {
      added.rows++;
      count++;
      const others = cellsBeyond(row, keys);
      for (const [i, column] of columns.entries()) put(i, cellOf(row, column, types[i] as Type, others));
      if (others.size > 0) warnOf(others);
      put(columns.length, others.size > 0 ? jsonOf(others) : null);
    },
    take() {
      const taken = names.map((name, i) => ({ name, data: data[i] as unknown[] }));
      data = names.map(() => []);
      added.rows = 0;
      added.size = 0;
      return taken;
    },
  };
}

function completed({ key, heading = key, ...given }: ParquetColumn, headings: Headings): TableColumn {
  const [column] = columnsOf([heading], headings);
  if (given.kind !== undefined || column === undefined) return { kind: "text", ...given, key, heading };
  return { ...tableColumn(column), ...given, key, heading };
}

/** The keys of the first row, without those of cells that its columns can't hold. */
export function columnsOfRow(row: Values): readonly ParquetColumn[] {
  const keys = Object.keys(row);
  const headings = headingsOf();
  const isOther = (key: string) => {
    const known = columnsOf([key], headings)[0]?.key ?? key;
    return known !== key && keys.includes(known);
  };
  return keys.filter((key) => !isOther(key)).map((key) => ({ key }));
}

/** Case doesn't make a difference between columns in SQL. */
function namesOf(keys: readonly string[]): string[] {
  const taken = new Set<string>();
  return keys.map((key) => {
    let name = key;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${key} (${n})`;
    taken.add(name.toLowerCase());
    return name;
  });
}

interface Type {
  element: Omit<SchemaElement, "name">;
  /** What the file has for a value that isn't null; `undefined` if the type can't hold it. */
  read: (value: unknown) => unknown;
}

const TEXT: Type = {
  element: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  read(value) {
    if (value instanceof Date) return isTime(value) ? value.toISOString() : undefined;
    return typeof value === "object" ? undefined : String(value);
  },
};
const WHOLE: Type = { element: { type: "INT64" }, read: wholeOf };
const DOUBLE: Type = { element: { type: "DOUBLE" }, read: (value) => (typeof value === "number" ? value : undefined) };
const TIME: Type = {
  element: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  read: (value) => (value instanceof Date && isTime(value) ? value : undefined),
};

/** Whole numbers, although they have no unit. */
const WHOLE_KEYS: readonly string[] = ["rank", "value"];

function typeOf({ key, kind, unit }: TableColumn): Type {
  if (kind === "time") return TIME;
  if (kind === "text") return TEXT;
  const isWhole = unit === "byte" || unit === "count" || (unit === undefined && WHOLE_KEYS.includes(key));
  return kind === "number" && isWhole ? WHOLE : DOUBLE;
}

function isTime(value: Date): boolean {
  return !Number.isNaN(value.getTime());
}

const MAX_INT64: bigint = 2n ** 63n - 1n;

function wholeOf(value: unknown): bigint | undefined {
  if (typeof value === "number" && Number.isInteger(value)) return wholeOf(BigInt(value));
  return typeof value === "bigint" && value <= MAX_INT64 && value >= -MAX_INT64 - 1n ? value : undefined;
}

/** Cells by their key in the row. */
type Others = Map<string, unknown>;

function cellsBeyond(row: Values, keys: ReadonlySet<string>): Others {
  const others: Others = new Map();
  for (const key in row) if (!keys.has(key) && Object.hasOwn(row, key)) others.set(key, row[key]);
  return others;
}

/** The key of a cell that the column can't hold: `rows` keeps it under the heading, with a number if the heading is taken. */
function keyOf(others: Others, { heading }: TableColumn): string | undefined {
  if (others.has(heading)) return heading;
  for (const key of others.keys()) if (key.replace(/ \(\d+\)$/, "") === heading) return key;
  return undefined;
}

/** The cell of a column. A value that its type can't hold goes to the others. */
function cellOf(row: Values, column: TableColumn, { read }: Type, others: Others): unknown {
  const value = Object.hasOwn(row, column.key) ? row[column.key] : null;
  if (value === null || value === undefined) return null;
  const exact =
    read === wholeOf && typeof value === "number" && isRounded(value) ? takeDigits(others, column, value) : undefined;
  const cell = exact ?? read(value);
  if (cell === undefined && !isNothing(value as Cell) && !hasDigits(others, column, value))
    others.set(freeKey(others, column), value);
  return cell ?? null;
}

/** Whether the others have the digits of a number that is too large. */
function hasDigits(others: Others, column: TableColumn, value: unknown): boolean {
  const text = others.get(keyOf(others, column) ?? "");
  return typeof text === "string" && typeof value === "number" && Number(text.replaceAll(",", "")) === value;
}

/** The heading, with a number if another cell has it. */
function freeKey(others: Others, { heading, key }: TableColumn): string {
  const name = heading || key;
  let free = name;
  for (let n = 2; others.has(free); n++) free = `${name} (${n})`;
  return free;
}

/** With commas between groups, and not longer than int64 needs. */
const DIGITS = /^\s*-?\d[\d,]{0,30}\s*$/;

/** Removes the digits of a number that the row could only hold rounded. @returns the exact number, if int64 can hold it. */
function takeDigits(others: Others, column: TableColumn, rounded: number): bigint | undefined {
  const key = keyOf(others, column);
  const text = key === undefined ? undefined : others.get(key);
  if (key === undefined || typeof text !== "string" || !DIGITS.test(text)) return undefined;
  const exact = wholeOf(BigInt(text.replaceAll(",", "")));
  if (exact === undefined || Number(exact) !== rounded) return undefined;
  others.delete(key);
  return exact;
}

function jsonOf(others: Others): string {
  return JSON.stringify(Object.fromEntries(others), (_, value) => (typeof value === "bigint" ? String(value) : value));
}
