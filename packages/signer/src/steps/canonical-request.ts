import { decode, encode } from "../base/encode.ts";
import { type HeaderSource, readHeaders } from "../base/headers.ts";

/** What the canonical request is made of: a request without its body. */
export interface CanonicalRequestInput {
  /** Any letter case; upper-cased. */
  readonly method: string;
  /** Absolute. */
  readonly url: string | URL;
  /** Every header to be signed, x-sdk-date included. `host` is taken from the URL if it is not among them. */
  readonly headers?: HeaderSource | undefined;
}

/**
 * The canonical request: the text whose hash is signed. Six parts, joined by a newline.
 *
 * Signs every header that it is given except `authorization`, and a multipart `content-type` (its boundary is often
 * chosen after signing), and adds `host`. To see what `sign` signs, give it `x-sdk-date` too.
 *
 * @param payloadHash - lower-case hex SHA-256 of the body's bytes, or the value of X-Sdk-Content-Sha256.
 * @throws TypeError for a relative URL, and for a header value that HTTP cannot carry.
 * @see API Request Signing Guide, devg-apisign/api-sign-algorithm-002
 * @example
 * canonicalRequest({ method: "GET", url, headers: { "x-sdk-date": "20191115T033655Z" } }, payloadHash);
 */
export function canonicalRequest({ method, url, headers }: CanonicalRequestInput, payloadHash: string): string {
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

/** The lines of the six parts, for a request that is taken apart. `names`: those of the signed headers, sorted. */
export function joinCanonicalRequest(
  method: string,
  uri: string,
  query: string,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
  payloadHash: string,
): string {
  // fetch upper-cases get and post, but not patch. The block of headers ends with a newline of its own.
  return `${method.toUpperCase()}\n${uri}\n${query}\n${names.map((name) => `${name}:${headers[name]}\n`).join("")}\n${names.join(";")}\n${payloadHash}`;
}

/**
 * Each segment decoded and encoded once, and a `/` at the end: in the canonical form only, the request itself goes out
 * without it. Empty segments are kept, as three of the four official SDKs do.
 */
export function canonicalUri(path: string): string {
  return path.replace(/[^/]+/g, (segment) => encode(decode(segment))).replace(/\/?$/, "/");
}

/**
 * Pairs sorted by decoded name, then decoded value, always with a `=`.
 *
 * A literal `+` is signed as `%2B`: whether the gateway reads it as a space is not documented, so send `%20` or `%2B`.
 *
 * @param search - as in `URL.search`: empty, or with its `?`.
 */
export function canonicalQuery(search: string): string {
  return Array.from(search.matchAll(PAIR), (pair) => pair.slice(1).map(decode) as [string, string])
    .sort(([a, b], [c, d]) => compare(a, c) || compare(b, d))
    .map((pair) => pair.map(encode).join("="))
    .join("&");
}

/** Name and value; nothing between two `&` is no pair. */
const PAIR = /[?&](?=[^&])([^=&]*)=?([^&]*)/g;

/** Which of these headers are signed, sorted by character code (by locale, `_` and `-` would change places). */
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
