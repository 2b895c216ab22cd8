// Days in GMT+8.

/** GMT+8 minus UTC, in milliseconds. The service's days begin in GMT+8, which has no daylight saving time. */
export const GMT8_MS: number = 8 * 3_600_000;
/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

export const DATE: RegExp = /^\d{4}-\d{2}-\d{2}$/;

/** The start of a day in GMT+8, in milliseconds since the epoch. */
export function startOfDay(date: string): number {
  const ms = DATE.test(date) ? Date.parse(`${date}T00:00Z`) : Number.NaN;
  // `Date.parse` accepts 2026-02-30 and returns a day in March.
  if (!(ms >= 0) || !new Date(ms).toISOString().startsWith(date))
    throw new RangeError(`${show(date)} is not a day of the calendar, such as "2026-11-01"`);
  return ms - GMT8_MS;
}

/** A value as the caller wrote it, for messages. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return Object(value) === value && !(value instanceof Date) ? "an object" : String(value);
}
