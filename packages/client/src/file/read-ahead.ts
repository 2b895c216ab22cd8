// Reads a response's body ahead of its consumer.
//
// Node 24's fetch stops parsing when 64 kB are waiting to be read. If the server closes the connection then, an
// assertion ends the whole process, and no caller can catch it: https://github.com/nodejs/undici/issues/5360. Any wait
// between two reads is enough, for example a file system call. So the body is read when it arrives, not when the
// consumer asks for it.

/**
 * Bytes to buffer for the consumer. More than undici buffers while paused (up to 192 kB), to cover the end of a file.
 */
const READ_AHEAD_BYTES = 256 << 10;
/** Bytes to buffer when the connection closes after the body. Where that happens is unknown if there's no length. */
const READ_AHEAD_UNTIL_CLOSE_BYTES = 8 << 20;

interface Read {
  done: boolean;
  value?: Uint8Array | undefined;
}

export interface BodyReader {
  /** The next chunk. Call it again after it settles, not before. */
  read(): Promise<Read>;
  /** Drops the connection and the buffered chunks. */
  cancel(reason?: unknown): Promise<void>;
}

/**
 * Starts reading at once. Buffers a limited number of bytes, however slow the consumer is.
 *
 * @param length - the size of the body in bytes, if the server sends it.
 */
export function readAhead({ body, headers }: Response, length: number | undefined): BodyReader {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const limit = mayCloseEarly(headers) ? READ_AHEAD_UNTIL_CLOSE_BYTES : READ_AHEAD_BYTES;
  const queue: Promise<Read>[] = [];
  let held = 0;
  let left = length ?? Number.POSITIVE_INFINITY;
  let isFull = false;
  let canRead = true;

  function fill(): void {
    // Few long pauses instead of many short ones: a connection rarely closes during one.
    isFull = held >= limit || (isFull && held > limit / 2);
    const isEnd = left > 0 && left <= READ_AHEAD_BYTES;
    if (!canRead || (isFull && !isEnd)) return;
    canRead = false;
    const next: Promise<Read> = reader.read();
    queue.push(next);
    next.then(
      ({ done, value }) => {
        const bytes = value?.length ?? 0;
        held += bytes;
        left -= bytes;
        canRead = !done;
        fill();
      },
      // The consumer gets the error from the queue, after the chunks before it.
      () => {},
    );
  }

  fill();
  return {
    async read() {
      const next = await (queue.shift() ?? reader.read());
      held -= next.value?.length ?? 0;
      fill();
      return next;
    },
    cancel(reason) {
      canRead = false;
      queue.length = 0;
      return reader.cancel(reason);
    },
  };
}

function mayCloseEarly(headers: Headers): boolean {
  const hasEnd = headers.has("content-length") || headers.has("transfer-encoding");
  return !hasEnd || /\bclose\b/i.test(headers.get("connection") ?? "");
}
