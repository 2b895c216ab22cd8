import { CorruptFileError } from "@cdn-export/api/base-error";
import { concat, type FileType, fileType, SNIFF_LENGTH } from "@cdn-export/api/bytes";

/**
 * What rows can be read from: an `ExportFile`, a Blob, a Response's body or another stream of bytes (Node's too), or bytes.
 * Not a path, because runtimes differ in files: in Node, use `await fs.openAsBlob(path)` or `fs.createReadStream(path)`.
 */
export type RowsInput =
  | {
      /** Opens a stream of the bytes. `ExportFile`, `Blob` and `File` have it. */
      stream(): ReadableStream<Uint8Array>;
    }
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | ArrayBuffer
  | Uint8Array;

/** The bytes of one file. */
export interface Source {
  /** Yields the bytes in pieces of moderate size. Returning early cancels the source. */
  chunks: AsyncGenerator<Uint8Array>;
  /** The same bytes with random access, if the caller has them that way. */
  blob?: Blob;
}

/** The largest piece that is decoded or parsed at once, which bounds the memory for what it becomes. */
const PIECE_BYTES = 64 << 10;
/** The largest archive that is held in memory. */
const MAX_ARCHIVE_BYTES = 512 << 20;

export function sourceOf(input: RowsInput): Source {
  const chunks = inPieces(bytesOf(input));
  return input instanceof Blob ? { chunks, blob: input } : { chunks };
}

async function* inPieces(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  size: number = PIECE_BYTES,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}

function bytesOf(input: RowsInput): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (input instanceof Uint8Array) return [input];
  if (input instanceof ArrayBuffer) return [new Uint8Array(input)];
  if (typeof input === "object" && input !== null) {
    if ("getReader" in input) return streamed(input);
    if ("stream" in input && typeof input.stream === "function") return streamed(input.stream());
    if (Symbol.asyncIterator in input) return input;
  }
  if (Object(input).then) throw new TypeError("The input of rows is a promise: await it first");
  throw new TypeError(
    `Rows can't be read from ${typeof input === "string" ? "a string" : String(input)}: pass a file, a stream or bytes. For a path in Node: await fs.openAsBlob(path)`,
  );
}

/** Not every runtime can iterate a stream. */
export async function* streamed(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Detects the type from the first bytes, and returns all bytes. */
export async function sniffed(chunks: AsyncGenerator<Uint8Array>): Promise<[FileType, AsyncGenerator<Uint8Array>]> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < SNIFF_LENGTH) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = concat([head, value]);
  }
  async function* all() {
    // Inside the try, so that the source is cancelled even if only the head is read.
    try {
      yield head;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  }
  return [fileType(head), all()];
}

/** Returns random access to the bytes: an archive is read by the directory at its end. */
export async function randomAccess(source: Source): Promise<Blob> {
  if (source.blob) {
    await source.chunks.return(undefined);
    return source.blob;
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of source.chunks) {
    // The source may reuse its buffer.
    parts.push(chunk.slice());
    length += chunk.length;
    if (length > MAX_ARCHIVE_BYTES)
      throw new CorruptFileError("TOO_LARGE", `The archive is larger than ${MAX_ARCHIVE_BYTES >> 20} MiB`, {
        advice: "Pass it as a Blob, which is read in place: in Node, await fs.openAsBlob(path)",
      });
  }
  return new Blob(parts);
}
