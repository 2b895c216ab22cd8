import { isDeepStrictEqual } from "node:util";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { parse } from "csv-parse/sync";
import { type Row, rows } from "../src/index.ts";
import type { FuzzDialect, FuzzFile } from "./file.ts";

/** What became of a damaged file. */
export type Verdict =
  /** The rows are right: the damage was in something that no reader needs. */
  | "right"
  /** An error. */
  | "refused"
  /** Read with a warning. */
  | "warned"
  /** A csv file with other values, which is as valid as before: no reader can know. */
  | "undetectable"
  /** A csv file without its last rows, cut off between two cells or records: no reader can know. */
  | "shorter"
  /** Other rows, although a reader can know: a bug. */
  | "misread";

export async function verdictOf(file: FuzzFile, damaged: Uint8Array): Promise<Verdict> {
  let isWarned = false;
  const found: Row[] = [];
  try {
    for await (const row of rows(damaged, { onWarning: () => (isWarned = true) })) found.push(row);
  } catch (error) {
    // Any other error is a bug, and ends the run.
    if (error instanceof CorruptFileError) return "refused";
    throw error;
  }
  if (isSame(found, file.rows)) return "right";
  if (!file.dialect) return isShorterGzip(file, damaged) ? "undetectable" : "misread";
  if (isWarned) return "warned";
  for (const records of strictReadings(damaged, file.dialect)) {
    if (isSame(found, await rowsOf(records).catch(() => [])))
      return found.length < file.rows.length ? "shorter" : "undetectable";
  }
  return "misread";
}

/** An empty cell is null in a workbook. */
function isSame(found: readonly Row[], expected: readonly Row[]): boolean {
  const plain = (list: readonly Row[]) =>
    list.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === "" ? null : value])),
    );
  return isDeepStrictEqual(plain(found), plain(expected));
}

/** Whole members, and zeros after them, are a valid gzip file. */
function isShorterGzip({ bytes, ends = [] }: FuzzFile, damaged: Uint8Array): boolean {
  return ends.some((end) => {
    const isKept = Buffer.from(bytes.subarray(0, end)).equals(damaged.subarray(0, end));
    return isKept && !damaged.subarray(end).some((byte) => byte !== 0);
  });
}

/**
 * What strict readers find in a csv file. They know its delimiter and line ends, but not whether its text has quotes and whether
 * it is UTF-8 or GB 18030.
 */
function* strictReadings(bytes: Uint8Array, { delimiter, lineEnd, encoding }: FuzzDialect): Generator<string[][]> {
  const encodings = encoding === "utf-16" ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const name of encodings) {
    for (const quote of ['"', false] as const) {
      try {
        const records: string[][] = parse(new TextDecoder(name, { fatal: true }).decode(bytes), {
          delimiter,
          record_delimiter: lineEnd === "\r\n" ? ["\r\n", "\n"] : [lineEnd],
          quote,
          skip_empty_lines: true,
          relax_column_count: true,
        });
        // Lines above the headings are a preamble.
        const wide = records.slice(records.findIndex((cells) => cells.length === records.at(-1)?.length));
        if (wide.every((cells) => cells.length === wide[0]?.length)) yield wide;
      } catch {
        // It refuses the file.
      }
    }
  }
}

/** Their rows, by way of the simplest csv: everything is quoted, and UTF-16 needs no guess of the encoding. */
async function rowsOf(records: readonly string[][]): Promise<Row[]> {
  const text = records.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
  const found: Row[] = [];
  for await (const row of rows(Buffer.from(`\uFEFF${text}\n`, "utf16le"), { onWarning: () => {} })) found.push(row);
  return found;
}
