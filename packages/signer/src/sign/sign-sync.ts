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
 * `sign` without a promise, where node:crypto exists. The same input gives the same headers.
 *
 * @throws TypeError as `sign` does.
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

// Kept, for each costs as much as a hash: the last few URLs taken apart, and the date of the last second.

const canonicalTarget = /* @__PURE__ */ kept((url) => {
  const { host, pathname, search } = new URL(url);
  return { host, uri: canonicalUri(pathname), query: canonicalQuery(search) };
});

let lastSecond = Number.NaN;
let lastText = "";

/** Gives and throws what `sdkDate` does. A number is the time of this call, or that of signed fetch. */
function keptSdkDate(date: SignOptions["date"] = Date.now()): string {
  if (typeof date !== "number") return sdkDate(date);
  // The second of the Date, which cuts fractions off towards zero and is NaN, equal to no other, beyond its range.
  const second = Math.floor(new Date(date).getTime() / 1000);
  if (second !== lastSecond) {
    lastText = sdkDate(date);
    lastSecond = second;
  }
  return lastText;
}
