// Fetch in Node takes a gzip, deflate or brotli body that is cut off for a complete one:
// https://github.com/nodejs/undici/issues/2126. Downloads ask servers not to encode. A response with an encoding all the
// same is requested again without fetch, and decoded up to the end of the encoded stream.
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const DECODERS = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

/** A response whose body is as the server sent it. */
export interface RawResponse {
  status: number;
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Readable;
}

/**
 * Returns the response of fetch, or, if it has an encoding that fetch doesn't check, that of another request.
 *
 * @param again - requests the same without decoding the body.
 */
export async function strictlyDecoded(response: Response, again: () => Promise<RawResponse>): Promise<Response> {
  if (response.body === null || !decoderOf(response.headers.get("content-encoding"))) return response;
  await response.body.cancel();
  const { status, headers, body } = await again();
  const decoder = decoderOf(headers["content-encoding"] as string | undefined);
  // An error of the body also ends the decoder.
  const decoded = Readable.toWeb(decoder ? pipeline(body, decoder(), () => {}) : body);
  return new Response(decoded as ReadableStream, { status, headers: headers as Record<string, string> });
}

function decoderOf(encoding: string | null | undefined) {
  return DECODERS[encoding?.trim().toLowerCase() as keyof typeof DECODERS];
}
