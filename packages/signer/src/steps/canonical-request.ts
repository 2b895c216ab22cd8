import { decode, encode } from "../base/encode.ts";
import { readHeaders } from "../base/headers.ts";
import type { SignRequest } from "./sign-request.ts";

/**
 * Returns the canonical request: the text whose hash is signed. It has six parts, joined by newlines.
 *
 * Includes all given headers and `host`, except `authorization` and a multipart `content-type` (its boundary is often
 * chosen after signing). To get the text that `sign` signs, also pass `x-sdk-date`. The body isn't read.
 *
 * @param payloadHash - lower-case hex SHA-256 of the body's bytes, or the value of X-Sdk-Content-Sha256.
 * @throws TypeError for a relative URL, or for a header value that HTTP can't carry.
 * @see API Request Signing Guide, devg-apisign/api-sign-algorithm-002
 * @example
 * canonicalRequest({ method: "GET", url, headers: { "x-sdk-date": "20191115T033655Z" } }, payloadHash);
 */
export function canonicalRequest({ method, url, headers }: SignRequest, payloadHash: string): string {
  const { host, pathname, search } = new URL(url);
  const all = { host, ...readHeaders(headers) };
  return joinCanonicalRequest(
    method,
    canonicalUri(pathname),
    canonicalQuery(search),
    all,
    signedNames(all),
    payloadHash,
  );
}

/** Joins the six parts. `names` are the sorted names of the signed headers. */
export function joinCanonicalRequest(
  method: string,
  uri: string,
  query: string,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
  payloadHash: string,
): string {
  // fetch upper-cases get and post, but not patch. Each header ends with a newline, so an empty line follows the last.
  return `${method.toUpperCase()}\n${uri}\n${query}\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${payloadHash}`;
}

/**
 * Decodes and encodes each segment once, and appends a `/`. Only the canonical form gets that slash, not the request.
 * Empty segments are kept, as in three of the four official SDKs.
 */
export function canonicalUri(path: string): string {
  return path.replace(/[^/]+/g, (segment) => encode(decode(segment))).replace(/\/?$/, "/");
}

/**
 * Sorts the pairs by decoded name, then by decoded value, and writes each with a `=`.
 *
 * A literal `+` is signed as `%2B`. Whether the gateway reads it as a space is undocumented: send `%20` or `%2B`
 * instead.
 *
 * @param search - like `URL.search`: empty, or starting with `?`.
 */
export function canonicalQuery(search: string): string {
  return Array.from(search.matchAll(PAIR), (pair) => pair.slice(1).map(decode) as [string, string])
    .sort(([a, b], [c, d]) => compare(a, c) || compare(b, d))
    .map((pair) => pair.map(encode).join("="))
    .join("&");
}

/** Name and value. Skips empty pairs between two `&`. */
const PAIR = /[?&](?=[^&])([^=&]*)=?([^&]*)/g;

/** The names of the headers to sign, sorted by character code. (Sorting by locale would swap `_` and `-`.) */
export function signedNames(headers: Readonly<Record<string, string>>): string[] {
  return Object.keys(headers)
    .filter(
      (name) => name !== "authorization" && !(name === "content-type" && /^multipart/i.test(headers[name] as string)),
    )
    .sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : +(a > b);
}
