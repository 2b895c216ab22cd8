import { CONTENT_HASH_HEADER } from "../base/constants.ts";
import type { Credentials } from "../base/credentials.ts";
import { sdkDate } from "../base/sdk-date.ts";
import { hmacSha256Hex, kept, sha256Hex } from "../crypto/node.ts";
import { authorize, type SignedRequest } from "../steps/authorize.ts";
import { canonicalQuery, canonicalUri, joinCanonicalRequest, signedNames } from "../steps/canonical-request.ts";
import { completeHeaders } from "../steps/complete-headers.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";
import { stringToSign } from "../steps/string-to-sign.ts";

/**
 * Does what `sign` does without a promise, on runtimes with node:crypto. The headers are the same.
 *
 * @throws TypeError and RangeError, as `sign` does.
 * @example
 * const { headers } = signSync({ method: "GET", url }, { ak, sk });
 */
export function signSync(
  { method, url, headers, body }: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): SignedRequest {
  const date = keptSdkDate(options?.date);
  const { host, uri, query } = canonicalTarget(`${url}`);
  const signed = completeHeaders(host, headers, credentials, date);
  const names = signedNames(signed);
  const payloadHash = signed[CONTENT_HASH_HEADER] ?? sha256Hex(body ?? "");
  const canonical = joinCanonicalRequest(method, uri, query, signed, names, payloadHash);
  const signature = hmacSha256Hex(credentials, stringToSign(date, sha256Hex(canonical)));
  return authorize(signed, credentials.ak, names, signature);
}

// Parsing a URL or formatting a date takes as long as a hash, so the last few URLs and the last second are kept.

const canonicalTarget = /* @__PURE__ */ kept((url) => {
  const { host, pathname, search } = new URL(url);
  return { host, uri: canonicalUri(pathname), query: canonicalQuery(search) };
});

let lastSecond = Number.NaN;
let lastText = "";

/** Same results and errors as `sdkDate`. Numbers come from this call's clock or from signed fetch. */
function keptSdkDate(date: SignOptions["date"] = Date.now()): string {
  if (typeof date !== "number") return sdkDate(date);
  // Go through Date: it truncates fractions towards zero, and out of range it's NaN, which never equals the last
  // second.
  const second = Math.floor(new Date(date).getTime() / 1000);
  if (second !== lastSecond) {
    lastText = sdkDate(date);
    lastSecond = second;
  }
  return lastText;
}
