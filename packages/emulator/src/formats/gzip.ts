import { CompressionStream, ReadableStream, type ReadableWritablePair } from "node:stream/web";
import { type CsvOptions, csvChunks } from "./csv.ts";
import type { Table } from "./table.ts";

/** CSV through gzip, in constant memory. Node's zlib compresses, so another build of zlib may write other bytes. */
export function gzipChunks(table: Table, options: CsvOptions): AsyncIterable<Uint8Array> {
  // The types of Node and TypeScript disagree about the buffers that a CompressionStream takes.
  const gzip = new CompressionStream("gzip") as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  return ReadableStream.from(csvChunks(table, options)).pipeThrough(gzip);
}
