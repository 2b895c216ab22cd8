import { MAX_BODY_BYTES } from "../base/constants.ts";
import { type Handler, NO_BODY, type Outcome, type RawHeaders, type RawRequest, type RawResponse } from "./message.ts";

/**
 * A `fetch` that hands requests to the service without a port, whatever their host: API calls and download links alike.
 * A dropped connection is a `TypeError("fetch failed")`, as in Node; a download cut short fails while it is read.
 *
 * @param closed - aborts when the cloud closes: calls then fail, those that wait as well as new ones
 */
export function createInProcessFetch(handle: Handler, closed: AbortSignal): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const raw = await toRaw(request);
    const asked = closed.aborted ? "reset" : handle(raw, () => AbortSignal.any([signal, closed]));
    const outcome = await firstOf(asked, signal, closed);
    if (outcome === "reset") throw new TypeError("fetch failed", { cause: connectionReset() });
    return toResponse(outcome, request);
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
  const reader = request.body.getReader();
  while (size <= MAX_BODY_BYTES) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    chunks.push(value);
    size += value.byteLength;
  }
  await reader.cancel();
  return Buffer.concat(chunks, size);
}

const NULL_BODY_STATUSES = [204, 205, 304];

function toResponse({ status, headers, body }: RawResponse, request: Request): Response {
  const empty = request.method === "HEAD" || NULL_BODY_STATUSES.includes(status);
  const content = empty ? null : body instanceof Uint8Array ? new Uint8Array(body) : toStream(body, request.signal);
  const response = new Response(content, { status, headers: pairs(headers) });
  // A Response of one's own has no URL; callers that log it should see where it came from.
  Object.defineProperty(response, "url", { value: request.url });
  return response;
}

function pairs(headers: RawHeaders): [name: string, value: string][] {
  return Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i] ?? "", headers[2 * i + 1] ?? ""]);
}

/** Made chunk by chunk, only as fast as it is read. */
function toStream(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        signal.throwIfAborted();
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(signal.aborted ? signal.reason : new TypeError("terminated", { cause: error }));
      }
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** The outcome, unless the caller gives up or the cloud closes first. */
async function firstOf(
  outcome: Outcome | Promise<Outcome>,
  caller: AbortSignal,
  closed: AbortSignal,
): Promise<Outcome> {
  const settled = new AbortController();
  const { signal } = settled;
  const others = new Promise<Outcome>((resolve, reject) => {
    caller.addEventListener("abort", () => reject(caller.reason), { signal });
    closed.addEventListener("abort", () => resolve("reset"), { signal });
  });
  try {
    return await Promise.race([outcome, others]);
  } finally {
    settled.abort();
  }
}

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}
