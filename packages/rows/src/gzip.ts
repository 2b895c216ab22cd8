import { CorruptFileError } from "@cdn-export/api/base-error";
import { streamed } from "./input.ts";

/** The bytes within a gzip file, as they come. Files that were put together from several are one. */
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
    // What the source failed with is not the file's fault.
    if (failure) throw failure.error;
    throw new CorruptFileError("BAD_GZIP", "The gzip file is damaged or was cut off", { cause });
  } finally {
    await chunks.return(undefined);
  }
}

/** Node, Bun and Deno have a decompressor that takes files put together from several; that of the web takes one. */
function decompressed(source: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  const builtIn = globalThis.process?.getBuiltinModule;
  if (!builtIn) return streamed(readable(source).pipeThrough(new DecompressionStream("gzip")));
  // What goes wrong is told by the iteration.
  return builtIn("node:stream").pipeline(source, builtIn("node:zlib").createGunzip(), () => {});
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
