import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { type CsvOptions, csvChunks } from "./csv.ts";
import type { Table } from "./table.ts";

/** CSV through gzip, in constant memory. The stream is Node's own: another build of zlib may give other bytes. */
export async function* gzipChunks(table: Table, options: CsvOptions): AsyncGenerator<Uint8Array> {
  const source = Readable.from(csvChunks(table, options));
  const gzip = createGzip();
  source.on("error", (error) => gzip.destroy(error));
  try {
    yield* source.pipe(gzip);
  } finally {
    // Whoever stops reading leaves no half-filled stream behind.
    source.destroy();
    gzip.destroy();
  }
}
