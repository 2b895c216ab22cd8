import { archiveChunks } from "./archive.ts";
import { csvChunks } from "./csv.ts";
import type { Table } from "./table.ts";
import type { WriteOptions } from "./write-options.ts";

/** A zip archive with one CSV file. */
export function zipChunks(table: Table, options: WriteOptions): AsyncGenerator<Uint8Array> {
  return archiveChunks([{ name: `${options.stem}.csv`, chunks: csvChunks(table, options) }]);
}
