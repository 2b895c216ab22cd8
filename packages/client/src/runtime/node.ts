// Node's fetch takes a gzip, deflate or brotli body that is cut off for a complete one:
// https://github.com/nodejs/undici/issues/2126. Downloads ask servers not to encode. A response with an encoding all the
// same is requested again without fetch, and decoded up to the end of the encoded stream.
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const DECODERS = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress };

/** The fetch for downloads. */
export const downloadFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.body === null || !decoderOf(response.headers.get("content-encoding"))) return response;
  await response.body.cancel();
  return strictFetch(String(input), init);
};

function strictFetch(url: string, init: RequestInit | undefined): Promise<Response> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  const headers = init?.headers as Record<string, string>;
  const signal = init?.signal ?? undefined;
  return new Promise((resolve, reject) => {
    request(url, { headers, ...(signal && { signal }) }, (message) => resolve(responseOf(message)))
      .on("error", reject)
      .end();
  });
}

function responseOf(message: IncomingMessage): Response {
  const { statusCode: status = 0, headers } = message;
  const decoder = decoderOf(headers["content-encoding"]);
  // An error of the message also ends the decoder.
  const body = Readable.toWeb(decoder ? pipeline(message, decoder(), () => {}) : message);
  return new Response(body as ReadableStream, { status, headers: headers as Record<string, string> });
}

function decoderOf(encoding: string | null | undefined) {
  return DECODERS[encoding?.trim().toLowerCase() as keyof typeof DECODERS];
}
