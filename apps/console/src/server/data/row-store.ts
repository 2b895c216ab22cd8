// Rows on the disk, by number: a temporary file, and the offset of every hundredth row.
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RowStore {
  /** The number of rows that can be read. */
  readonly known: number;
  add(row: readonly unknown[]): void;
  /** Whether so much waits that it should be written. */
  isFull(): boolean;
  /** Makes the added rows readable. */
  write(): Promise<void>;
  /** The rows from one number to before another, as far as they are known. */
  read(from: number, to: number): Promise<(string | number | boolean | null)[][]>;
  close(): Promise<void>;
}

const ROWS_PER_OFFSET = 100;
const BLOCK = 1 << 18;

export async function createRowStore(): Promise<RowStore> {
  const file = await temporaryFile();
  const offsets: number[] = [0];
  let known = 0;
  let size = 0;
  let added = 0;
  let text = "";
  let blocks: Buffer[] = [];
  let waiting = 0;

  function endBlock(): void {
    const block = Buffer.from(text);
    text = "";
    blocks.push(block);
    waiting += block.length;
  }

  return {
    get known() {
      return known;
    },
    add(row) {
      text += `${JSON.stringify(row)}\n`;
      added += 1;
      if (added % ROWS_PER_OFFSET !== 0) return;
      endBlock();
      offsets.push(size + waiting);
    },
    isFull: () => waiting > BLOCK,
    async write() {
      if (text !== "") endBlock();
      const bytes = Buffer.concat(blocks);
      blocks = [];
      waiting = 0;
      const count = added;
      await file.write(bytes, 0, bytes.length, size);
      size += bytes.length;
      known = count;
    },
    async read(from, to) {
      const end = Math.min(to, known);
      if (from >= end) return [];
      const first = Math.floor(from / ROWS_PER_OFFSET);
      const start = offsets[first] ?? 0;
      const bytes = Buffer.alloc(Math.min(offsets[Math.ceil(end / ROWS_PER_OFFSET)] ?? size, size) - start);
      await file.read(bytes, 0, bytes.length, start);
      const skipped = from - first * ROWS_PER_OFFSET;
      const lines = bytes.toString("utf8").split("\n");
      return lines.slice(skipped, skipped + end - from).map((line) => JSON.parse(line));
    },
    close: () => file.close(),
  };
}

/** A file without a name: it disappears with its process. */
async function temporaryFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), "cdn-export-ui-"));
  try {
    return await open(join(folder, "rows"), "wx+", 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
