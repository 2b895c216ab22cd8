import { CONTENT_HASH_HEADER } from "../base/constants.ts";
import type { Credentials } from "../base/credentials.ts";
import { sdkDate } from "../base/sdk-date.ts";
import { hmacSha256Hex, sha256Hex } from "../crypto/web.ts";
import { authorize, type SignedRequest } from "../steps/authorize.ts";
import { canonicalQuery, canonicalUri, joinCanonicalRequest, signedNames } from "../steps/canonical-request.ts";
import { completeHeaders } from "../steps/complete-headers.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";
import { stringToSign } from "../steps/string-to-sign.ts";

/** `sign` with WebCrypto. @see runtime/contract.ts */
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
