import { DAY_MS, GMT8_MS, show, startOfDay } from "./calendar.ts";

/** A half-open period, to spread into a query: `{ action, domains, ...day("2026-11-01") }`. */
export interface Period {
  /** The start, which is part of the period. */
  from: Date;
  /** The end, which isn't part of the period. */
  to: Date;
}

/**
 * One whole day in GMT+8, where the service's days begin: `day("2026-11-01")`.
 *
 * @throws RangeError when `date` isn't a day of the calendar in the form `YYYY-MM-DD`.
 */
export function day(date: string): Period {
  return days(date, date);
}

/**
 * Whole days in GMT+8, including the first and the last: `days("2026-11-01", "2026-11-07")` is one week.
 *
 * @throws RangeError when a date isn't a day of the calendar in the form `YYYY-MM-DD`, or when `first` is after `last`.
 */
export function days(first: string, last: string): Period {
  const [from, to] = [startOfDay(first), startOfDay(last) + DAY_MS];
  if (from >= to) throw new RangeError(`The first day, ${show(first)}, comes after the last one, ${show(last)}`);
  return period(from, to);
}

/**
 * The last `count` whole days in GMT+8, not including today.
 *
 * @param now - milliseconds since the epoch.
 *
 * @default Date.now()
 * @throws RangeError when `count` isn't a whole number of days from 1 back to 1970, or when `now` isn't a number.
 */
export function lastDays(count: number, now: number = Date.now()): Period {
  if (!Number.isFinite(now)) throw new RangeError(`now is a time in milliseconds, not ${now}`);
  const today = Math.floor((now + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  if (!Number.isInteger(count) || count < 1 || count * DAY_MS > today)
    throw new RangeError(`lastDays takes a whole number of days, from 1 back to 1970, not ${show(count)}`);
  return period(today - count * DAY_MS, today);
}

/**
 * One whole month in GMT+8: `month("2026-10")`.
 *
 * @throws RangeError when `yearAndMonth` isn't a month in the form `YYYY-MM`.
 */
export function month(yearAndMonth: string): Period {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(yearAndMonth)) {
    throw new RangeError(`${show(yearAndMonth)} is not a month: write "2026-10"`);
  }
  const first = startOfDay(`${yearAndMonth}-01`);
  const next = new Date(first + GMT8_MS);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return period(first, next.getTime() - GMT8_MS);
}

function period(from: number, to: number): Period {
  return { from: new Date(from), to: new Date(to) };
}
