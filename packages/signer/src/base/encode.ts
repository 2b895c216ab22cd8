/**
 * Percent-decodes a part of a URL into its bytes, one character a byte (so `<` compares as UTF-8 does: by code point).
 *
 * `decodeURIComponent` would throw on bytes that are no UTF-8, and its result compares by UTF-16 unit, which puts
 * U+1F600 before U+FB00. A `%` that begins no escape stands for itself. The part is ASCII, as everything in a `URL` is.
 */
export function decode(part: string): string {
  return part.replace(ESCAPE, (_, digits: string) => String.fromCharCode(+`0x${digits}`));
}

/**
 * Percent-encodes bytes: kept are `A-Z a-z 0-9 - _ . ~`, all else becomes an upper-case escape.
 *
 * `encodeURIComponent` would leave `! ' ( ) *` alone.
 */
export function encode(bytes: string): string {
  return bytes.replace(RESERVED, (byte) => `%${hex(byte.charCodeAt(0)).toUpperCase()}`);
}

/** A byte in two digits, lower case as in hashes. */
export function hex(byte: number): string {
  return (0x100 + byte).toString(16).slice(1);
}

const ESCAPE = /%([\da-f]{2})/gi;
const RESERVED = /[^\w.~-]/g;
