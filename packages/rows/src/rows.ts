import type { Action } from "@cdn-export/api";
import { CorruptFileError } from "@cdn-export/api/base-error";
import type { ColumnSpec, Row } from "./columns.ts";
import { csvRecords } from "./csv.ts";
import { gunzipped } from "./gzip.ts";
import { type Headings, headingsOf } from "./headings.ts";
import { chunksOf, type RowsInput, sniffed } from "./input.ts";
import { type Sheet, type Table, tableOf } from "./table.ts";
import { xlsxSheets } from "./xlsx.ts";
import { zipEntries } from "./zip.ts";

/** Options of `rows` and `tables`. */
export interface RowsOptions {
  /**
   * More columns, by the keys they get, or other headings for those that are known.
   *
   * @example
   * { columns: { edgeRequests: { kind: "number", headings: ["Edge requests", "边缘请求数"] } } }
   */
  columns?: Readonly<Record<string, ColumnSpec>>;
  /** Which files of an archive to read, by their names. @default all of them */
  files?: (name: string) => boolean;
}

/**
 * The rows of an export, from csv, gzip, zip or xlsx, by the first bytes. Known columns have one key in Chinese and in
 * English (`url`, `requests`, `traffic`): numbers are numbers, times are Dates (a time without zone is in GMT+8). Other
 * columns are kept under their own headings, as text unless a unit or the word time is in the heading.
 *
 * Which columns the service writes no document tells: all are optional, and the action narrows only what is offered.
 *
 * csv, gzip and zip are read as they come, in constant memory. An xlsx file is held in memory packed, and its rows are
 * unpacked on the way; those that a slow reader has not taken yet wait in memory. zip needs the package `fflate`, xlsx the
 * package `hucre`.
 *
 * @example
 * for await (const { url, requests } of rows<"top_url_detail">(file)) console.log(url, requests);
 * // In Node, from a file on disk:
 * for await (const row of rows(await openAsBlob("top-urls.xlsx"))) console.log(row);
 *
 * @throws CorruptFileError when the file is damaged, cut off or no table, and what the source fails with.
 */
export async function* rows<A extends Action = Action>(
  input: RowsInput,
  options: RowsOptions = {},
): AsyncGenerator<Row<A>, void, undefined> {
  for await (const table of tables<A>(input, options)) yield* table.rows;
}

/** The same, table by table: an archive may hold several files, a workbook several sheets. */
export async function* tables<A extends Action = Action>(
  input: RowsInput,
  { columns, files = () => true }: RowsOptions = {},
): AsyncGenerator<Table<A>, void, undefined> {
  const headings = headingsOf(columns);
  for await (const sheet of sheetsOf(chunksOf(input), { headings, files, file: undefined, depth: 0 })) {
    try {
      const table = await tableOf(sheet, headings);
      if (table.columns.length > 0) yield table as Table<A>;
    } finally {
      await sheet.records.return(undefined);
    }
  }
}

interface Place {
  headings: Headings;
  files: (name: string) => boolean;
  /** The name within an archive. */
  file: string | undefined;
  /** How many archives deep. */
  depth: number;
}

/** A gzip file in a zip file makes sense. Deeper ones are made to do harm. */
const MAX_DEPTH = 3;
/** What archivers add of their own accord. */
const NO_FILE = /\/$|^__MACOSX\/|(^|\/)\.[^/]*$/;

async function* sheetsOf(source: AsyncGenerator<Uint8Array>, place: Place): AsyncGenerator<Sheet> {
  const { headings, file, depth } = place;
  const [type, chunks] = await sniffed(source);
  try {
    if (depth > MAX_DEPTH) throw noTable("has archives within archives", file);
    if (type === "csv") yield { file, records: csvRecords(chunks, headings) };
    else if (type === "gz") yield* sheetsOf(gunzipped(chunks), { ...place, depth: depth + 1 });
    else if (type === "xlsx") for await (const sheet of xlsxSheets(chunks)) yield { file, ...sheet };
    else if (type === "zip") yield* sheetsInZip(chunks, place);
    else throw noTable(NO_TABLE[type], file);
  } finally {
    await chunks.return(undefined);
  }
}

async function* sheetsInZip(chunks: AsyncGenerator<Uint8Array>, place: Place): AsyncGenerator<Sheet> {
  const folder = place.file === undefined ? "" : `${place.file}/`;
  for await (const entry of zipEntries(chunks)) {
    const file = folder + entry.name;
    if (NO_FILE.test(file) || !place.files(file)) continue;
    yield* sheetsOf(entry.chunks, { ...place, file, depth: place.depth + 1 });
  }
}

const NO_TABLE = {
  html: "is markup (an error page?)",
  json: "is JSON (an error?)",
  empty: "is empty",
  unknown: "is of no type that is known here",
};

function noTable(what: string, file: string | undefined): CorruptFileError {
  const name = file === undefined ? "The file" : `The file ${JSON.stringify(file)} of the archive`;
  const advice = file === undefined ? {} : { advice: "Leave it out with the option `files`" };
  return new CorruptFileError("NOT_STATISTICS", `${name} ${what}`, advice);
}
