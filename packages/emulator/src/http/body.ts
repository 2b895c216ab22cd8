import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES, MAX_BUFFERED_BYTES } from "./limits.ts";
import { NO_BODY } from "./message.ts";

export interface ReadBody {
  /** What arrived of the body, up to one byte more than the service accepts. */
  body: Uint8Array;
  /** Whether the body is complete. */
  complete: boolean;
  /** Whether other bodies in transit left no room for this one. */
  overCapacity?: boolean;
}

export type BodyReader = (request: IncomingMessage) => Promise<ReadBody>;

/** Reads bodies within limits, for each request and for all requests together. Doesn't read a body that is announced as too long. */
export function createBodyReader(): BodyReader {
  let buffered = 0;

  return async (request) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    if (Number(length ?? 0) > MAX_BODY_BYTES) return { body: NO_BODY, complete: false };
    if (encoding === undefined && Number(length ?? 0) === 0) return { body: NO_BODY, complete: true };

    const chunks: Buffer[] = [];
    let size = 0;
    try {
      // Not `for await`: leaving that loop would destroy the socket before the response.
      const complete = await new Promise<boolean>((resolve, reject) => {
        request.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          buffered += chunk.length;
          if (size <= MAX_BODY_BYTES && buffered <= MAX_BUFFERED_BYTES) return;
          request.removeAllListeners("data").pause();
          resolve(false);
        });
        request.on("end", () => resolve(true)).on("error", reject);
        // After a complete body, `close` means nothing. The check avoids a useless Error.
        request.on("close", () => request.complete || reject(new Error("the client went away")));
      });
      if (!complete && size <= MAX_BODY_BYTES) return { body: NO_BODY, complete, overCapacity: true };
      const [first] = chunks;
      return { body: chunks.length === 1 && first ? first : Buffer.concat(chunks, size), complete };
    } finally {
      buffered -= size;
    }
  };
}
