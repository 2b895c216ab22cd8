import { DATE, show, startOfDay } from "./calendar.ts";

/** A moment: `Date`, milliseconds since the epoch, an ISO string, or a Temporal instant (anything with `epochMilliseconds`). */
export type Instant = Date | number | string | { readonly epochMilliseconds: number };

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Milliseconds since the epoch. A date without time (`2026-11-01`) is 00:00 of that day in GMT+8; a time without zone is
 * refused, for it would mean another moment on another machine.
 *
 * @throws RangeError with one line that says what is wrong.
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
    startOfDay(text.slice(0, 10)); // There must be such a day.
    return Date.parse(text.replace(" ", "T"));
  }
  throw new RangeError(
    `${show(text)} is not a time: write "2026-11-01" (a day in GMT+8) or "2026-11-01T08:00:00+08:00"`,
  );
}

function fromObject(instant: Date | { readonly epochMilliseconds: number } | null): number {
  return instant instanceof Date ? instant.getTime() : Number(instant?.epochMilliseconds);
}
