/*
 * What `#crypto` offers. This file is types only: `node.ts` (synchronous) stands behind it where node:crypto is sure to
 * exist, `web.ts` (promises) elsewhere; package.json chooses by condition. Await the results, and both will do.
 */

/** Lower-case hex SHA-256. Text is hashed as UTF-8. */
export declare function sha256Hex(data: string | Uint8Array): string | Promise<string>;

/**
 * Lower-case hex HMAC-SHA256 of a text, keyed with the UTF-8 bytes of `owner.sk`.
 *
 * An implementation may keep the imported key for as long as its owner lives, and no longer.
 */
export declare function hmacSha256Hex(owner: KeyOwner, text: string): string | Promise<string>;

/**
 * A pure function of a text, which may keep its last few results: what signs or checks many requests takes the same URLs
 * apart again and again, and each time costs as much as two hashes.
 */
export declare function kept<T extends object>(make: (text: string) => T): (text: string) => T;

/** An object that holds a secret key. A changed `sk` is noticed. */
export interface KeyOwner {
  readonly sk: string;
}
