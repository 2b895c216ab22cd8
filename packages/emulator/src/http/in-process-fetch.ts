import { onAbort } from "../base/on-abort.ts";
import { MAX_BODY_BYTES } from "./limits.ts";
import { type Handler, NO_BODY, type Outcome, type RawHeaders, type RawRequest, type RawResponse } from "./message.ts";

/** The host of a cloud without a port. `.localhost` never leaves the machine. */
export const IN_PROCESS_URL = "http://emulator.localhost";

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
    const gone = linkSignals(signal, closed);
    try {
      const asked = closed.aborted ? "reset" : handle(raw, gone.signal);
      const outcome = await firstOf(asked, signal, closed);
      if (outcome === "reset") throw new TypeError("fetch failed", { cause: connectionReset() });
      return toResponse(outcome, request, gone.release);
    } catch (error) {
      gone.release();
      throw error;
    }
  };
}

interface LinkedSignal {
  /** A signal that aborts with the first of the sources. It's created when it is first needed. */
  signal(): AbortSignal;
  /** Removes the listeners from the sources. Called when the call is over. */
  release(): void;
}

/** Not `AbortSignal.any`: a source that outlives the call would keep a signal that has listeners in memory. */
function linkSignals(...sources: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  let removeListeners: (() => void)[] | undefined;

  function abort(): void {
    release();
    controller.abort();
  }
  function release(): void {
    for (const removeListener of removeListeners ?? []) removeListener();
  }
  return {
    signal() {
      if (sources.some(({ aborted }) => aborted)) abort();
      else removeListeners ??= sources.map((source) => onAbort(source, abort));
      return controller.signal;
    },
    release,
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

function toResponse(outcome: RawResponse, request: Request, release: () => void): Response {
  const { status, headers } = outcome;
  const response = new Response(contentOf(outcome, request, release), { status, headers: pairs(headers) });
  // A Response of one's own has no URL; callers that log it should see where it came from.
  Object.defineProperty(response, "url", { value: request.url });
  return response;
}

/** @param release - called when nothing more is made: at once, or when a stream has ended */
function contentOf({ status, body }: RawResponse, request: Request, release: () => void): BodyInit | null {
  const isEmpty = request.method === "HEAD" || NULL_BODY_STATUSES.includes(status);
  if (!isEmpty && !(body instanceof Uint8Array)) return toStream(body, request.signal, release);
  release();
  return isEmpty || !(body instanceof Uint8Array) ? null : new Uint8Array(body);
}

function pairs(headers: RawHeaders): [name: string, value: string][] {
  return Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i] ?? "", headers[2 * i + 1] ?? ""]);
}

/** Made chunk by chunk, only as fast as it is read. */
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

/** The outcome, unless the caller gives up or the cloud closes first. */
async function firstOf(
  outcome: Outcome | Promise<Outcome>,
  caller: AbortSignal,
  closed: AbortSignal,
): Promise<Outcome> {
  const unlink: (() => void)[] = [];
  const others = new Promise<Outcome>((resolve, reject) => {
    unlink.push(
      onAbort(caller, () => reject(caller.reason)),
      onAbort(closed, () => resolve("reset")),
    );
  });
  try {
    return await Promise.race([outcome, others]);
  } finally {
    for (const removeListener of unlink) removeListener();
  }
}

function connectionReset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}
