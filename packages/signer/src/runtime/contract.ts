import type { Credentials } from "../base/credentials.ts";
import type { KeyOwner } from "../crypto/key-owner.ts";
import type { SignedRequest } from "../steps/authorize.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";

/*
 * The types of `#runtime`. The code is in `node.ts` (synchronous, where node:crypto exists) and `web.ts` (promises,
 * everywhere else); conditions in package.json choose between them. Code that awaits the results works with both.
 *
 * `sign` is part of it because the optimisations for Node would only add bytes in a browser: next to WebCrypto, keeping
 * a URL or saving an await makes no difference.
 */

/**
 * Signs a request with SDK-HMAC-SHA256. Returns all headers to send: the given ones, `x-sdk-date`, `authorization`, and
 * `x-security-token` and `x-domain-id` if the credentials have them.
 *
 * - All given headers are signed, except `authorization` (it's replaced) and a multipart `content-type`. Only pass
 *   headers that arrive unchanged, not those that a proxy or the HTTP layer may rewrite.
 * - A given `x-sdk-date` is replaced, because the gateway refuses signatures that are older than 15 minutes. To set the
 *   time, use the option `date`.
 * - A given `host` is signed instead of the URL's, for requests through a tunnel. Send that header yourself.
 * - A given `x-sdk-content-sha256`, for example `UNSIGNED-PAYLOAD`, replaces the body's hash. It isn't checked.
 *
 * @throws (the promise) TypeError for an empty ak or sk, a relative URL, a body that is neither text nor bytes, or a
 * header that HTTP can't carry. RangeError for an invalid date. Messages have one line and no secrets.
 * @see API Request Signing Guide, support.huaweicloud.com/devg-apisign
 * @example
 * const { headers } = await sign({ method: "GET", url }, { ak, sk });
 * await fetch(url, { headers });
 */
export declare function sign(
  request: SignRequest,
  credentials: Credentials,
  options?: SignOptions,
): Promise<SignedRequest>;

/** Lower-case hex SHA-256. Strings are hashed as UTF-8. */
export declare function sha256Hex(data: string | Uint8Array): string | Promise<string>;

/**
 * Lower-case hex HMAC-SHA256 of a text, keyed with the UTF-8 bytes of `owner.sk`.
 *
 * An implementation may keep what it derives from the key while the owner is alive, but no longer.
 */
export declare function hmacSha256Hex(owner: KeyOwner, text: string): string | Promise<string>;

/**
 * Wraps a pure function of a text so that it may keep its last few results. Programs parse the same URLs again and
 * again, and each parse takes as long as two hashes.
 */
export declare function kept<T extends object>(make: (text: string) => T): (text: string) => T;
