import { CorruptFileError } from "@cdn-export/api/base-error";
import { concat, type FileType, fileType, SNIFF_LENGTH } from "@cdn-export/api/bytes";

/**
 * What rows can be read from: an `ExportFile`, a Blob, a Response's body or another stream of bytes (Node's too), bytes. A
 * path is not: runtimes differ in files. In Node give `await fs.openAsBlob(path)` or `fs.createReadStream(path)`.
 */
export type RowsInput =
  | { stream(): ReadableStream<Uint8Array> }
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | ArrayBuffer
  | Uint8Array;

/** So many bytes are worked on at once: what becomes of them stays small. */
const PIECE_BYTES = 64 << 10;

/** The bytes, in pieces of moderate size. Ending early cancels the source. */
export function chunksOf(input: RowsInput): AsyncGenerator<Uint8Array> {
  return inPieces(source(input));
}

export async function* inPieces(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  size: number = PIECE_BYTES,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}

function source(input: RowsInput): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (input instanceof Uint8Array) return [input];
  if (input instanceof ArrayBuffer) return [new Uint8Array(input)];
  if (typeof input === "object" && input !== null) {
    if ("getReader" in input) return streamed(input);
    if ("stream" in input && typeof input.stream === "function") return streamed(input.stream());
    if (Symbol.asyncIterator in input) return input;
  }
  if (Object(input).then) throw new TypeError("The input of rows is a promise: await it first");
  throw new TypeError(
    `Rows cannot be read from ${typeof input === "string" ? "a text" : String(input)}: give a file, a stream or bytes; for a path in Node, await fs.openAsBlob(path)`,
  );
}

/** Streams cannot be iterated everywhere. */
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

/** The type of the bytes, by the first of them, which are put back. */
export async function sniffed(chunks: AsyncGenerator<Uint8Array>): Promise<[FileType, AsyncGenerator<Uint8Array>]> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < SNIFF_LENGTH) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = concat([head, value]);
  }
  async function* all() {
    // Within the try, so that the source is let go of even when only the head was read.
    try {
      yield head;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  }
  return [typeOf(head), all()];
}

/** Text in UTF-16 has zeros in it, and is told by its mark. */
function typeOf(head: Uint8Array): FileType {
  const [a, b] = head;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) ? "csv" : fileType(head);
}

/** All bytes, up to a limit. */
export async function gathered(chunks: AsyncGenerator<Uint8Array>, limit: number, what: string): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
    if (length > limit) throw new CorruptFileError("TOO_LARGE", `${what} is larger than ${limit >> 20} MiB`);
  }
  return concat(all);
}
