// Chunks on their way into a file, many in one write: a write for each takes longer than its bytes.
import type { FileHandle } from "node:fs/promises";

/** What is gathered before it is written: so many bytes, or so many chunks, should they be tiny. */
const GATHER_BYTES = 1 << 20;
const GATHER_CHUNKS = 256;

export interface GatheringWriter {
  /** Takes a chunk, which must not change any more. Waits for the last write when it is time for the next one. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when all that was taken is in the file. */
  flush(): Promise<void>;
}

/**
 * Writes to a file from `position` on, while the next chunks come.
 *
 * @throws (its promises) what an earlier write failed with.
 */
export function gatheringWriter(handle: FileHandle, position: number): GatheringWriter {
  let gathered: Uint8Array[] = [];
  let size = 0;
  let end = position;
  let writing = Promise.resolve();

  async function send(): Promise<void> {
    await writing;
    writing = writeAll(handle, gathered, end);
    // Told by the next call; until then it is nobody's.
    writing.catch(() => {});
    end += size;
    gathered = [];
    size = 0;
  }

  return {
    async write(chunk) {
      gathered.push(chunk);
      size += chunk.length;
      if (size >= GATHER_BYTES || gathered.length >= GATHER_CHUNKS) await send();
    },
    async flush() {
      if (size > 0) await send();
      await writing;
    },
  };
}

async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[], position: number): Promise<void> {
  let left = chunks;
  for (let at = position; left.length > 0; ) {
    const { bytesWritten } = await handle.writev(left, at);
    at += bytesWritten;
    left = after(left, bytesWritten);
  }
}

/** What the system did not take yet: it may write less than it is asked to. */
function after(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  const left: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (skip < chunk.length) left.push(chunk.subarray(skip));
    skip = Math.max(0, skip - chunk.length);
  }
  return left;
}
