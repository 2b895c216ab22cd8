/**
 * Percent-decodes part of a URL into its bytes, one character per byte, so that `<` compares by code point, as UTF-8
 * does.
 *
 * `decodeURIComponent` would throw on bytes that aren't UTF-8, and its result compares by UTF-16 unit, which puts
 * U+1F600 before U+FB00. A `%` that doesn't start an escape is kept. The part is ASCII, like everything in a `URL`.
 */
export function decode(part: string): string {
  return part.replace(ESCAPE, (_, digits: string) => String.fromCharCode(+`0x${digits}`));
}

/**
 * Percent-encodes bytes. Keeps `A-Z a-z 0-9 - _ . ~` and turns everything else into an upper-case escape.
 *
 * `encodeURIComponent` would also keep `! ' ( ) *`.
 */
export function encode(bytes: string): string {
  return bytes.replace(RESERVED, (byte) => `%${hex(byte.charCodeAt(0)).toUpperCase()}`);
}

/** A byte as two lower-case hex digits. */
export function hex(byte: number): string {
  return (0x100 + byte).toString(16).slice(1);
}

const ESCAPE = /%([\da-f]{2})/gi;
const RESERVED = /[^\w.~-]/g;
