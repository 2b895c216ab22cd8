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
  /** The secret of an access key, `undefined` for one that is not at hand. @default none is */
  readonly findSecret?: ((ak: string) => Secret | undefined | Promise<Secret | undefined>) | undefined;
}

/**
 * Explains what the gateway would find wrong with a signed request, without sending it: the form of its Authorization
 * header, headers that are signed and absent, its time, and with the secret key the signature.
 *
 * For a wrong signature it looks for what was signed instead: another method or body, a parameter added since, a mistake
 * of the code that signs. What it finds is proven, for the signature comes out the same.
 *
 * @returns reason `nothing wrong` if the gateway would take it, `not known` if only the secret key could tell.
 * @throws (the promise) TypeError for a URL that is none, and for a header that HTTP cannot carry.
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
  if (!secret) return isExpired ? expired(offset) : finish(onlyTheKeyKnows(ak), []);

  if (secret.securityToken !== undefined && secret.securityToken !== headers[TOKEN_HEADER])
    return finish(OTHER_TOKEN, []);
  const names = [...new Set(listed)].sort();
  const { method, path, query, payloadHash } = await ourParts(request);
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] as string]));
  const parts: SignedParts = { method, path, query, headers: signed, names, listed, payloadHash, sent: headers };
  const hasMade = async (candidate: SignedParts) => (await signatureOf(candidate, secret)) === signature;

  if (await hasMade(parts)) return isExpired ? expired(offset) : finish(NOTHING_WRONG, []);
  for await (const way of otherWays(parts, request, secret.sk))
    if (way.signature === signature) return finish(wronglySigned(way.mistake), []);
  for await (const other of otherRequests(parts, request))
    if (await hasMade(other.parts)) return otherRequest(other, parts);
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

function onlyTheKeyKnows(ak: string): Diagnosis {
  return {
    reason: "not known",
    summary: "Form, time and signed headers are right. Whether the signature is, only the secret key can tell.",
    advice: `Check it where the secret key of ${ak} is at hand.`,
  };
}

function wronglySigned(mistake: string): Diagnosis {
  return {
    reason: "wrong signature",
    summary: `The code that signed it makes a mistake: ${mistake}.`,
    advice: "Mend that: with it, and with nothing else, the signature comes out as it is in the request.",
  };
}

const OTHER_TOKEN: Diagnosis = {
  reason: "token",
  summary: "The access key is a temporary one, and its token is not the one in X-Security-Token, or there is none.",
  advice: "AK, SK and token of temporary credentials come together and end together: send the token, and sign it.",
};

const NOTHING_WRONG: Diagnosis = {
  reason: "nothing wrong",
  summary: "The signature is right, and in time.",
  advice:
    "If it is refused all the same, something changes the request on its way, or the key is locked or of another site.",
};

const ANOTHER_SECRET: Diagnosis = {
  reason: "wrong secret",
  summary: "The signature does not fit: it was made with another secret key, or for another body, URL or header.",
  advice:
    "Check that the SK belongs to the AK and is whole. If it is, the request was changed after it was signed: sign it anew, and send just what was signed.",
};
