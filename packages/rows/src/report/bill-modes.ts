// The arithmetic of the four billing modes, on the sums of an area's domains.
import { DAY_MS, dayOf } from "./calendar.ts";
import { add, type Fraction, fraction, multiply } from "./exact.ts";

/** An amount as the statistics have it, and as the bill should have it. */
export interface Amount {
  /** From the statistics. */
  readonly raw: Fraction;
  /** `raw` x 1.10: the service bills 10 % for packet headers and retransmissions, which the statistics leave out. */
  readonly withOverhead: Fraction;
}

/** The highest value of one day. */
export interface DailyPeak {
  /** The GMT+8 day, such as `2026-11-01`. */
  readonly day: string;
  /** The start of its 5 minutes. The first ones if several values are equal. */
  readonly at: Date;
  /** Bandwidth in bit/s: the mean of the 5 minutes. */
  readonly bandwidth: Amount;
}

/** The 95th percentile of a month. */
export interface Percentile {
  /** The highest value that remains, in bit/s. The service calls it `Max95`. */
  readonly max95: Amount;
  /** The start of its 5 minutes. One of them if several values are equal. */
  readonly at: Date;
  /** The number of values: 288 for each valid day. */
  readonly values: number;
  /** How many of the highest values are dropped. */
  readonly dropped: number;
  /** `max95` x valid days / days of the month, in bit/s. Multiplied by the contract price, it is the bill. */
  readonly billable: Amount;
}

/** The bytes of 5 minutes, summed over all domains. */
export interface Value {
  bytes: number;
  at: number;
}

export const INTERVAL = 300 as const;
const OVERHEAD = fraction(11n, 10n);

/** The values of one day. Where no series has a value, it is zero: otherwise it is a gap, and there is no bill. */
export function valuesOfDay(day: number, sums: Float64Array): Value[] {
  const step = DAY_MS / sums.length;
  return Array.from(sums, (bytes, i) => ({ bytes: Number.isNaN(bytes) ? 0 : bytes, at: day + i * step }));
}

export function dailyPeak(values: readonly Value[]): DailyPeak {
  const { bytes, at } = values.reduce((highest, one) => (one.bytes > highest.bytes ? one : highest));
  return { day: dayOf(at), at: new Date(at), bandwidth: bandwidth(bytes) };
}

export function averageOf(peaks: readonly DailyPeak[]): Amount {
  const sum = peaks.reduce((sum, { bandwidth }) => add(sum, bandwidth.raw), fraction(0n));
  return amount(multiply(sum, fraction(1n, peaks.length)));
}

export function percentile(values: readonly Value[], factor: Fraction, drop: "floor" | "ceil"): Percentile {
  const { dropped, highest } = cut(values, drop);
  const max95 = bandwidth(highest.bytes);
  const billable = amount(multiply(max95.raw, factor));
  return { max95, at: new Date(highest.at), values: values.length, dropped, billable };
}

/** Drops the highest 5 % of values. Returns how many, and the highest of the others. */
export function cut(values: readonly Value[], drop: "floor" | "ceil"): { dropped: number; highest: Value } {
  const dropped = Math[drop](values.length / 20);
  const sorted = [...values].sort((a, b) => b.bytes - a.bytes);
  return { dropped, highest: sorted[dropped] as Value };
}

export function amount(raw: Fraction): Amount {
  return { raw, withOverhead: multiply(raw, OVERHEAD) };
}

/** bit/s. */
export function bandwidth(bytes: number): Amount {
  return amount(fraction(8n * BigInt(bytes), INTERVAL));
}
