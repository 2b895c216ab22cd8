import { CdnExportError } from "@cdn-export/api/base-error";

type Values = Readonly<Record<string, unknown>>;

/** Options of `toCsv`. */
export interface CsvOptions {
  /**
   * The keys of the columns to write. Other columns are left out.
   *
   * @default the columns of the first row; a later row with another column is an error
   */
  columns?: readonly string[];
  /**
   * Puts a `'` in front of text that a spreadsheet would run as a formula: text that starts with `=`, `+`, `-`, `@`, their full-width
   * forms, a tab, CR or LF. Visitors write user agents, URLs and referers, so turn this on for files that people open. It is off because it changes the
   * data, and most files are read by programs.
   *
   * @default false
   */
  guardFormulas?: boolean;
  /** Starts with a byte order mark, which Excel needs to read Chinese. @default false */
  bom?: boolean;
}

const FORMULA = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/;
const SPECIAL = /[",\r\n\uFEFF]/;
/** Text is yielded in pieces of about this size. */
const PIECE_CHARS = 16 << 10;

/**
 * Writes rows as csv (RFC 4180), piece by piece. Headings are the keys, times are in ISO 8601, and null is an empty cell. `rows`
 * reads the result back.
 *
 * @example
 * await writeFile("top-urls.csv", toCsv(rows(file)));
 *
 * @throws CdnExportError if a row has a column that the first row lacks, and `columns` isn't set.
 */
export async function* toCsv(
  rows: AsyncIterable<Values> | Iterable<Values>,
  { columns, guardFormulas = false, bom = false }: CsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  const cell = (value: unknown) => {
    const text = textOf(value);
    return quoted(guardFormulas && typeof value === "string" && FORMULA.test(text) ? `'${text}` : text);
  };
  // An empty line isn't a record.
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

/** Writes rows as NDJSON (one JSON object on each line), piece by piece. Times are in ISO 8601. */
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
      throw new CdnExportError("OTHER_COLUMN", `Row ${count} has a column ${JSON.stringify(key)}, which row 1 lacks`, {
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
