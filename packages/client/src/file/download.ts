import { AbortedError, CdnExportError, ConnectionError, CorruptFileError, LinkExpiredError } from "../errors.ts";
import { fileType, SNIFF_LENGTH } from "./sniff.ts";

/** Statuses with which object storage answers a link that is no longer valid. */
const GONE = [401, 403, 404, 410];

/** @throws LinkExpiredError, so that the caller can get a new link. */
export async function openLink(link: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    // No header of ours: the link carries its own permission, and must get none of our keys. No redirect to elsewhere.
    response = await fetch(link, { redirect: "manual", signal });
  } catch (error) {
    throw downloadError(error, signal);
  }
  if (response.ok && response.body) return response;
  await response.body?.cancel();
  const what = `The download link of ${new URL(link).host} was answered with HTTP ${response.status}`;
  if (GONE.includes(response.status)) throw new LinkExpiredError("LINK_EXPIRED", what, { status: response.status });
  throw new CorruptFileError("NO_FILE", what, {
    status: response.status,
    ...(response.status < 400 && { advice: "Redirects are not followed: the file could come from anywhere" }),
  });
}

/** The chunks of the file, checked on the way: it is no web page, and it is whole. */
export async function* checkedChunks(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const expected = expectedLength(response.headers);
  let received = 0;
  let head: Uint8Array | undefined = new Uint8Array();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw downloadError(error, signal);
      });
      if (head && (done || head.length + value.length >= SNIFF_LENGTH)) {
        const start: Uint8Array = done ? head : concat([head, value]);
        refuseMarkup(start);
        head = undefined;
        if (start.length > 0) yield start;
      } else if (head && value) {
        head = concat([head, value]);
      } else if (value) {
        yield value;
      }
      if (done) break;
      received += value.length;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
  if (expected !== undefined && received !== expected) {
    throw new CorruptFileError("TRUNCATED", `The download ended after ${received} of ${expected} bytes`);
  }
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

/** A decoded body has another length than the header tells. */
function expectedLength(headers: Headers): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}

function refuseMarkup(start: Uint8Array): void {
  if (fileType(start) === "html") {
    throw new CorruptFileError(
      "NOT_STATISTICS",
      "The download link gave a page of markup (an error page?) in place of a file",
    );
  }
}

function downloadError(error: unknown, signal: AbortSignal): CdnExportError {
  if (error instanceof CdnExportError) return error;
  if (signal.aborted) return new AbortedError("ABORTED", "The download was aborted", { cause: signal.reason });
  const { cause, message } = error as { cause?: { code?: string }; message?: string };
  return new ConnectionError("CONNECTION", `The download broke off: ${cause?.code ?? message}`, { cause: error });
}
