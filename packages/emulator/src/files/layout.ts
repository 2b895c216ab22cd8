import { setImmediate as nextTurn } from "node:timers/promises";

/** What is known about a file after it was made once. */
export interface Layout {
  size: number;
  /** The file itself, if it is small enough to keep. */
  content?: Uint8Array;
  /** The chunk that contains a byte, and where that chunk starts. */
  pieceAt(byte: number): { n: number; offset: number };
}

/** Files up to this size are cached. */
const KEPT_BYTES: number = 2 * 1024 * 1024;

/** Makes a file once to find its size and where its chunks start. Keeps the content of a small file. */
export async function layoutOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Layout> {
  const offsets: number[] = [];
  let parts: Uint8Array[] | undefined = [];
  let size = 0;
  for await (const chunk of chunks) {
    offsets.push(size);
    size += chunk.length;
    parts?.push(chunk);
    if (size > KEPT_BYTES) parts = undefined;
    // Chunks are made synchronously: let other requests run.
    await nextTurn();
  }
  return {
    size,
    ...(parts && { content: Buffer.concat(parts, size) }),
    pieceAt(byte) {
      let [low, high] = [0, offsets.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((offsets[middle] ?? 0) <= byte) low = middle;
        else high = middle;
      }
      return { n: low, offset: offsets[low] ?? 0 };
    },
  };
}
