import { type CsvOptions, csvChunks } from "./csv.ts";
import type { Table } from "./table.ts";

/** How files are written. A new format is a new name here and a new entry in {@link formats}, nothing else. */
export type FileFormat = "csv";

export interface Format {
  extension: string;
  contentType: string;
  /** Writes a table, chunk by chunk, in constant memory. The same table must give the same bytes. */
  write(table: Table, options: CsvOptions): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export const formats: Readonly<Record<FileFormat, Format>> = {
  csv: { extension: "csv", contentType: "text/csv; charset=utf-8", write: csvChunks },
};
