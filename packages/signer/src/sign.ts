import { hmacSha256Hex, sha256Hex } from "#crypto";
import { authorize, type SignedRequest } from "./authorize.ts";
import { canonicalQuery, canonicalUri, joinCanonicalRequest, signedNames } from "./canonical-request.ts";
import { completeHeaders } from "./complete-headers.ts";
import { CONTENT_HASH_HEADER } from "./constants.ts";
import type { Credentials } from "./credentials.ts";
import type { HeaderSource } from "./headers.ts";
import { sdkDate } from "./sdk-date.ts";
import { stringToSign } from "./string-to-sign.ts";

/** A request to be signed. */
export interface SignRequest {
  /** Any letter case; signed in upper case, and to be sent so. */
  readonly method: string;
  /** Absolute. Signed as fetch will send it: normalised, default port dropped. */
  readonly url: string | URL;
  /** All are signed, except `authorization` and a multipart `content-type`. */
  readonly headers?: HeaderSource | undefined;
  /** The exact text or bytes that will be sent, never an object. */
  readonly body?: string | Uint8Array | null | undefined;
}

export interface SignOptions {
  /** The time of the signature: a Date, milliseconds since 1970, or text, best as `YYYYMMDDTHHMMSSZ`. @default now */
  readonly date?: Date | string | number | undefined;
}

/**
 * Signs a request with SDK-HMAC-SHA256 and returns all headers to send: the given ones, `x-sdk-date`, `authorization`,
 * and `x-security-token` and `x-domain-id` if the credentials have them.
 *
 * - Every header given is signed, except `authorization` (replaced) and a multipart `content-type`. Give only headers
 *   that arrive unchanged: none that a proxy or the HTTP layer may change.
 * - A given `x-sdk-date` is replaced: a header kept from an earlier signature would age and be refused after 15
 *   minutes. Use the option `date`.
 * - A given `host` is signed instead of the URL's: for requests through a tunnel. Send it yourself.
 * - A given `x-sdk-content-sha256`, for example `UNSIGNED-PAYLOAD`, stands in place of the body's hash, unchecked.
 *
 * @throws TypeError in one line, without a secret: empty ak or sk, relative URL, body that is neither text nor bytes,
 * header that HTTP cannot carry. RangeError for what is no date.
 * @see API Request Signing Guide, support.huaweicloud.com/devg-apisign
 * @example
 * const { headers } = await sign({ method: "GET", url }, { ak, sk });
 * await fetch(url, { headers });
 */
export async function sign(
  { method, url, headers, body }: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): Promise<SignedRequest> {
  const date = sdkDate(options?.date);
  const { host, pathname, search } = new URL(url);
  const signed = completeHeaders(host, headers, credentials, date);
  const names = signedNames(signed);
  const canonical = joinCanonicalRequest(
    method,
    canonicalUri(pathname),
    canonicalQuery(search),
    signed,
    names,
    signed[CONTENT_HASH_HEADER] ?? (await sha256Hex(body ?? "")),
  );
  const signature = await hmacSha256Hex(credentials, stringToSign(date, await sha256Hex(canonical)));
  return authorize(signed, credentials.ak, names, signature);
}
