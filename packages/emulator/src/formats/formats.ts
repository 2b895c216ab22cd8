import { CompressionStream, ReadableStream, type ReadableWritablePair } from "node:stream/web";
import { archiveChunks } from "./archive.ts";
import { type CsvOptions, csvChunk, csvChunkCount, csvChunks } from "./csv.ts";
import type { Table } from "./table.ts";
import { xlsxChunks } from "./xlsx.ts";

/** The formats of files. A new format needs a name here and an entry in {@link formats}. */
export type FileFormat = "xlsx" | "csv" | "gzip" | "zip";

export interface WriteOptions extends CsvOptions {
  /** The file's name without its extension, for formats that contain another file. */
  stem: string;
}

export interface Format {
  extension: string;
  contentType: string;
  /** Writes a table chunk by chunk, in constant memory. The same table must always return the same bytes. */
  write(table: Table, options: WriteOptions): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** For formats whose chunks can be made without the chunks before them. */
  pieces?: { count(table: Table): number; make(table: Table, options: WriteOptions, n: number): Uint8Array };
}

export const formats: Readonly<Record<FileFormat, Format>> = {
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write: xlsxChunks,
  },
  csv: {
    extension: "csv",
    contentType: "text/csv; charset=utf-8",
    write: csvChunks,
    pieces: { count: csvChunkCount, make: csvChunk },
  },
  gzip: { extension: "csv.gz", contentType: "application/gzip", write: gzipChunks },
  zip: {
    extension: "zip",
    contentType: "application/zip",
    write: (table, options) => archiveChunks([{ name: `${options.stem}.csv`, chunks: csvChunks(table, options) }]),
  },
};

/** CSV through gzip, in constant memory. Node's zlib compresses, so another build of zlib may write other bytes. */
function gzipChunks(table: Table, options: CsvOptions): AsyncIterable<Uint8Array> {
  // The types of Node and TypeScript disagree about the buffers that a CompressionStream takes.
  const gzip = new CompressionStream("gzip") as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  return ReadableStream.from(csvChunks(table, options)).pipeThrough(gzip);
}
