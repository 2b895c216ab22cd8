/**
 * Decodes a text file in UTF-8 or UTF-16, with or without a byte order mark. PowerShell 5 writes UTF-16.
 *
 * @example
 * explain(decodeText(await readFile("response.txt")));
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // UTF-8 never starts with the bytes of these marks, and text contains no NUL.
  const encoding = first === 0xff || second === 0 ? "utf-16le" : first === 0xfe || first === 0 ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
