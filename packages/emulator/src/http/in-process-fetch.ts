import { onAbort } from "../base/on-abort.ts";
import { MAX_BODY_BYTES } from "./limits.ts";
import { type Handler, NO_BODY, pairsOf, type RawRequest, type RawResponse } from "./message.ts";

/** The host of an emulator without a port. `.localhost` never leaves the machine. */
export const IN_PROCESS_URL = "http://emulator.localhost";

/**
 * A `fetch` that hands requests to the service without a port. Any host works, for API calls and download links alike.
 * A dropped connection is a `TypeError("fetch failed")`, as in Node. A download that breaks off fails while it is read.
 *
 * @param closed - aborts when the emulator closes. Waiting calls and new calls then fail.
 */
export function createInProcessFetch(handle: Handler, closed: AbortSignal): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const raw = await toRaw(request);
    if (closed.aborted) throw connectionReset();
    // Not `AbortSignal.any`: a source that outlives the call would keep a signal that has listeners in memory.
    const gone = new AbortController();
    const removeListeners = [signal, closed].map((source) => onAbort(source, abandon));
    function release(): void {
      for (const removeListener of removeListeners) removeListener();
    }
    function abandon(): void {
      release();
      gone.abort();
    }
    const abandoned = new Promise<"reset">((resolve) => onAbort(gone.signal, () => resolve("reset")));
    try {
      const outcome = await Promise.race([handle(raw, () => gone.signal), abandoned]);
      signal.throwIfAborted();
      if (outcome === "reset") throw connectionReset();
      return toResponse(outcome, request, release);
    } catch (error) {
      release();
      throw error;
    }
  };
}

async function toRaw(request: Request): Promise<RawRequest> {
  const { host, pathname, search } = new URL(request.url);
  const headers = [...request.headers].flat();
  if (!request.headers.has("host")) headers.push("host", host);
  return { method: request.method, target: pathname + search, headers, body: await readBody(request) };
}

/** Stops one byte after the limit, so that a huge body costs no memory. */
async function readBody(request: Request): Promise<Uint8Array> {
  if (request.body === null) return NO_BODY;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks, size);
}

const NULL_BODY_STATUSES = [204, 205, 304];

function toResponse({ status, headers, body }: RawResponse, request: Request, release: () => void): Response {
  const isEmpty = request.method === "HEAD" || NULL_BODY_STATUSES.includes(status);
  const isStream = !isEmpty && !(body instanceof Uint8Array);
  if (!isStream) release();
  const content = isStream
    ? toStream(body, request.signal, release)
    : isEmpty
      ? null
      : new Uint8Array(body as Uint8Array);
  const response = new Response(content, { status, headers: pairsOf(headers) });
  // A Response from the constructor has no URL. Callers that log it need one.
  return Object.defineProperty(response, "url", { value: request.url });
}

/** A stream that makes chunks only as fast as they are read. */
function toStream(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  release: () => void,
): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        signal.throwIfAborted();
        const { done, value } = await iterator.next();
        if (!done) return controller.enqueue(value);
        release();
        controller.close();
      } catch (error) {
        release();
        controller.error(signal.aborted ? signal.reason : new TypeError("terminated", { cause: error }));
      }
    },
    async cancel() {
      release();
      await iterator.return?.();
    },
  });
}

function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return new TypeError("fetch failed", { cause });
}
