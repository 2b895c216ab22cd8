import type { Action } from "@cdn-export/api";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { batched } from "./batched.ts";
import type { ColumnSpec, Row } from "./columns.ts";
import { csvRecords } from "./csv.ts";
import { gunzipped } from "./gzip.ts";
import { type Headings, headingsOf } from "./headings.ts";
import { type RowsInput, randomAccess, type Source, sniffed, sourceOf } from "./input.ts";
import { type Sheet, type Table, tableOf } from "./table.ts";

/** Options of `rows` and `tables`. */
export interface RowsOptions {
  /**
   * More columns by the keys they get, or other headings for known columns.
   *
   * @example
   * { columns: { edgeRequests: { kind: "number", headings: ["Edge requests", "边缘请求数"] } } }
   */
  columns?: Readonly<Record<string, ColumnSpec>>;
  /** Selects files of an archive by name. @default all of them */
  files?: (name: string) => boolean;
  /**
   * Receives problems that don't stop the reading, at most once each for a file: bytes that aren't valid text and are read as
   * U+FFFD, a csv file without a last line end, which may be cut off, and unknown headings below shorter records.
   *
   * @default prints the message with `console.warn`
   */
  onWarning?: (message: string) => void;
}

/**
 * Reads the rows of an export: csv, gzip, zip or xlsx, detected from the first bytes. Known columns have the same key in Chinese
 * and in English (`url`, `requests`, `traffic`). Numbers are numbers in the unit of their column (bytes, bit/s, requests, percent).
 * Times are Dates; a time without a zone is in GMT+8. Other columns keep their heading, and are text unless the heading contains a
 * unit or the word time.
 *
 * The columns of the service are undocumented: all are optional. The action only narrows the type.
 *
 * csv and gzip are read as they arrive, in constant memory. zip and xlsx are read by the directory at their end: a Blob in place,
 * anything else from memory (up to 512 MiB as packed).
 *
 * @example
 * for await (const { url, requests } of rows<"top_url_detail">(file)) console.log(url, requests);
 * // In Node, from a file on disk:
 * for await (const row of rows(await openAsBlob("top-urls.xlsx"))) console.log(row);
 *
 * @throws CorruptFileError if the file is damaged, cut off or not a table; and the errors of the source.
 */
export function rows<A extends Action = Action>(
  input: RowsInput,
  options: RowsOptions = {},
): AsyncGenerator<Row<A>, void, undefined> {
  async function* batches() {
    for await (const { table, batches } of opened<A>(input, options)) if (table.columns.length > 0) yield* batches;
  }
  return batched(batches());
}

/** Reads the same rows table by table: an archive may contain several files, a workbook several sheets. */
export async function* tables<A extends Action = Action>(
  input: RowsInput,
  options: RowsOptions = {},
): AsyncGenerator<Table<A>, void, undefined> {
  for await (const { table } of opened<A>(input, options)) if (table.columns.length > 0) yield table;
}

async function* opened<A extends Action>(
  input: RowsInput,
  { columns, files = () => true, onWarning = (message) => console.warn(message) }: RowsOptions,
): AsyncGenerator<{ table: Table<A>; batches: AsyncGenerator<readonly Row<A>[]> }> {
  const headings = headingsOf(columns);
  for await (const sheet of sheetsOf(sourceOf(input), {
    headings,
    files,
    warn: onWarning,
    file: undefined,
    depth: 0,
  })) {
    try {
      const warn = (message: string) => onWarning(message + inArchive(sheet.file));
      yield (await tableOf(sheet, headings, warn)) as {
        table: Table<A>;
        batches: AsyncGenerator<readonly Row<A>[]>;
      };
    } finally {
      await sheet.records.return(undefined);
    }
  }
}

interface Place {
  headings: Headings;
  files: (name: string) => boolean;
  warn: (message: string) => void;
  /** The name in an archive. */
  file: string | undefined;
  /** How many archives deep. */
  depth: number;
}

/** A gzip file in a zip file makes sense. Deeper archives are an attack. */
const MAX_DEPTH = 3;
/** Entries that archivers add on their own. */
const NO_FILE = /\/$|^__MACOSX\/|(^|\/)\.[^/]*$/;

async function* sheetsOf(source: Source, place: Place): AsyncGenerator<Sheet> {
  const { headings, file, depth, warn } = place;
  const [type, chunks] = await sniffed(source.chunks);
  try {
    if (depth > MAX_DEPTH) throw noTable("contains archives within archives", file);
    if (type === "csv") {
      const options = { warn: (message: string) => warn(message + inArchive(file)), isWhole: depth > 0 };
      yield { file, records: csvRecords(chunks, headings, options), isFixedWidth: true };
    } else if (type === "gz") yield* sheetsOf({ chunks: gunzipped(chunks) }, { ...place, depth: depth + 1 });
    else if (type === "zip" || type === "xlsx") {
      // Loaded for archives only.
      const { zipContent } = await import("./zip.ts");
      const content = await zipContent(await randomAccess({ ...source, chunks }), type);
      if ("sheets" in content) for await (const sheet of content.sheets) yield { ...sheet, file };
      else yield* sheetsInFiles(content.files, place);
    } else throw noTable(NO_TABLE[type], file);
  } finally {
    await chunks.return(undefined);
  }
}

async function* sheetsInFiles(
  entries: readonly { name: string; chunks(): AsyncGenerator<Uint8Array> }[],
  place: Place,
): AsyncGenerator<Sheet> {
  const folder = place.file === undefined ? "" : `${place.file}/`;
  for (const { name, chunks } of entries) {
    const file = folder + name;
    if (NO_FILE.test(file) || !place.files(file)) continue;
    yield* sheetsOf({ chunks: chunks() }, { ...place, file, depth: place.depth + 1 });
  }
}

function inArchive(file: string | undefined): string {
  return file === undefined ? "" : ` (${JSON.stringify(file)} in the archive)`;
}

const NO_TABLE = {
  html: "is markup (an error page?)",
  json: "is JSON (an error?)",
  empty: "is empty",
  unknown: "has an unknown type",
};

function noTable(what: string, file: string | undefined): CorruptFileError {
  const name = file === undefined ? "The file" : `The file ${JSON.stringify(file)} in the archive`;
  const advice = file === undefined ? {} : { advice: "Leave it out with the option `files`" };
  return new CorruptFileError("NOT_STATISTICS", `${name} ${what}`, advice);
}
