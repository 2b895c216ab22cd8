import { parseSdkDate } from "../base/sdk-date.ts";
import type { Answer } from "./answer.ts";

/** What went wrong, for programs. */
export type Reason =
  | "other request" // the gateway received a different request than the signed one
  | "wrong secret" // the gateway received the signed request: the secret key differs
  | "wrong signature" // the gateway doesn't say what it received
  | "clock"
  | "locked"
  | "unknown key"
  | "token"
  | "not signed"
  | "malformed"
  | "address refused"
  | "not known"
  | "nothing wrong"; // the request succeeded; from explainRequest: the gateway would accept it

/** What an answer's text says, without comparing requests. */
export interface Diagnosis {
  readonly reason: Reason;
  readonly summary: string;
  readonly advice: string;
}

type Rule = readonly [pattern: RegExp, reason: Reason, summary: string, advice: string];

/** The gateway's texts, and those of `verify` where the gateway's are unknown. The first match wins. */
const RULES: readonly Rule[] = [
  [
    /reach the limit|forbidden for|AK access failed|is locked/i,
    "locked",
    "The access key is locked: more than five signatures in a row were wrong.",
    "Send nothing for five minutes, because each failure counts. Meanwhile, find out why the signatures were wrong.",
  ],
  [
    /ak\b.{0,20}not exist|Get secretKey fail/i,
    "unknown key",
    "The gateway doesn't know the access key.",
    "Check the AK. It may be mistyped, deleted, disabled, from another site (China, international, Europe), or temporary and either expired or sent without its token.",
  ],
  [
    /verify security token fail|security ?token.{0,40}(expire|invalid|fail|not match|missing)|(expire|invalid).{0,20}security ?token/i,
    "token",
    "The security token is wrong, missing or expired.",
    "Temporary AK, SK and token belong together and expire together: get all three again.",
  ],
  [
    /decrypt token|token.{0,20}expire|token.{0,20}invalid|invalid.{0,10}token/i,
    "token",
    "The IAM token is wrong or expired.",
    "Get a new one from the site and region where you use it.",
  ],
  [
    /x-auth-token not found|no authori[sz]ation/i,
    "not signed",
    "The gateway found neither a signature nor a token.",
    "The Authorization header didn't arrive, or doesn't start with SDK-HMAC-SHA256. Proxies and redirects remove it, and browsers do so across origins.",
  ],
  [
    /current ip|ip.{0,30}refused/i,
    "address refused",
    "An IAM access rule refuses the request's address.",
    "Allow the address in IAM (Security Settings > ACL), or send the request from an allowed one.",
  ],
  [
    /signed header (\S+) not found/i,
    "other request",
    "A signed header didn't arrive.",
    "A proxy removed it, or it was signed and not sent.",
  ],
  [
    /header format|format.{0,20}(invalid|error|incorrect)|not in SignedHeaders|cannot be read/i,
    "malformed",
    "The Authorization header is malformed, or doesn't list X-Sdk-Date.",
    "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX. X-Sdk-Date must be signed.",
  ],
  [
    /(aksk|signature).{0,40}(fail|wrong|invalid|error|incorrect|not ?match)|(fail|wrong|invalid|incorrect).{0,20}(aksk|signature)/i,
    "wrong signature",
    "The signature is wrong, and the gateway doesn't say what it received.",
    "Check the SK. Then compare the canonical request with the request that was sent, including its body.",
  ],
];

/** Diagnoses by the text alone. Ignores URLs and signatures in it, because links to files are signed too. */
export function diagnose({ text, status }: Answer): Diagnosis {
  const words = text.replace(/https?:\/\/\S+|Signature=\S*|canonical[ _]?request.*/gis, "");
  for (const [pattern, reason, summary, advice] of RULES) {
    if (pattern.test(words)) return { reason, summary, advice };
  }
  return {
    reason: "not known",
    summary: `The answer isn't a known signature error${status === undefined ? "" : `: HTTP ${status}`}.`,
    advice: "Look up its error code: the signature isn't the cause.",
  };
}

/** The diagnosis for a request that succeeded. */
export function succeeded(status: number | undefined): Diagnosis {
  const how = status === undefined ? "The answer contains no error" : `The request succeeded with HTTP ${status}`;
  return { reason: "nothing wrong", summary: `${how}: the gateway accepted the signature.`, advice: "" };
}

/** Server's time minus the signature's time in milliseconds, if the answer says that the signature expired. */
export function readClockOffset({ text, date }: Answer, signedAt: string): number | undefined {
  if (!/signature.{0,10}expired|expired.{0,10}signature/i.test(text)) return undefined;
  const stated = (name: string) =>
    parseSdkDate(new RegExp(`${name} time\\s*[:=]\\s*(\\d{8}T\\d{6}Z)`, "i").exec(text)?.[1] ?? "");
  const offset = (stated("server") || date) - (stated("signature") || parseSdkDate(signedAt));
  return Number.isNaN(offset) ? undefined : offset;
}

/** The diagnosis for an expired signature. */
export function diagnoseClock(offset: number | undefined): Diagnosis {
  const reason = "clock";
  if (offset === undefined) {
    return {
      reason,
      summary: "The signature has expired: its time differs from the gateway's by more than 15 minutes.",
      advice: "Set the clock. Sign each request and each retry just before sending it.",
    };
  }
  const [direction, advice] =
    offset > 0
      ? [
          "before",
          "This computer's clock is slow, or the signature is old. Sign each request and each retry just before sending it.",
        ]
      : ["after", "This computer's clock is fast: set it."];
  return {
    reason,
    summary: `The signature has expired: its time is ${duration(Math.abs(offset))} ${direction} the gateway's.`,
    advice: isZone(offset) ? "The difference is a time zone: X-Sdk-Date must be in UTC." : advice,
  };
}

const MINUTE_MS = 60_000;

/** Time zones differ by multiples of 30 minutes. The clock may also be a few seconds off. */
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
