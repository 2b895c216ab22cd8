type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The first bytes, then a broken connection. */
export async function* truncated(chunks: Chunks, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  throw new Error("the connection was dropped");
}

/** All bytes, one of them changed. */
export async function* corrupted(chunks: Chunks, byte: number): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of chunks) {
    const index = byte - at;
    at += chunk.length;
    const old = chunk[index];
    if (old === undefined) yield chunk;
    else yield Uint8Array.from(chunk).fill(old ^ 1, index, index + 1);
  }
}

/** A number of bytes at a time, each after a pause. */
export async function* slowed(
  chunks: Chunks,
  { bytes }: { bytes: number },
  pause: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += bytes) {
      await pause();
      yield chunk.subarray(at, at + bytes);
    }
  }
}
