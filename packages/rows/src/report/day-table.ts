import { DAY_MS, HOUR_MS, midnightBefore } from "./calendar.ts";
import { getOrAdd } from "./get-or-add.ts";
import { MEASURES, type PointInterval } from "./points.ts";

/** The values of one series on one day, in the order of `MEASURES`. Absent measures have no array. */
export interface DayValues {
  domain: string;
  carrier: string;
  day: number;
  values: (Float64Array | undefined)[];
}

/** The values of one export by series and day. An unknown interval is 3600 until a time isn't a full hour. */
export class DayTable {
  interval: PointInterval;
  /** The times of the first and the last row. */
  first: number = Number.POSITIVE_INFINITY;
  last: number = Number.NEGATIVE_INFINITY;
  /** Whether all times are full hours. */
  isHourly = true;
  readonly #isKnown: boolean;
  readonly #series = new Map<string, Map<number, DayValues>>();
  #lastDomain: string | undefined;
  #lastCarrier = "";
  #lastSeries = new Map<number, DayValues>();
  #midnight = Number.NaN;

  constructor(interval: PointInterval | undefined) {
    this.interval = interval ?? 3600;
    this.#isKnown = interval !== undefined;
  }

  /** The values of a series on the day of an instant. */
  dayAt(domain: string, carrier: string, ms: number): DayValues {
    if (!(ms >= this.#midnight && ms < this.#midnight + DAY_MS)) this.#midnight = midnightBefore(ms);
    if (ms < this.first) this.first = ms;
    if (ms > this.last) this.last = ms;
    if (ms % HOUR_MS !== 0) {
      this.isHourly = false;
      if (!this.#isKnown) this.#refine();
    }
    if (domain !== this.#lastDomain || carrier !== this.#lastCarrier) {
      // Joined only if need be: a joined text has no hash yet, and this runs for each row.
      const key = carrier === "" ? domain : `${domain}\n${carrier}`;
      this.#lastSeries = getOrAdd(this.#series, key, () => new Map());
      this.#lastDomain = domain;
      this.#lastCarrier = carrier;
    }
    const day = this.#midnight;
    return this.#lastSeries.get(day) ?? getOrAdd(this.#lastSeries, day, () => ({ domain, carrier, day, values: [] }));
  }

  /** Stores a value. Returns whether the place was free. */
  put({ values }: DayValues, measure: number, slot: number, value: number): boolean {
    let column = values[measure];
    if (column === undefined) {
      column = emptyDay(this.interval);
      values[measure] = column;
    }
    const isFree = Number.isNaN(column[slot]);
    column[slot] = value;
    return isFree;
  }

  *[Symbol.iterator](): Generator<DayValues> {
    for (const days of this.#series.values()) yield* days.values();
  }

  /** The values so far were 12 points of 5 minutes apart. */
  #refine(): void {
    if (this.interval === 300) return;
    this.interval = 300;
    for (const day of this) {
      for (const m of MEASURES.keys()) {
        const hours = day.values[m];
        if (hours === undefined) continue;
        const fine = emptyDay(300);
        for (const [hour, value] of hours.entries()) fine[hour * 12] = value;
        day.values[m] = fine;
      }
    }
  }
}

function emptyDay(interval: PointInterval): Float64Array {
  return new Float64Array(DAY_MS / 1000 / interval).fill(Number.NaN);
}
