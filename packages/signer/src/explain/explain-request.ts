import { hmacSha256Hex, sha256Hex } from "#runtime";
import { DATE_HEADER, SIGNATURE_WINDOW_MS, TOKEN_HEADER } from "../base/constants.ts";
import { readHeaders } from "../base/headers.ts";
import { parseSdkDate } from "../base/sdk-date.ts";
import { isSecretName } from "../base/secrets.ts";
import { joinCanonicalRequest } from "../steps/canonical-request.ts";
import { stringToSign } from "../steps/string-to-sign.ts";
import type { Secret, VerifyOptions } from "../verify/verify.ts";
import { type Diagnosis, diagnoseClock } from "./diagnose.ts";
import type { Explanation } from "./explanation.ts";
import { finish } from "./finish.ts";
import { type OtherRequest, otherRequests } from "./other-requests.ts";
import { otherWays } from "./other-ways.ts";
import { type ExplainedRequest, ourParts } from "./our-parts.ts";
import { readAuthorization } from "./read-authorization.ts";
import { masker } from "./secrets.ts";
import type { SignedParts } from "./signed-parts.ts";

/** Options of `explainRequest`. */
export interface ExplainRequestOptions extends VerifyOptions {
  /** Returns the secret of an access key, `undefined` for an unknown one. @default every key is unknown */
  readonly findSecret?: ((ak: string) => Secret | undefined | Promise<Secret | undefined>) | undefined;
}

/**
 * Explains why the gateway would refuse a signed request, without sending it.
 *
 * Checks the form of the Authorization header, its time, and signed headers that are missing. With the secret key, it
 * also checks the signature. If that's wrong, it looks for the request that was signed instead: another method or body,
 * a parameter that was added later, or a mistake in the code that signs. A cause that it reports is proven, because the
 * request with that change has the same signature.
 *
 * @returns reason `nothing wrong` if the gateway would accept the request, `not known` without the secret key.
 * @throws (the promise) TypeError for an invalid URL or a header that HTTP can't carry; errors of `findSecret`.
 * @example
 * console.error((await explainRequest({ method, url, headers, body }, { findSecret: (ak) => secrets.get(ak) })).text);
 */
export async function explainRequest(
  request: ExplainedRequest,
  { findSecret = () => undefined, now = Date.now }: ExplainRequestOptions = {},
): Promise<Explanation> {
  const headers: Record<string, string> = { host: new URL(request.url).host, ...readHeaders(request.headers) };
  const claim = readAuthorization(headers);
  if ("reason" in claim) return finish(claim, []);
  const { ak, names: listed, signature } = claim;

  const offset = (typeof now === "function" ? now() : Number(now)) - parseSdkDate(headers[DATE_HEADER] as string);
  const isExpired = Math.abs(offset) > SIGNATURE_WINDOW_MS;
  const secret = await findSecret(ak);
  if (!secret) return isExpired ? expired(offset) : finish(unchecked(ak), []);

  if (secret.securityToken !== undefined && secret.securityToken !== headers[TOKEN_HEADER])
    return finish(OTHER_TOKEN, []);
  const names = [...new Set(listed)].sort();
  const { method, path, query, payloadHash } = await ourParts(request);
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] as string]));
  const parts: SignedParts = { method, path, query, headers: signed, names, listed, payloadHash, sent: headers };
  const matches = async (candidate: SignedParts) => (await signatureOf(candidate, secret)) === signature;

  if (await matches(parts)) return isExpired ? expired(offset) : finish(NOTHING_WRONG, []);
  for await (const way of otherWays(parts, request, secret.sk))
    if (way.signature === signature) return finish(wronglySigned(way.mistake), []);
  for await (const other of otherRequests(parts, request))
    if (await matches(other.parts)) return otherRequest(other, parts);
  return finish(ANOTHER_SECRET, []);
}

async function signatureOf(parts: SignedParts, secret: Secret): Promise<string> {
  const { method, path, query, headers, names, payloadHash, sent } = parts;
  const canonical = joinCanonicalRequest(method, path, query, headers, names, payloadHash);
  const date = headers[DATE_HEADER] ?? sent[DATE_HEADER];
  return hmacSha256Hex(secret, stringToSign(date as string, await sha256Hex(canonical)));
}

function otherRequest({ part, signed, cause }: OtherRequest, parts: SignedParts): Explanation {
  const theirs = signedValue(part, parts);
  const mask = masker(parts);
  const hide = (value: string) => (isSecretName(part) ? "***" : mask(value));
  const difference = { part, same: false, ours: hide(signed), theirs: hide(theirs), cause: mask(cause) };
  const summary = `The signature was made for another request: ${part}.`;
  return finish({ reason: "other request", summary, advice: `${part}: ${mask(cause)}` }, [difference], LABELS);
}

const LABELS = { ours: "signed", theirs: "sent" };

function signedValue(part: OtherRequest["part"], parts: SignedParts): string {
  if (part === "signed headers") return parts.names.join(";");
  if (part === "payload") return parts.payloadHash;
  if (part === "method" || part === "path" || part === "query") return parts[part];
  return parts.headers[part.slice("header ".length)] as string;
}

function expired(clockOffsetMs: number): Explanation {
  return { ...finish(diagnoseClock(clockOffsetMs), []), clockOffsetMs };
}

function unchecked(ak: string): Diagnosis {
  return {
    reason: "not known",
    summary: "Form, time and signed headers are right. The signature can't be checked without the secret key.",
    advice: `Check it where you have the secret key of ${ak}.`,
  };
}

function wronglySigned(mistake: string): Diagnosis {
  return {
    reason: "wrong signature",
    summary: `The code that signed the request has a mistake: ${mistake}.`,
    advice: "Fix it: this mistake alone produces exactly this signature.",
  };
}

const OTHER_TOKEN: Diagnosis = {
  reason: "token",
  summary: "The access key is temporary, and X-Security-Token is missing or has another token.",
  advice: "Temporary AK, SK and token belong together: send the token, and sign it.",
};

const NOTHING_WRONG: Diagnosis = {
  reason: "nothing wrong",
  summary: "The signature is right and hasn't expired.",
  advice:
    "If the gateway still refuses the request, something changes it on the way, or the key is locked or from another site.",
};

const ANOTHER_SECRET: Diagnosis = {
  reason: "wrong secret",
  summary: "The signature doesn't match: it was made with another secret key, or for another body, URL or header.",
  advice:
    "Check that the SK belongs to the AK and is complete. If it is, the request changed after it was signed: sign it again, and send exactly what was signed.",
};
