/** A part of a file, from byte `start` up to but not including byte `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

const SINGLE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part that a `Range` header selects, `undefined` for the whole file, or `"unsatisfiable"`. As RFC 9110 allows, invalid
 * headers and lists of ranges are ignored.
 *
 * Not `range-parser`: up to 1.3.0 it refuses a suffix longer than the file and `bytes=9-3`, and 2.0.0 needs Node 22.
 */
export function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = SINGLE.exec(header ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const suffix = Math.min(Number(last), size);
    return suffix === 0 ? "unsatisfiable" : { start: size - suffix, end: size };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return undefined;
  if (start >= size) return "unsatisfiable";
  return { start, end: last === "" ? size : Math.min(Number(last) + 1, size) };
}
