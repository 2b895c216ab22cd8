import { AUTHORIZATION, DATE_HEADER } from "../base/constants.ts";
import { parseSdkDate } from "../base/sdk-date.ts";
import type { Diagnosis } from "./diagnose.ts";

/** The content of an Authorization header. */
export interface Claim {
  readonly ak: string;
  /** Names of the signed headers in lower case, in the header's order. */
  readonly names: readonly string[];
  readonly signature: string;
}

const FORM = "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX.";

/** Mistakes in an Authorization header. The first match wins. */
const MISTAKES: readonly [pattern: RegExp, problem: string][] = [
  [/^AWS4-/, "is an AWS signature, which is a different algorithm"],
  [/^(?!SDK-HMAC-SHA256\b)/, "doesn't start with SDK-HMAC-SHA256"],
  [/^SDK-HMAC-SHA256,/, "has a comma after SDK-HMAC-SHA256"],
  [/Credential=/, "has Credential= instead of Access="],
  [/^(?!.*\bAccess=[^\s,])/, "has no AK: Access= is missing"],
  [/^(?!.*\bSignedHeaders=[^\s,])/, "lists no signed headers: SignedHeaders= is missing"],
  [/^(?!.*\bSignature=[^\s,])/, "has no signature: Signature= is missing"],
  [/Signature=(?=[\dA-Fa-f]{64}$)(?=.*[A-F])/, "has an upper-case signature: write the hex digits in lower case"],
  [/Signature=(?![\da-f]{64}$)/, "has a signature that isn't 64 hex digits: it may be base64 or truncated"],
];

/** Reads the header, or diagnoses its first mistake. */
export function readAuthorization(headers: Readonly<Record<string, string>>): Claim | Diagnosis {
  const { authorization, "x-auth-token": token } = headers;
  if (authorization === undefined) return token === undefined ? UNSIGNED : TOKEN;
  const [, ak, list, signature] = AUTHORIZATION.exec(authorization) ?? [];
  if (ak === undefined || list === undefined || signature === undefined) {
    const [, problem = "is malformed"] = MISTAKES.find(([bad]) => bad.test(authorization)) ?? [];
    return malformed(`The Authorization header ${problem}.`, FORM);
  }
  const names = list.toLowerCase().split(";");
  const missing = names.find((name) => headers[name] === undefined);
  const date = headers[DATE_HEADER];
  if (!names.includes(DATE_HEADER)) {
    return date === undefined
      ? malformed("X-Sdk-Date is missing.", "Send the time of the signature as YYYYMMDDTHHMMSSZ in UTC, and sign it.")
      : malformed("X-Sdk-Date isn't signed.", "Add it to SignedHeaders: it must be signed.");
  }
  if (missing !== undefined) {
    return {
      reason: "other request",
      summary: `The header ${missing} is signed, but the request doesn't have it.`,
      advice: "Send it as it was signed, or don't sign it.",
    };
  }
  if (Number.isNaN(parseSdkDate(date as string)))
    return malformed("X-Sdk-Date isn't a date.", "Its form is YYYYMMDDTHHMMSSZ, in UTC: 20260131T235959Z.");
  return { ak, names, signature };
}

const UNSIGNED: Diagnosis = {
  reason: "not signed",
  summary: "The request isn't signed: it has no Authorization header.",
  advice: "Sign it, and send all headers that signing returns.",
};

const TOKEN: Diagnosis = {
  reason: "token",
  summary: "The request has an IAM token instead of a signature.",
  advice: "Only the gateway can check the token. It's valid for 24 hours, and only on the site that issued it.",
};

function malformed(summary: string, advice: string): Diagnosis {
  return { reason: "malformed", summary, advice };
}
