// From a cell of a file to a value. `undefined` means that the cell has another kind.
import type { Cell } from "./columns.ts";
import type { Column } from "./headings.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Chinese and English both group digits with commas. */
const GROUPED = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
/** How programs write a missing value. */
const NOTHING: ReadonlySet<Cell> = new Set(["", "-", "--", "N/A", "null", "NULL", null]);

export function isNothing(cell: Cell): boolean {
  return NOTHING.has(typeof cell === "string" ? cell.trim() : cell);
}

/** `007` and `+7` aren't numbers: they look like names, and would lose their form. */
export function numberOf(cell: Cell): number | undefined {
  if (typeof cell !== "string") return typeof cell === "number" ? cell : undefined;
  const digits = digitsOf(cell, 0, cell.length);
  if (digits !== undefined && (cell.length === 1 || cell[0] !== "0")) return digits;
  const text = cell.trim();
  const value = NUMBER.test(text) ? Number(text) : GROUPED.test(text) ? Number(text.replaceAll(",", "")) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** The most digits that a double holds exactly. */
const MAX_DIGITS = 15;

/** The whole number that these characters are, if they are digits. Faster than a regular expression. */
export function digitsOf(text: string, from: number, to: number): number | undefined {
  if (to <= from || to - from > MAX_DIGITS) return undefined;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    // Also for NaN, at the end of the text.
    if (!(digit >= 0 && digit <= 9)) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether a number has more digits than a double can hold: beyond 2^53 it is rounded. */
export function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** 12.5 for `12.5%`, and for `12.5` if the heading has the sign. Without a sign it could be a fraction. */
export function percentOf(cell: Cell, { hasPercentSign }: Pick<Column, "hasPercentSign">): number | undefined {
  const [, number] = (typeof cell === "string" && /^(.*?)\s*[%％]$/.exec(cell.trim())) || [];
  return number === undefined ? (hasPercentSign ? numberOf(cell) : undefined) : numberOf(number);
}

const TIME =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
/** Milliseconds since the epoch, as in the service's calls, or seconds. Years 2001 to 2286. */
const EPOCH = /^[1-9]\d{9}(?:\d{3})?$/;

/**
 * An instant. A cell without a zone has the zone of its column: GMT+8, unless the heading names another. Dates of a workbook
 * never have a zone.
 */
export function timeOf(cell: Cell, { offsetMinutes }: Pick<Column, "offsetMinutes">): Date | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : new Date(+cell - offsetMinutes * 60_000);
  if (cell === null || typeof cell === "boolean") return undefined;
  const text = String(cell).trim();
  if (EPOCH.test(text)) return new Date(Number(text.padEnd(13, "0")));
  const [all, year, , month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = TIME.exec(text) ?? [];
  if (all === undefined) return undefined;
  const [h, min, s] = [Number(hour), Number(minute), Number(second)];
  // Some programs write the end of a day as 24:00.
  if (min > 59 || s > 59 || h > 24 || (h === 24 && min + s > 0)) return undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC turns 02-30 into a day in March.
  if (new Date(midnight).getUTCDate() !== Number(day) || new Date(midnight).getUTCMonth() !== Number(month) - 1) return;
  const local = midnight + ((h * 60 + min) * 60 + s) * 1000 + Number(fraction.padEnd(3, "0"));
  return new Date(local - (zone === undefined ? offsetMinutes : minutesOf(zone)) * 60_000);
}

function minutesOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}
