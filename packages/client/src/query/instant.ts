import { DATE, show, startOfDay } from "./calendar.ts";

/**
 * A point in time: a `Date`, milliseconds since the epoch, an ISO string, or a Temporal instant (anything with
 * `epochMilliseconds`). A date without a time, such as `"2026-11-01"`, is 00:00 of that day in GMT+8. A time needs a
 * zone: `"2026-11-01T08:00:00+08:00"`.
 */
export type Instant =
  | Date
  | number
  | string
  | {
      /** Milliseconds since the epoch. */
      readonly epochMilliseconds: number;
    };

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Converts an instant to milliseconds since the epoch. A date without a time (`2026-11-01`) is 00:00 of that day in
 * GMT+8. A time without a zone is an error: its meaning would depend on the machine.
 *
 * @throws RangeError with one sentence that explains the problem.
 */
export function toMs(instant: Instant): number {
  const ms = typeof instant === "string" ? parse(instant) : typeof instant === "number" ? instant : fromObject(instant);
  if (!Number.isSafeInteger(ms))
    throw new RangeError(`${show(instant)} is not a time: use a Date, whole milliseconds or an ISO string`);
  return ms;
}

function parse(text: string): number {
  if (DATE.test(text)) return startOfDay(text);
  const [isDateTime, , , zone] = DATE_TIME.exec(text) ?? [];
  if (isDateTime && !zone) throw new RangeError(`${show(text)} has no time zone: add +08:00 for GMT+8, or Z for UTC`);
  if (isDateTime) {
    startOfDay(text.slice(0, 10)); // Throws if the day doesn't exist.
    return Date.parse(text.replace(" ", "T"));
  }
  throw new RangeError(
    `${show(text)} is not a time: write "2026-11-01" (a day in GMT+8) or "2026-11-01T08:00:00+08:00"`,
  );
}

function fromObject(instant: Date | { readonly epochMilliseconds: number } | null): number {
  return instant instanceof Date ? instant.getTime() : Number(instant?.epochMilliseconds);
}
