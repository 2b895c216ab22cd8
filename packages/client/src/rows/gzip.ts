import { CorruptFileError } from "../errors.ts";
import { streamed } from "./input.ts";

/** The bytes within a gzip file, as they come. */
export async function* gunzipped(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let failure: { error: unknown } | undefined;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done) controller.close();
          else controller.enqueue(value as Uint8Array<ArrayBuffer>);
        } catch (error) {
          failure = { error };
          throw error;
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  try {
    yield* streamed(source.pipeThrough(new DecompressionStream("gzip")));
  } catch (cause) {
    // What the source failed with is not the file's fault.
    if (failure) throw failure.error;
    throw new CorruptFileError("BAD_GZIP", "The gzip file is damaged or was cut off", { cause });
  } finally {
    await chunks.return(undefined);
  }
}
