// Writes many chunks to a file at once: a separate write for each chunk takes longer than writing its bytes.
import type { FileHandle } from "node:fs/promises";

/** Chunks are written when they have this many bytes, or when there are this many. */
const GATHER_BYTES = 1 << 20;
const GATHER_CHUNKS = 256;

export interface GatheringWriter {
  /** Accepts a chunk, which must not change afterwards. Waits for the previous write before it starts the next one. */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when all accepted chunks are in the file. */
  flush(): Promise<void>;
}

/**
 * Writes to a file from `position` on while it accepts the next chunks. Its promises reject with the error of an
 * earlier write.
 */
export function gatheringWriter(handle: FileHandle, position: number): GatheringWriter {
  let gathered: Uint8Array[] = [];
  let size = 0;
  let end = position;
  let writing = Promise.resolve();

  async function send(): Promise<void> {
    await writing;
    writing = writeAll(handle, gathered, end);
    // The next call rejects with it. Until then, it must not be an unhandled rejection.
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

/** The chunks that remain: the system may write fewer bytes than requested. */
function after(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes;
  const left: Uint8Array[] = [];
  for (const chunk of chunks) {
    if (skip < chunk.length) left.push(chunk.subarray(skip));
    skip = Math.max(0, skip - chunk.length);
  }
  return left;
}
