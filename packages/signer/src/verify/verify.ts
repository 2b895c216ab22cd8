import { hmacSha256Hex, kept, sha256Hex } from "#runtime";
import {
  AUTHORIZATION,
  CONTENT_HASH_HEADER,
  DATE_HEADER,
  SIGNATURE_WINDOW_MS,
  TOKEN_HEADER,
} from "../base/constants.ts";
import { parseSdkDate, sdkDate } from "../base/sdk-date.ts";
import { canonicalQuery, canonicalUri, joinCanonicalRequest } from "../steps/canonical-request.ts";
import { stringToSign } from "../steps/string-to-sign.ts";

/** A request as it arrived, nothing normalised. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query of the request line, raw: Node's `req.url`, or `url.pathname + url.search`. */
  readonly target: string;
  /**
   * Raw headers with `host` among them: pairs, a `Headers`, a record such as Node's `req.headers`, or the flat list of
   * Node's `req.rawHeaders`.
   */
  readonly headers: ReceivedHeaders;
  /** The bytes of the body before any parsing; absent if there is none. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** Headers as a server received them, in any letter case. */
export type ReceivedHeaders =
  | Iterable<readonly [name: string, value: string]>
  | readonly string[]
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What belongs to an access key. Hand out the same object each time: what is derived from the key is kept with it. */
export interface Secret {
  readonly sk: string;
  /** If the key is temporary: the token that must come with it. */
  readonly securityToken?: string | undefined;
}

/** Options of `verify`. */
export interface VerifyOptions {
  /** The verifier's clock: a Date, milliseconds since 1970, or a function that tells them. @default Date.now */
  readonly now?: Date | number | (() => number) | undefined;
}

/** What `verify` found: whose signature it is, or why it is none. */
export type Verdict =
  | { readonly ok: true; readonly ak: string; readonly status?: never; readonly code?: never; readonly message?: never }
  | {
      readonly ok: false;
      readonly ak?: never;
      readonly status: number;
      readonly code: string;
      readonly message: string;
    };

/**
 * Checks the signature of a request as the gateway does, and answers in its words.
 *
 * - Exactly the headers named in SignedHeaders are checked, and X-Sdk-Date must be among them. Values count as
 *   received, letter by letter, trimmed at the ends.
 * - X-Sdk-Date may be 15 minutes off, either way.
 * - A **signed** X-Sdk-Content-Sha256 stands in place of the body's hash, as in every official signer, and is not
 *   compared with the body: whether the gateway compares is not documented. An unsigned one counts for nothing.
 * - A key with a `securityToken` needs that token in X-Security-Token. The echoed canonical request hides its value.
 *
 * Never throws on a bad request; an error of `findSecret` is passed on. Signatures are compared in constant time.
 * Repeated signatures are not refused.
 *
 * @param findSecret - the secret of an access key, `undefined` for an unknown one. May be asynchronous.
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
  // NaN, from a date that is none, must not pass: hence no `>`.
  if (!(Math.abs(now - parseSdkDate(date)) <= SIGNATURE_WINDOW_MS)) {
    const serverTime = sdkDate(new Date(now));
    return refuse(`calc aksk signature fail:signature expired, signature time:${date},server time:${serverTime}`);
  }
  const { securityToken } = secret;
  if (securityToken !== undefined && !constantTimeEqual(headers[TOKEN_HEADER] ?? "", securityToken)) {
    // The gateway's words for a wrong or missing X-Security-Token are not known.
    return refuse("verify security token fail");
  }

  const presetHash = signed.includes(CONTENT_HASH_HEADER) ? headers[CONTENT_HASH_HEADER] : undefined;
  const payloadHash = presetHash ?? (await sha256Hex(request.body ?? ""));
  const canonicalHash = await sha256Hex(canonicalWith(headers, payloadHash));
  const expected = await hmacSha256Hex(secret, stringToSign(date, canonicalHash));
  if (constantTimeEqual(expected, signature)) return { ok: true, ak };

  // An error text is logged sooner or later: it must not hold the token.
  const shown = { ...headers, [TOKEN_HEADER]: "***" };
  const echo = canonicalWith(shown, payloadHash).replaceAll("\n", "|");
  return refuse(`verify aksk signature fail, canonicalRequest:${echo}`);
}

/** What a request says of itself. */
interface Claim {
  readonly ak: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signed: readonly string[];
  readonly signature: string;
  readonly canonicalWith: (headers: Readonly<Record<string, string>>, payloadHash: string) => string;
}

/** The claim, or why there is none. */
function readClaim(request: ReceivedRequest): Claim | string {
  try {
    const headers = readReceivedHeaders(request.headers);
    const authorization = headers.authorization;
    // Without a signature the gateway looks for a token.
    if (authorization === undefined) return "x-auth-token not found";

    const [, ak, list, signature] = AUTHORIZATION.exec(authorization) ?? [];
    // The gateway's words for the next three are not known.
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

/** The names in a list of signed headers, each once, sorted. Clients sign the same ones again and again. */
const namesIn = /* @__PURE__ */ kept((list): readonly string[] => [...new Set(list.toLowerCase().split(";"))].sort());

const canonicalTarget = /* @__PURE__ */ kept((target) => {
  // Raw characters beyond ASCII do not belong in a target, but may arrive.
  const [, path = "", search = ""] = PARTS.exec(target.replace(NOT_ASCII, encodeURIComponent)) ?? [];
  return { uri: canonicalUri(path), query: canonicalQuery(search) };
});

/** Path and query of a target, be it absolute or not. */
const PARTS = /(?:https?:\/\/[^/?#]*)?([^?]*)(.*)/is;
const NOT_ASCII = /[^\0-\x7f]+/g;

/** Like the signer's reader, but takes what comes: how the gateway joins repeated headers is not known. */
function readReceivedHeaders(source: ReceivedHeaders): Record<string, string> {
  // No prototype: SignedHeaders may name anything, `constructor` too.
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

/** A loop, not a regular expression: on long runs of spaces in the middle that would be quadratic. */
function trim(value: string): string {
  let start = 0;
  let end = value.length;
  // Beyond either end there is NaN, which is not blank.
  while (isBlank(value.charCodeAt(start))) start++;
  while (isBlank(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Takes the same time wherever the texts differ. Their length is no secret. */
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
