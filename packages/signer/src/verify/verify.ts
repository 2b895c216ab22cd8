import { hmacSha256Hex, kept, sha256Hex } from "#runtime";
import {
  AUTHORIZATION,
  CONTENT_HASH_HEADER,
  DATE_HEADER,
  SIGNATURE_WINDOW_MS,
  TOKEN_HEADER,
} from "../base/constants.ts";
import { parseSdkDate, sdkDate } from "../base/sdk-date.ts";
import { isSecretName } from "../base/secrets.ts";
import { canonicalQuery, canonicalUri, joinCanonicalRequest } from "../steps/canonical-request.ts";
import { stringToSign } from "../steps/string-to-sign.ts";

/** A request as it arrived, not normalised. */
export interface ReceivedRequest {
  /** Method of the request line: Node's `req.method`. */
  readonly method: string;
  /** Raw path and query of the request line: Node's `req.url`, or `url.pathname + url.search`. */
  readonly target: string;
  /**
   * Raw headers, including `host`: pairs, a `Headers`, a record such as Node's `req.headers`, or the flat list of
   * Node's `req.rawHeaders`.
   */
  readonly headers: ReceivedHeaders;
  /** The body's bytes before any parsing. Leave it out if the request has none. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** Headers as a server received them. Names may be in any letter case. */
export type ReceivedHeaders =
  | Iterable<readonly [name: string, value: string]>
  | readonly string[]
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The secret of an access key. Return the same object each time: data derived from the key is kept with it. */
export interface Secret {
  /** Secret access key. */
  readonly sk: string;
  /** Token of a temporary key. Requests must send it. */
  readonly securityToken?: string | undefined;
}

/** Options of `verify`. */
export interface VerifyOptions {
  /** The verifier's clock: a Date, milliseconds since 1970, or a function that returns them. @default Date.now */
  readonly now?: Date | number | (() => number) | undefined;
}

/** The result of `verify`: the access key of a valid signature, or why the signature is refused. */
export type Verdict = Accepted | Refused;

interface Accepted {
  /** The signature is valid. */
  readonly ok: true;
  /** Access key ID that signed the request. */
  readonly ak: string;
  /** Only of a refusal. */
  readonly status?: never;
  /** Only of a refusal. */
  readonly code?: never;
  /** Only of a refusal. */
  readonly message?: never;
}

interface Refused {
  /** The signature is missing, invalid or expired. */
  readonly ok: false;
  /** Only of a valid signature. */
  readonly ak?: never;
  /** HTTP status of the gateway's answer: 401. */
  readonly status: number;
  /** The gateway's error code: `APIGW.0301`. */
  readonly code: string;
  /** The gateway's error text. It contains no secrets. */
  readonly message: string;
}

/**
 * Checks the signature of a request as the gateway does, and reports failures in the gateway's words.
 *
 * - Checks exactly the headers named in SignedHeaders, which must include X-Sdk-Date. Values are compared as received,
 *   after trimming.
 * - X-Sdk-Date may differ from the clock by 15 minutes in either direction.
 * - A **signed** X-Sdk-Content-Sha256 replaces the body's hash, as in every official signer. It isn't compared with the
 *   body: whether the gateway does so is undocumented. An unsigned one is ignored.
 * - A key with a `securityToken` needs that token in X-Security-Token. The echoed canonical request masks secret
 *   headers.
 *
 * Compares signatures in constant time. Accepts the same signature more than once.
 *
 * @param findSecret - returns the secret of an access key, `undefined` for an unknown one. May be asynchronous.
 * @throws (the promise) only errors of `findSecret`. A malformed request is refused.
 * @see API Request Signing Guide, devg-apisign/api-sign-0001 (the error texts)
 * @example
 * const verdict = await verify({ method, target: req.url, headers: req.rawHeaders, body }, (ak) => secrets.get(ak));
 * if (!verdict.ok) res.writeHead(verdict.status);
 */
export async function verify(
  request: ReceivedRequest,
  findSecret: (ak: string) => Secret | undefined | Promise<Secret | undefined>,
  options?: VerifyOptions,
): Promise<Verdict> {
  const claim = readClaim(request);
  if (typeof claim === "string") return refuse(claim);
  const { ak, headers, signed, signature, canonicalWith } = claim;

  const secret = await findSecret(ak);
  if (!secret) return refuse(`Get secretKey failed,ak:${ak},err:ak not exist`);

  const date = headers[DATE_HEADER] ?? "";
  const now = readClock(options?.now);
  // Not with `>`: NaN, from an invalid date, must not pass.
  if (!(Math.abs(now - parseSdkDate(date)) <= SIGNATURE_WINDOW_MS)) {
    const serverTime = sdkDate(new Date(now));
    return refuse(`calc aksk signature fail:signature expired, signature time:${date},server time:${serverTime}`);
  }
  const { securityToken } = secret;
  if (securityToken !== undefined && !constantTimeEqual(headers[TOKEN_HEADER] ?? "", securityToken)) {
    // The gateway's text for a wrong or missing X-Security-Token is unknown.
    return refuse("verify security token fail");
  }

  const presetHash = signed.includes(CONTENT_HASH_HEADER) ? headers[CONTENT_HASH_HEADER] : undefined;
  const payloadHash = presetHash ?? (await sha256Hex(request.body ?? ""));
  const canonicalHash = await sha256Hex(canonicalWith(headers, payloadHash));
  const expected = await hmacSha256Hex(secret, stringToSign(date, canonicalHash));
  if (constantTimeEqual(expected, signature)) return { ok: true, ak };

  // Error texts end up in logs.
  const shown = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? "***" : value]),
  );
  const echo = canonicalWith(shown, payloadHash).replaceAll("\n", "|");
  return refuse(`verify aksk signature fail, canonicalRequest:${echo}`);
}

/** What a request claims about its signature. */
interface Claim {
  readonly ak: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signed: readonly string[];
  readonly signature: string;
  readonly canonicalWith: (headers: Readonly<Record<string, string>>, payloadHash: string) => string;
}

/** The claim, or why the request has none. */
function readClaim(request: ReceivedRequest): Claim | string {
  try {
    const headers = readReceivedHeaders(request.headers);
    const authorization = headers.authorization;
    // Without a signature, the gateway looks for a token.
    if (authorization === undefined) return "x-auth-token not found";

    const [, ak, list, signature] = AUTHORIZATION.exec(authorization) ?? [];
    // The gateway's texts for the next three are unknown.
    if (ak === undefined || list === undefined || signature === undefined) return "Authorization header format invalid";
    const signed = namesIn(list);
    if (!signed.includes(DATE_HEADER)) return "X-Sdk-Date is not in SignedHeaders";
    const missing = signed.find((name) => headers[name] === undefined);
    if (missing !== undefined) return `signed header ${missing} not found`;

    const { uri, query } = canonicalTarget(request.target);
    const method = String(request.method);
    const canonicalWith: Claim["canonicalWith"] = (values, payloadHash) =>
      joinCanonicalRequest(method, uri, query, values, signed, payloadHash);
    return { ak, headers, signed, signature, canonicalWith };
  } catch {
    return "the request cannot be read";
  }
}

/** The names in a list of signed headers, sorted, without duplicates. Clients send the same few lists. */
const namesIn = /* @__PURE__ */ kept((list): readonly string[] => [...new Set(list.toLowerCase().split(";"))].sort());

const canonicalTarget = /* @__PURE__ */ kept((target) => {
  // A target must be ASCII, but other characters may arrive.
  const [, path = "", search = ""] = PARTS.exec(target.replace(NOT_ASCII, encodeURIComponent)) ?? [];
  return { uri: canonicalUri(path), query: canonicalQuery(search) };
});

/** Path and query of an absolute or relative target. */
const PARTS = /(?:https?:\/\/[^/?#]*)?([^?]*)(.*)/is;
const NOT_ASCII = /[^\0-\x7f]+/g;

/** Like `readHeaders`, but accepts any value. How the gateway joins repeated headers is unknown. */
function readReceivedHeaders(source: ReceivedHeaders): Record<string, string> {
  // No prototype: SignedHeaders may contain any name, even `constructor`.
  const headers: Record<string, string> = Object.create(null);
  const add = (name: string, value: string): void => {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? trim(value) : `${before}, ${trim(value)}`;
  };
  if (isFlat(source)) {
    for (let i = 0; i < source.length; i += 2) add(String(source[i]), String(source[i + 1]));
  } else if (Symbol.iterator in source) {
    for (const [name, value] of source) add(name, value);
  } else {
    for (const [name, value] of Object.entries(source)) {
      if (value !== undefined) add(name, typeof value === "string" ? value : value.join(", "));
    }
  }
  return headers;
}

function isFlat(source: ReceivedHeaders): source is readonly string[] {
  return Array.isArray(source) && typeof source[0] === "string";
}

function readClock(now: VerifyOptions["now"]): number {
  return typeof now === "function" ? now() : Number(now ?? Date.now());
}

/** A loop: a regular expression would take quadratic time on long runs of spaces inside the value. */
function trim(value: string): string {
  let start = 0;
  let end = value.length;
  // Past either end, charCodeAt returns NaN, which isn't blank.
  while (isBlank(value.charCodeAt(start))) start++;
  while (isBlank(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Takes the same time wherever the texts differ. Their lengths aren't secret. */
function constantTimeEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function refuse(reason: string): Verdict {
  return {
    ok: false,
    status: 401,
    code: "APIGW.0301",
    message: `Incorrect IAM authentication information: ${reason}`,
  };
}
