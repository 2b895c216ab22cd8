import { AUTHORIZATION, DATE_HEADER } from "../base/constants.ts";
import { parseSdkDate } from "../base/sdk-date.ts";
import type { Diagnosis } from "./diagnose.ts";

/** What an Authorization header claims. */
export interface Claim {
  readonly ak: string;
  /** Lower case, in the order in which they stand there. */
  readonly names: readonly string[];
  readonly signature: string;
}

const FORM = "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX.";

/** What is wrong with an Authorization header; the first that fits. */
const MISTAKES: readonly [pattern: RegExp, problem: string][] = [
  [/^AWS4-/, "is a signature of AWS, which is another algorithm"],
  [/^(?!SDK-HMAC-SHA256\b)/, "does not begin with SDK-HMAC-SHA256"],
  [/^SDK-HMAC-SHA256,/, "has a comma after SDK-HMAC-SHA256"],
  [/Credential=/, "says Credential= where Access= belongs"],
  [/^(?!.*\bAccess=[^\s,])/, "names no AK: Access= is missing"],
  [/^(?!.*\bSignedHeaders=[^\s,])/, "names no signed headers: SignedHeaders= is missing"],
  [/^(?!.*\bSignature=[^\s,])/, "holds no signature: Signature= is missing"],
  [/Signature=(?=[\dA-Fa-f]{64}$)(?=.*[A-F])/, "has its signature in upper case: write the hex digits in lower case"],
  [/Signature=(?![\da-f]{64}$)/, "has a signature that is not 64 hex digits (base64, perhaps, or cut off)"],
];

/** The claim, or what is wrong with the header's form or with what it names. */
export function readAuthorization(headers: Readonly<Record<string, string>>): Claim | Diagnosis {
  const { authorization, "x-auth-token": token } = headers;
  if (authorization === undefined) return token === undefined ? UNSIGNED : TOKEN;
  const [, ak, list, signature] = AUTHORIZATION.exec(authorization) ?? [];
  if (ak === undefined || list === undefined || signature === undefined) {
    const [, problem = "is not put together as it should be"] = MISTAKES.find(([bad]) => bad.test(authorization)) ?? [];
    return malformed(`The Authorization header ${problem}.`, FORM);
  }
  const names = list.toLowerCase().split(";");
  const missing = names.find((name) => headers[name] === undefined);
  const date = headers[DATE_HEADER];
  if (!names.includes(DATE_HEADER)) {
    return date === undefined
      ? malformed("There is no X-Sdk-Date.", "Send the time of the signature as YYYYMMDDTHHMMSSZ in UTC, and sign it.")
      : malformed("X-Sdk-Date is not among the signed headers.", "It is the one header that must be signed.");
  }
  if (missing !== undefined) {
    return {
      reason: "other request",
      summary: `The header ${missing} is signed, and the request does not have it.`,
      advice: "Send it as it was signed, or do not sign it.",
    };
  }
  if (Number.isNaN(parseSdkDate(date as string)))
    return malformed("X-Sdk-Date is no date.", "Its form is YYYYMMDDTHHMMSSZ, in UTC: 20260131T235959Z.");
  return { ak, names, signature };
}

const UNSIGNED: Diagnosis = {
  reason: "not signed",
  summary: "The request is not signed: it has no Authorization header.",
  advice: "Sign it, and send all the headers that come of it.",
};

const TOKEN: Diagnosis = {
  reason: "token",
  summary: "The request carries an IAM token and no signature: there is none to be checked.",
  advice:
    "Whether the token is valid the gateway alone can say. It lives 24 hours, and on the site that it comes from.",
};

function malformed(summary: string, advice: string): Diagnosis {
  return { reason: "malformed", summary, advice };
}
