import type { Credentials } from "../base/credentials.ts";
import type { KeyOwner } from "../crypto/key-owner.ts";
import type { SignedRequest } from "../steps/authorize.ts";
import type { SignOptions, SignRequest } from "../steps/sign-request.ts";

/*
 * What `#runtime` offers. This file is types only: `node.ts` (synchronous) stands behind it where node:crypto is sure to
 * exist, `web.ts` (promises) elsewhere; package.json chooses by condition. Await the results, and both will do.
 *
 * `sign` is among it because what pays on Node would only weigh in a browser: beside WebCrypto neither a kept URL nor a
 * saved await counts.
 */

/**
 * Signs a request with SDK-HMAC-SHA256 and returns all headers to send: the given ones, `x-sdk-date`, `authorization`,
 * and `x-security-token` and `x-domain-id` if the credentials have them.
 *
 * - Every header given is signed, except `authorization` (replaced) and a multipart `content-type`. Give only headers
 *   that arrive unchanged: none that a proxy or the HTTP layer may change.
 * - A given `x-sdk-date` is replaced: a header kept from an earlier signature would age and be refused after 15
 *   minutes. Use the option `date`.
 * - A given `host` is signed instead of the URL's: for requests through a tunnel. Send it yourself.
 * - A given `x-sdk-content-sha256`, for example `UNSIGNED-PAYLOAD`, stands in place of the body's hash, unchecked.
 *
 * @throws TypeError in one line, without a secret: empty ak or sk, relative URL, body that is neither text nor bytes,
 * header that HTTP cannot carry. RangeError for what is no date.
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

/** Lower-case hex SHA-256. Text is hashed as UTF-8. */
export declare function sha256Hex(data: string | Uint8Array): string | Promise<string>;

/**
 * Lower-case hex HMAC-SHA256 of a text, keyed with the UTF-8 bytes of `owner.sk`.
 *
 * An implementation may keep what it derives from the key for as long as its owner lives, and no longer.
 */
export declare function hmacSha256Hex(owner: KeyOwner, text: string): string | Promise<string>;

/**
 * A pure function of a text, which may keep its last few results: what signs or checks many requests takes the same URLs
 * apart again and again, and each time costs as much as two hashes.
 */
export declare function kept<T extends object>(make: (text: string) => T): (text: string) => T;
