import { CorruptFileError } from "@cdn-export/api/base-error";
import { streamed } from "./input.ts";

/** Unpacks a gzip file as it arrives. A file of several members is one file. */
export async function* gunzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let failure: { error: unknown } | undefined;
  async function* source() {
    try {
      yield* chunks;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  try {
    yield* decompressed(source());
  } catch (cause) {
    // An error of the source isn't damage of the file.
    if (failure) throw failure.error;
    throw new CorruptFileError("BAD_GZIP", "The gzip file is damaged or was cut off", { cause });
  } finally {
    await chunks.return(undefined);
  }
}

/** The decompressor of Node, Bun and Deno accepts several members. The web's accepts one, and rejects a second. */
function decompressed(source: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  const builtIn = globalThis.process?.getBuiltinModule;
  if (builtIn) return members(source, builtIn);
  return streamed(readable(source).pipeThrough(new DecompressionStream("gzip")));
}

/** Zeros may follow the last member. Node also ignores what follows them, which can be a member that is damaged. */
async function* members(
  source: AsyncGenerator<Uint8Array>,
  builtIn: typeof globalThis.process.getBuiltinModule,
): AsyncGenerator<Uint8Array> {
  const gunzip = builtIn("node:zlib").createGunzip();
  let size = 0;
  let end = 0;
  const next = async () => {
    const result = await source.next();
    if (result.done) return result;
    const chunk: Uint8Array = result.value;
    let last = chunk.length;
    while (last > 0 && chunk[last - 1] === 0) last--;
    if (last > 0) end = size + last;
    size += chunk.length;
    return result;
  };
  // The iteration reports the error.
  yield* builtIn("node:stream").pipeline({ [Symbol.asyncIterator]: () => ({ next }) }, gunzip, () => {});
  // It stops reading at zeros.
  while (!(await next()).done);
  if (gunzip.bytesWritten < end) throw new Error("Something follows the zeros after the last member");
}

function readable(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      },
      async cancel() {
        await source.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
