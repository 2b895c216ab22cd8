import { parseSdkDate } from "../base/sdk-date.ts";
import type { Answer } from "./read-answer.ts";

/** What went wrong, for code to tell apart. */
export type Reason =
  | "other request" // the gateway saw another request than was signed
  | "wrong secret" // the same request: another secret key
  | "wrong signature" // the gateway does not say what it saw
  | "clock"
  | "locked"
  | "unknown key"
  | "token"
  | "not signed"
  | "malformed"
  | "address refused"
  | "not known"
  | "nothing wrong"; // of explainRequest: the gateway would take it

/** What a text says, before requests are compared. */
export interface Diagnosis {
  readonly reason: Reason;
  readonly summary: string;
  readonly advice: string;
}

type Rule = readonly [pattern: RegExp, reason: Reason, summary: string, advice: string];

/** The gateway's texts, and those of `verify` for cases in which the gateway's are not known. First match wins. */
const RULES: readonly Rule[] = [
  [
    /reach the limit|forbidden for|AK access failed|is locked/i,
    "locked",
    "The access key is locked: more than five signatures in a row were wrong.",
    "Wait five minutes without a request, and find out meanwhile why they were wrong: every further failure counts.",
  ],
  [
    /ak\b.{0,20}not exist|Get secretKey fail/i,
    "unknown key",
    "The gateway does not know the access key.",
    "Check the AK: typed wrongly, deleted, disabled, of another site (China, international, Europe), or a temporary one that has expired or came without its token.",
  ],
  [
    /verify security token fail|security ?token.{0,40}(expire|invalid|fail|not match|missing)|(expire|invalid).{0,20}security ?token/i,
    "token",
    "The security token is wrong, missing or expired.",
    "AK, SK and token of temporary credentials come together and end together: get all three anew.",
  ],
  [
    /decrypt token|token.{0,20}expire|token.{0,20}invalid|invalid.{0,10}token/i,
    "token",
    "The IAM token is wrong or expired.",
    "Get a new one, from the site and region that it is used in.",
  ],
  [
    /x-auth-token not found|no authori[sz]ation/i,
    "not signed",
    "The gateway found neither a signature nor a token.",
    "The Authorization header did not arrive, or begins with another word than SDK-HMAC-SHA256: proxies and redirects remove it, browsers do so across origins.",
  ],
  [
    /current ip|ip.{0,30}refused/i,
    "address refused",
    "An access rule of IAM refuses the address that the request came from.",
    "Allow the address in IAM (Security Settings > ACL), or send from an allowed one.",
  ],
  [
    /signed header (\S+) not found/i,
    "other request",
    "A header that was signed did not arrive.",
    "A proxy removed it, or it was signed and not sent.",
  ],
  [
    /header format|format.{0,20}(invalid|error|incorrect)|not in SignedHeaders|cannot be read/i,
    "malformed",
    "The Authorization header cannot be read, or leaves out X-Sdk-Date.",
    "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX. X-Sdk-Date must be signed.",
  ],
  [
    /aksk|signature/i,
    "wrong signature",
    "The signature is wrong, and the gateway does not say what it saw.",
    "Check the SK, then compare the canonical request with what was sent, body included.",
  ],
];

/** What the words say. A canonical request is not searched for words. */
export function diagnose(text: string): Diagnosis {
  const words = text.replace(/canonical[ _]?request.*/is, "signature");
  for (const [pattern, reason, summary, advice] of RULES) {
    if (pattern.test(words)) return { reason, summary, advice };
  }
  return {
    reason: "not known",
    summary: "The answer is none that is known to come of a signature.",
    advice: "Look up its error code; a signature is not to blame for it.",
  };
}

/** Server's clock less the signature's time in milliseconds, where the answer says that the signature has expired. */
export function readClockOffset({ text, date }: Answer, signedAt: string): number | undefined {
  if (!/signature.{0,10}expired|expired.{0,10}signature/i.test(text)) return undefined;
  const stated = (name: string) =>
    parseSdkDate(new RegExp(`${name} time\\s*[:=]\\s*(\\d{8}T\\d{6}Z)`, "i").exec(text)?.[1] ?? "");
  const offset = (stated("server") || date) - (stated("signature") || parseSdkDate(signedAt));
  return Number.isNaN(offset) ? undefined : offset;
}

/** The clock's diagnosis, in words. */
export function diagnoseClock(offset: number | undefined): Diagnosis {
  const reason = "clock";
  if (offset === undefined) {
    return {
      reason,
      summary: "The signature has expired: its time is more than 15 minutes off.",
      advice: "Set the clock, and sign each request, each retry too, just before it is sent.",
    };
  }
  const [direction, advice] =
    offset > 0
      ? [
          "before",
          "The clock here is slow, or the signature is an old one: sign each request, each retry too, just before it is sent.",
        ]
      : ["after", "The clock here is fast: set it."];
  return {
    reason,
    summary: `The signature has expired: its time is ${duration(Math.abs(offset))} ${direction} the gateway's.`,
    advice: isZone(offset) ? "That is a time zone: X-Sdk-Date must be in UTC." : advice,
  };
}

const MINUTE_MS = 60_000;

/** Time zones are whole half hours away; a clock may be some seconds off besides. */
function isZone(offset: number): boolean {
  const rest = Math.abs(offset) % (30 * MINUTE_MS);
  return (
    Math.abs(offset) > 29 * MINUTE_MS &&
    Math.abs(offset) < 15 * 60 * MINUTE_MS &&
    Math.min(rest, 30 * MINUTE_MS - rest) < MINUTE_MS
  );
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  return units.flatMap(([amount, unit]) => (amount > 0 ? [`${amount} ${unit}`] : [])).join(" ") || "0 s";
}
