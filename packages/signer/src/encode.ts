/**
 * Percent-decodes a part of a URL into its bytes, one character a byte (so `<` compares as UTF-8 does: by code point).
 *
 * `decodeURIComponent` would throw on bytes that are no UTF-8, and its result compares by UTF-16 unit, which puts
 * U+1F600 before U+FB00. A `%` that begins no escape stands for itself. The part is ASCII, as everything in a `URL` is.
 */
export function decode(part: string): string {
  return part.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
}

/**
 * Percent-encodes bytes: kept are `A-Z a-z 0-9 - _ . ~`, all else becomes an upper-case escape.
 *
 * `encodeURIComponent` would leave `! ' ( ) *` alone.
 */
export function encode(bytes: string): string {
  return bytes.replace(RESERVED, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`);
}

const ESCAPE = /%([\da-f]{2})/gi;
const RESERVED = /[^\w.~-]/g;
