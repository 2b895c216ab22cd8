import { hmacSha256Hex, sha256Hex } from "#crypto";
import { type CanonicalTarget, canonicalTarget, joinCanonicalRequest, signedNames } from "./canonical-request.ts";
import { ALGORITHM, CONTENT_HASH_HEADER, DATE_HEADER, DOMAIN_HEADER, TOKEN_HEADER } from "./constants.ts";
import type { Credentials } from "./credentials.ts";
import { type HeaderSource, readHeaders } from "./headers.ts";
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
  /** The time of the signature; a string has the form `YYYYMMDDTHHMMSSZ`. @default now */
  readonly date?: Date | string | undefined;
}

export interface SignedRequest {
  /** All headers to send, in lower case. Without `host`: the HTTP layer sends it. */
  readonly headers: Record<string, string>;
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
 * header that HTTP cannot carry, malformed date.
 * @see API Request Signing Guide, support.huaweicloud.com/devg-apisign
 * @example
 * const { headers } = await sign({ method: "GET", url }, { ak, sk });
 * await fetch(url, { headers });
 */
export async function sign(
  request: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): Promise<SignedRequest> {
  const date = sdkDate(options?.date ?? new Date());
  const draft = prepare(request, credentials, date, canonicalTarget(request.url));
  const payloadHash = draft.headers[CONTENT_HASH_HEADER] ?? (await sha256Hex(request.body ?? ""));
  const canonicalHash = await sha256Hex(draft.canonicalRequest(payloadHash));
  return draft.authorize(await hmacSha256Hex(credentials, stringToSign(date, canonicalHash)));
}

/** A request taken apart: what is left to do is hashing. */
export interface Draft {
  /** All to send, but for the authorization. */
  readonly headers: Record<string, string>;
  readonly canonicalRequest: (payloadHash: string) => string;
  readonly authorize: (signature: string) => SignedRequest;
}

/** Checks the input and adds the headers that belong to the signature. */
export function prepare(
  { method, headers: given, body }: SignRequest,
  { ak, sk, securityToken, domainId }: Credentials,
  date: string,
  target: CanonicalTarget,
): Draft {
  if (!ak || !sk) throw new TypeError("ak or sk is empty: set both");
  if (body != null && typeof body !== "string" && !ArrayBuffer.isView(body)) {
    throw new TypeError("body is not text or bytes: use JSON.stringify(body)");
  }
  const { host = target.host, ...headers } = readHeaders(given);
  headers[DATE_HEADER] = date;
  if ((securityToken ?? domainId) !== undefined) {
    Object.assign(headers, readHeaders({ [TOKEN_HEADER]: securityToken, [DOMAIN_HEADER]: domainId }));
  }
  const signed = { ...headers, host };
  const names = signedNames(signed);
  return {
    headers,
    canonicalRequest: (payloadHash) => joinCanonicalRequest(method, target, signed, names, payloadHash),
    /** @see API Request Signing Guide, devg-apisign/api-sign-algorithm-005 */
    authorize: (signature) => {
      headers.authorization = `${ALGORITHM} Access=${ak}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
      return { headers };
    },
  };
}
