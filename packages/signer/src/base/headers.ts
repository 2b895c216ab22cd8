/** Headers in any form that fetch accepts: a `Headers`, a plain record, or pairs. */
export type HeaderSource =
  | Headers
  | Readonly<Record<string, string | undefined>>
  | Iterable<readonly [name: string, value: string | undefined]>;

/**
 * Reads headers into a record as fetch does: lower-case names, trimmed values, repeated names joined with `, `.
 * Skips headers with the value `undefined`. (fetch would send the word.)
 *
 * @throws TypeError for a value that HTTP can't carry. The message names the header but never its value: fetch's own
 * message would repeat a token.
 */
export function readHeaders(source: HeaderSource = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Symbol.iterator in source ? source : Object.entries(source)) {
    if (value !== undefined) {
      const key = name.toLowerCase();
      if (NOT_LATIN1.test(value)) throw new TypeError(`${key} is not Latin-1 text`);
      headers[key] = (Object.hasOwn(headers, key) ? `${headers[key]}, ` : "") + `${value}`.trim();
    }
  }
  return headers;
}

const NOT_LATIN1 = /[^\t -~\x80-\xff]/;
