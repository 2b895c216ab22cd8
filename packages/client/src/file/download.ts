// Opens a download link and hands over its bytes, checked: no error page, and whole.
import { abortedError, bounded } from "../bounded.ts";
import { CdnExportError, CorruptFileError, LinkExpiredError, TimeoutError } from "../errors.ts";
import { hearing } from "../transport.ts";
import { fileType, SNIFF_LENGTH } from "./sniff.ts";

export interface DownloadOptions {
  fetch: typeof fetch;
  signal: AbortSignal | undefined;
  /** How long the server may be silent. */
  timeoutMs: number;
}

/** Statuses with which object storage answers a link that is no longer valid. */
const GONE = [401, 403, 404, 410];
/** What a store sends in place of a file. */
const PAGE = /^(text\/html|(text|application)\/(xhtml\+)?xml|application\/json)/i;

/** @throws LinkExpiredError, so that the caller can get a new link. */
export async function openLink(link: string, options: DownloadOptions): Promise<Response> {
  const { host } = webAddress(link);
  const { fetch, timeoutMs } = options;
  const bounds = { what: "The download", signal: options.signal, timeoutMs, onTimeout: () => stoodStill(timeoutMs) };
  const response = await bounded(
    // No header of ours: the link carries its own permission, and must get none of our keys. No redirect to elsewhere.
    (signal) => hearing("The download", () => fetch(link, { redirect: "manual", signal })),
    bounds,
  );
  const { status, headers } = response;
  if (status === 200 && response.body && !PAGE.test(headers.get("content-type") ?? "")) return response;
  await response.body?.cancel().catch(() => {});
  const what = `The download link of ${host} was answered with HTTP ${status}`;
  if (GONE.includes(status)) throw new LinkExpiredError("LINK_EXPIRED", what, { status });
  // A server's trouble has the status in it, and is retried.
  if (status >= 400) throw new CdnExportError("NO_FILE", what, { status });
  const redirect = status >= 300 ? { advice: "Redirects are not followed: the file could come from anywhere" } : {};
  throw new CorruptFileError("NO_FILE", `${what} and no file`, { status, ...redirect });
}

/** The chunks of the file. */
export async function* checkedChunks(response: Response, options: DownloadOptions): AsyncGenerator<Uint8Array> {
  const expected = expectedLength(response.headers);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const watch = watchOver(reader, options);
  let received = 0;
  let head: Uint8Array | undefined = new Uint8Array();
  try {
    for (;;) {
      const { done, value } = await hearing("The download", () => watch.read());
      received += value?.length ?? 0;
      if (!head) {
        if (value) yield value;
      } else {
        const start: Uint8Array = value ? concat([head, value]) : head;
        head = done || start.length >= SNIFF_LENGTH ? undefined : start;
        if (!head) {
          refuseOther(start);
          yield start;
        }
      }
      if (done) break;
    }
  } finally {
    watch.end();
    await reader.cancel().catch(() => {});
  }
  if (expected !== undefined && received !== expected) {
    throw new CorruptFileError("TRUNCATED", `The download ended after ${received} of ${expected} bytes`);
  }
}

/**
 * Cancels the reader, which ends a read that hangs, when the caller aborts or the server stands still. One timer for the
 * whole download: one a chunk would cost more than the chunk.
 */
function watchOver(reader: ReadableStreamDefaultReader<Uint8Array>, { signal, timeoutMs }: DownloadOptions) {
  let failure: Error | undefined;
  let isReading = false;
  let chunks = 0;
  const stop = (error: Error) => {
    failure = error;
    reader.cancel(error).catch(() => {});
  };
  const abort = () => stop(abortedError("The download", signal));
  let seen = 0;
  const timer = setInterval(() => {
    if (isReading && chunks === seen) stop(stoodStill(timeoutMs));
    seen = chunks;
  }, timeoutMs);
  // A download that nobody reads on must not keep a process alive.
  (timer as { unref?: () => void }).unref?.();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  return {
    async read() {
      isReading = true;
      const result = await reader.read().catch((error) => {
        throw failure ?? error;
      });
      if (failure) throw failure;
      isReading = false;
      chunks++;
      return result;
    },
    end() {
      clearInterval(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}

export function concat(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function stoodStill(timeoutMs: number): TimeoutError {
  return new TimeoutError("TIMEOUT", `The download stood still for ${timeoutMs / 1000} s`);
}

/** The link as a URL; what is wrong with it is said without repeating it. */
function webAddress(link: string): URL {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw new CorruptFileError("BAD_LINK", "The service gave a download link that is no plain web address");
}

/** A decoded body has another length than the header tells. */
function expectedLength(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}

function refuseOther(start: Uint8Array): void {
  const type = fileType(start);
  if (type !== "html" && type !== "json" && type !== "empty") return;
  const what = { html: "markup (an error page?)", json: "JSON (an error?)", empty: "nothing" }[type];
  throw new CorruptFileError("NOT_STATISTICS", `The download link gave ${what} in place of a file`);
}
