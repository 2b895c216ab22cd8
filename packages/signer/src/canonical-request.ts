import { decode, encode } from "./encode.ts";
import { type HeaderSource, readHeaders } from "./headers.ts";

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
  const target = canonicalTarget(url);
  const all = { host: target.host, ...readHeaders(headers) };
  return joinCanonicalRequest(method, target, all, signedNames(all), payloadHash);
}

/** What the signature takes from a URL. */
export interface CanonicalTarget {
  readonly host: string;
  readonly uri: string;
  readonly query: string;
}

/** The join of the six parts, for a request that is taken apart. `names`: those of the signed headers, sorted. */
export function joinCanonicalRequest(
  method: string,
  { uri, query }: Omit<CanonicalTarget, "host">,
  headers: Readonly<Record<string, string>>,
  names: readonly string[],
  payloadHash: string,
): string {
  // fetch upper-cases get and post, but not patch.
  return `${method.toUpperCase()}\n${uri}\n${query}\n${canonicalHeaders(headers, names)}\n${names.join(";")}\n${payloadHash}`;
}

/**
 * Each segment decoded and encoded once, and a `/` at the end: in the canonical form only, the request itself goes out
 * without it. Empty segments are kept, as three of the four official SDKs do.
 */
export function canonicalUri(path: string): string {
  return path
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/")
    .replace(/\/?$/, "/");
}

/**
 * Pairs sorted by decoded name, then decoded value, always with a `=`.
 *
 * A literal `+` is signed as `%2B`: whether the gateway reads it as a space is not documented, so send `%20` or `%2B`.
 *
 * @param search - as in `URL.search`: empty, or with its `?`.
 */
export function canonicalQuery(search: string): string {
  return search
    .slice(1)
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [decode(name), decode(value.join("="))] as const;
    })
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map((pair) => pair.map(encode).join("="))
    .join("&");
}

/** One line a header, each with its newline: the join then leaves the blank line that the guide asks for. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>, names: readonly string[]): string {
  let lines = "";
  for (const name of names) lines += `${name}:${headers[name]}\n`;
  return lines;
}

/** Which of these headers are signed, sorted by character code (by locale, `_` and `-` would change places). */
export function signedNames(headers: Readonly<Record<string, string>>): string[] {
  return Object.keys(headers)
    .filter((name) => !NEVER_SIGNED.test(`${name}:${headers[name]}`))
    .sort();
}

const NEVER_SIGNED = /^authorization:|^content-type:multipart\//i;

/**
 * Host, path and query of a URL, as fetch will send them: default port dropped, dot segments resolved.
 *
 * @throws TypeError if it is not absolute. The message does not repeat it: a URL may hold a secret.
 */
export function canonicalTarget(url: string | URL): CanonicalTarget {
  if (!/^https?:/i.test(String(url))) throw new TypeError("url is not absolute: begin it with https://");
  const { host, pathname, search } = new URL(url);
  return { host, uri: canonicalUri(pathname), query: canonicalQuery(search) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
