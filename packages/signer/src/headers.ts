/** Headers as fetch takes them: a `Headers`, a plain record, or pairs. */
export type HeaderSource =
  | Headers
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [name: string, value: string]>;

/**
 * Reads headers into a record as fetch does: names in lower case, values trimmed, repeated names joined with `, `.
 * A value that is `undefined` leaves the header out (fetch would send the word).
 *
 * @throws TypeError for a value that HTTP cannot carry; the message names the header, never its value.
 */
export function readHeaders(source: HeaderSource = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Symbol.iterator in source ? source : Object.entries(source)) {
    if (value === undefined) continue;
    if (typeof value !== "string" || !ONE_LINE_OF_LATIN1.test(value)) {
      throw new TypeError(`header ${name} is not one line of Latin-1: encode it`);
    }
    const key = name.toLowerCase();
    headers[key] = (Object.hasOwn(headers, key) ? `${headers[key]}, ` : "") + value.trim();
  }
  return headers;
}

const ONE_LINE_OF_LATIN1 = /^[\t -~\x80-\xff]*$/;
