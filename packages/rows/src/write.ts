import { CdnExportError } from "@cdn-export/api/base-error";

type Values = Readonly<Record<string, unknown>>;

/** Options of `toCsv`. */
export interface CsvOptions {
  /**
   * The columns, by their keys; others are left out. @default those of the first row, and then a row with another one is
   * an error
   */
  columns?: readonly string[];
  /**
   * Whether texts that a spreadsheet would take for a formula (they begin with `=`, `+`, `-`, `@`, a tab or CR) get a `'`
   * in front. User agents, URLs and referers come from strangers: turn it on for files that people open. It is off because
   * it changes the data, and programs read the most files. @default false
   */
  guardFormulas?: boolean;
  /** Whether to begin with a byte order mark, which Excel needs to read Chinese. @default false */
  bom?: boolean;
}

const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n\uFEFF]/;
/** Text is handed on in pieces of about this size. */
const PIECE_CHARS = 16 << 10;

/**
 * Rows as csv (RFC 4180), piece by piece. Headings are the keys, times are in ISO 8601, and null is an empty cell; `rows`
 * reads it back.
 *
 * @example
 * await writeFile("top-urls.csv", toCsv(rows(file)));
 *
 * @throws CdnExportError when a row has a column that the first one has not, and `columns` does not say which to write.
 */
export async function* toCsv(
  rows: AsyncIterable<Values> | Iterable<Values>,
  { columns, guardFormulas = false, bom = false }: CsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  const cell = (value: unknown) => {
    const text = textOf(value);
    return quoted(guardFormulas && typeof value === "string" && FORMULA.test(text) ? `'${text}` : text);
  };
  // A line that is empty would be no record.
  const line = (values: readonly unknown[]) => `${values.map(cell).join(",") || '""'}\r\n`;

  let keys = columns;
  let text = bom ? "\uFEFF" : "";
  if (keys) text += line(keys);
  let count = 0;
  for await (const row of rows) {
    count++;
    if (!keys) {
      keys = Object.keys(row);
      text += line(keys);
    }
    if (!columns) refuseOther(row, keys, count);
    text += line(keys.map((key) => row[key]));
    if (text.length < PIECE_CHARS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** Rows as NDJSON (one JSON object a line), piece by piece. Times are in ISO 8601. */
export async function* toNdjson(
  rows: AsyncIterable<Values> | Iterable<Values>,
): AsyncGenerator<string, void, undefined> {
  let text = "";
  for await (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    if (text.length < PIECE_CHARS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function refuseOther(row: Values, keys: readonly string[], count: number): void {
  for (const key in row) {
    if (Object.hasOwn(row, key) && !keys.includes(key)) {
      throw new CdnExportError("OTHER_COLUMN", `Row ${count} has a column ${JSON.stringify(key)}, row 1 has not`, {
        advice: "Say which columns to write: toCsv(rows, { columns: [...] })",
      });
    }
  }
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value ?? "");
}

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
