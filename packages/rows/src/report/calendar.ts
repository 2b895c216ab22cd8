// Days of the service are GMT+8 days, which have 24 hours all year.
import { ReportError } from "./errors.ts";

/** A point in time: a `Date`, milliseconds since the epoch, or a day (`"2026-11-01"`): its start in GMT+8. */
export type Time = Date | number | string;

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
const GMT8_MS = 8 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds since the epoch. */
export function msOf(time: Time): number {
  const ms = typeof time === "string" ? startOfDay(time) : Number(time);
  if (!Number.isSafeInteger(ms)) throw new ReportError("BAD_QUERY", `${JSON.stringify(time)} isn't a time or a day`);
  return ms;
}

/** The GMT+8 day of an instant, such as `2026-11-01`. */
export function dayOf(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10);
}

/** The start of the GMT+8 day that contains an instant. */
export function midnightBefore(ms: number): number {
  return Math.floor((ms + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
}

/** The start of the GMT+8 month that contains an instant. */
export function monthBefore(ms: number): number {
  return startOfMonth(ms, 0);
}

/** The start of the GMT+8 month after the one that contains an instant. */
export function monthAfter(ms: number): number {
  return startOfMonth(ms, 1);
}

/** An instant as people read it: `2026-11-01 10:05` in GMT+8. */
export function textOf(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 16).replace("T", " ");
}

/** A period as people read it. The end is exclusive. */
export function periodText(from: number, to: number): string {
  return `${textOf(from)} to ${textOf(to)}`;
}

/** The days of a period, by their starts. */
export function daysBetween(from: number, to: number): number[] {
  const days: number[] = [];
  for (let day = midnightBefore(from); day < to; day += DAY_MS) days.push(day);
  return days;
}

/** The period of a calendar month, such as `2026-11`, in GMT+8. */
export function monthPeriod(month: string): { from: number; to: number; days: number } {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined) throw new ReportError("BAD_QUERY", `${JSON.stringify(month)} isn't a month like 2026-11`);
  const from = Date.UTC(Number(year), Number(number) - 1) - GMT8_MS;
  const to = Date.UTC(Number(year), Number(number)) - GMT8_MS;
  return { from, to, days: (to - from) / DAY_MS };
}

function startOfMonth(ms: number, later: number): number {
  const local = new Date(ms + GMT8_MS);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + later) - GMT8_MS;
}

function startOfDay(day: string): number {
  const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00+08:00`) : Number.NaN;
  // Some engines read 02-30 as a day in March.
  return Number.isNaN(ms) || dayOf(ms) !== day ? Number.NaN : ms;
}
