import { type CsvOptions, csvChunk } from "./csv.ts";
import type { Table } from "./table.ts";

const BLOCK_BYTES = 256 * 1024;

/**
 * The bytes of a CSV file of a given size, for benchmarks of downloads. It has the usual headings and first rows, then
 * repeats these rows and ends at the last byte. Any part can be made without the parts before it, at almost no cost.
 */
export function fillerFile(
  size: number,
  table: () => Promise<Table>,
  options: CsvOptions,
): (start?: number, end?: number) => AsyncGenerator<Uint8Array> {
  return async function* bytes(start = 0, end = size) {
    const first = csvChunk(await table(), options, 0);
    const headings = first.indexOf(NEWLINE) + 1;
    const rows = first.length > headings ? first.subarray(headings) : first;
    const block = Buffer.concat(Array<Uint8Array>(Math.ceil(BLOCK_BYTES / rows.length)).fill(rows));
    const stop = Math.min(end, size);
    let at = start;
    if (at < headings && at < stop) {
      yield first.subarray(at, Math.min(headings, stop));
      at = headings;
    }
    while (at < stop) {
      const from = (at - headings) % block.length;
      const part = block.subarray(from, from + Math.min(block.length - from, stop - at));
      yield part;
      at += part.length;
    }
  };
}

const NEWLINE = 0x0a;
