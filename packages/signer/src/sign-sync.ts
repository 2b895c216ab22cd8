import { type CanonicalTarget, canonicalTarget } from "./canonical-request.ts";
import { CONTENT_HASH_HEADER } from "./constants.ts";
import type { Credentials } from "./credentials.ts";
import { hmacSha256Hex, sha256Hex } from "./crypto/node.ts";
import { sdkDate } from "./sdk-date.ts";
import { prepare, type SignedRequest, type SignOptions, type SignRequest } from "./sign.ts";
import { stringToSign } from "./string-to-sign.ts";

/**
 * `sign` without a promise, where node:crypto exists. The same input gives the same headers.
 *
 * @throws TypeError as `sign` does.
 * @example
 * const { headers } = signSync({ method: "GET", url }, { ak, sk });
 */
export function signSync(request: SignRequest, credentials: Credentials, options?: SignOptions): SignedRequest {
  const date = options?.date === undefined ? sdkDateNow() : sdkDate(options.date);
  const draft = prepare(request, credentials, date, keptTarget(String(request.url)));
  const payloadHash = draft.headers[CONTENT_HASH_HEADER] ?? sha256Hex(request.body ?? "");
  const canonicalHash = sha256Hex(draft.canonicalRequest(payloadHash));
  return draft.authorize(hmacSha256Hex(credentials, stringToSign(date, canonicalHash)));
}

// Kept, for each costs as much as a hash: the last few URLs taken apart, and the date of the current second.

const MAX_TARGETS = 50;
const targets = /* @__PURE__ */ new Map<string, CanonicalTarget>();

function keptTarget(url: string): CanonicalTarget {
  let target = targets.get(url);
  if (!target) {
    target = canonicalTarget(url);
    if (targets.size >= MAX_TARGETS) targets.clear();
    targets.set(url, target);
  }
  return target;
}

let lastSecond = Number.NaN;
let lastText = "";

function sdkDateNow(): string {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (second !== lastSecond) {
    lastText = sdkDate(new Date(now));
    lastSecond = second;
  }
  return lastText;
}
