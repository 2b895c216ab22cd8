/** A moment: `Date`, milliseconds since the epoch, an ISO string, or a Temporal instant (anything with `epochMilliseconds`). */
export type Instant = Date | number | string | { readonly epochMilliseconds: number };

/** Days are counted in GMT+8, where the service's days begin; that zone has no daylight saving time. */
export const GMT8_MS: number = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
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

/** The start of a day in GMT+8. */
export function startOfDay(date: string): number {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00Z`) : Number.NaN;
  // 2026-02-30 rolls over into March, where it is not refused.
  if (!(ms >= 0) || !new Date(ms).toISOString().startsWith(date))
    throw new RangeError(`${show(date)} is not a day of the calendar, such as "2026-11-01"`);
  return ms - GMT8_MS;
}

/** A value as the caller wrote it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value && !(value instanceof Date) ? "an object" : String(value);
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
