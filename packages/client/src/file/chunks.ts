// Reads and checks the bytes of one response: it isn't an error page, has the right length, and doesn't stall.

import { type CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import { concat, fileType, SNIFF_LENGTH } from "@cdn-export/api/bytes";
import { abortedError, whenAborted } from "../base/with-deadline.ts";
import { connectionError, secretsOfRequest } from "../call/transport.ts";
import { type OpenedLink, stalledError } from "./link.ts";
import type { BodyReader } from "./read-ahead.ts";

export interface ReadOptions {
  signal: AbortSignal | undefined;
  /** How long the server may send nothing, in milliseconds. */
  stallTimeoutMs: number;
}

export async function* checkedChunks(
  { response, body, start, total }: OpenedLink,
  options: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const watch = watchStalls(response, body, options);
  let at = start;
  let head: Uint8Array | undefined = start === 0 ? new Uint8Array() : undefined;
  try {
    for (;;) {
      const { done, value } = await watch.read();
      at += value?.length ?? 0;
      if (total !== undefined && at > total) throw wrongLength("TOO_LONG", "is longer than", total);
      if (!head) {
        if (value) yield value;
      } else {
        const begin: Uint8Array = value ? concat([head, value]) : head;
        head = done || begin.length >= SNIFF_LENGTH ? undefined : begin;
        if (!head) {
          checkContent(begin);
          yield begin;
        }
      }
      if (done) break;
    }
  } finally {
    await watch.end();
  }
  if (total !== undefined && at < total) throw wrongLength("TRUNCATED", `ended after ${at} of`, total);
}

export function wrongLength(code: string, what: string, total: number): CorruptFileError {
  return new CorruptFileError(code, `The download ${what} ${total} bytes`);
}

/** How often the time without a byte is checked, within that time. */
const CHECKS = 10;

/**
 * Cancels the body, which ends a pending read, when the caller aborts or the server stalls. One timer for the whole
 * response: a timer for each chunk would cost more than the chunk.
 */
function watchStalls(response: Response, body: BodyReader, { signal, stallTimeoutMs }: ReadOptions) {
  let failure: Error | undefined;
  let isReading = false;
  let chunks = 0;
  const stop = (error: Error) => {
    failure = error;
    // A cancelled stream isn't read to its end, so nothing else stops the timer.
    clearInterval(timer);
    body.cancel(error).catch(() => {});
  };
  let seen = 0;
  let idle = 0;
  const timer = setInterval(() => {
    idle = isReading && chunks === seen ? idle + 1 : 0;
    if (idle >= CHECKS) stop(stalledError(stallTimeoutMs));
    seen = chunks;
  }, stallTimeoutMs / CHECKS);
  // A download that is no longer read must not keep the process alive.
  (timer as { unref?: () => void }).unref?.();
  const unlink = whenAborted(signal, () => stop(abortedError("The download", signal)));
  return {
    async read() {
      isReading = true;
      // The time before this read was the consumer's.
      seen = -1;
      try {
        const result = await body.read();
        if (failure) throw failure;
        isReading = false;
        chunks++;
        return result;
      } catch (error) {
        throw failure ?? readError(error, response);
      }
    },
    async end() {
      clearInterval(timer);
      unlink();
      await body.cancel().catch(() => {});
    },
  };
}

function readError(error: unknown, response: Response): CdnExportError {
  // Of zlib in Node: the compressed data ends too early.
  const { code, cause } = Object(error);
  if ((Object(cause).code ?? code) === "Z_BUF_ERROR")
    return new CorruptFileError("TRUNCATED", "The download ended before the end of its compressed data");
  return connectionError("The download", error, secretsOfRequest(response));
}

function checkContent(start: Uint8Array): void {
  const type = fileType(start);
  if (type !== "html" && type !== "json" && type !== "empty") return;
  const what = { html: "markup (an error page?)", json: "JSON (an error?)", empty: "nothing" }[type];
  throw new CorruptFileError("NOT_STATISTICS", `The download link returned ${what} instead of a file`);
}
