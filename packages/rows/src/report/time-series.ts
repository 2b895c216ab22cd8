// Measures over time, as charts need them.
import { DAY_MS, HOUR_MS, midnightBefore, monthAfter, monthBefore, textOf } from "./calendar.ts";
import { ReportError } from "./errors.ts";
import { getOrAdd } from "./get-or-add.ts";
import type { Measure, PointInterval, Points } from "./points.ts";
import { isComplete, type ReportOptions, type Selection, type Series, State, select, statesOf } from "./select.ts";
import { checkColumn, type SeriesInfo, seriesKey } from "./series-key.ts";

/** The length of the time steps of a chart. Days, weeks (from Monday) and months are those of GMT+8. */
export type TimeStep = "5 minutes" | "hour" | "day" | "week" | "month";

/** Options of `timeSeries`. */
export interface TimeSeriesOptions extends ReportOptions {
  /** The measures. For status codes, `["status2xx", "status3xx", "status4xx", "status5xx"]`. */
  measures: readonly Measure[];
  /** The length of the steps. `"5 minutes"` needs points of 5 minutes. */
  step: TimeStep;
  /** One line for each domain, carrier or area, or for each key that a function returns. @default one line for the sum */
  by?: "domain" | "carrier" | "area" | ((series: SeriesInfo) => string);
}

/** One measure of one group over time. */
export interface TimeLine {
  /** The measure. */
  readonly measure: Measure;
  /** The domain, carrier or area, or the caller's key. Empty for the sum. */
  readonly key: string;
  /** The sum of each step: bytes, or a number of requests. `NaN` where there is no value. Rounded beyond 2^53. */
  readonly values: Float64Array;
}

/** Measures over time. */
export interface TimeSeries {
  /**
   * The bounds of the steps, in milliseconds since the epoch: one more than there are steps. The first step and the last are shorter
   * if the period starts or ends within them. Bytes x 8000 / the difference of two bounds is the mean bandwidth in bit/s.
   */
  readonly bounds: readonly number[];
  /** Seconds between points: 300, or 3600 if all points are hourly. Shorter steps have no values. */
  readonly interval: PointInterval;
  /** One line for each group and measure, in order of the keys. */
  readonly lines: readonly TimeLine[];
  /** The number of missing points in each step, over all groups. With missing points, values are those of the others. */
  readonly missing: Uint32Array;
}

/**
 * Adds up measures by time, and by domain, carrier or area if wanted. `summary` and `breakdown` have the exact totals, peaks and hit ratios of
 * the same data.
 *
 * @example
 * const { bounds, lines } = timeSeries(points, { measures: ["traffic"], step: "hour", by: "domain" });
 *
 * @throws ReportError if no export has data for the period, if data would count twice, if the exports lack the column of `by`, or if
 * points are further apart than a step.
 */
export function timeSeries(points: Points, options: TimeSeriesOptions): TimeSeries {
  const { measures, step, by } = options;
  const selection = select(points, options);
  if (by !== undefined) checkColumn(points, selection, by);
  const bounds = boundsOf(selection, step);
  const keyOf = by === undefined ? () => "" : (series: Series) => seriesKey(series, by);
  const missing = new Uint32Array(bounds.length - 1);
  const sums = new Map<string, Float64Array[]>();
  const stepsByDay = new Map<number, Uint32Array>();
  for (const series of selection.series) {
    const lines = getOrAdd(sums, keyOf(series), () => measures.map(() => emptyLine(missing.length)));
    let first = 0;
    for (const day of selection.days) {
      while ((bounds[first + 1] as number) <= day) first += 1;
      const states = statesOf(selection, series, day);
      const points = series.days.get(day);
      if (points !== undefined && step === "5 minutes" && points.interval > 300)
        throw new ReportError(
          "BAD_QUERY",
          `The points of ${textOf(day).slice(0, 10)} are an hour apart, not 5 minutes`,
        );
      // A day's start is a multiple of a minute, so the sum says both.
      const steps = getOrAdd(stepsByDay, day + states.length, () => stepsOf(day, states, bounds, first));
      if (!isComplete(states)) countMissing(states, steps, missing);
      for (const [m, line] of lines.entries()) addValues(points?.values[measures[m] as Measure], states, steps, line);
    }
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.flatMap(([key, all]) =>
    measures.map((measure, m) => ({ measure, key, values: all[m] as Float64Array })),
  );
  return { bounds, interval: selection.interval as PointInterval, lines, missing };
}

/** The step of each slot of a day. Slots outside of the period have the step of a neighbour. */
function stepsOf(day: number, { length }: Uint8Array, bounds: readonly number[], first: number): Uint32Array {
  const steps = new Uint32Array(length);
  let at = first;
  for (let i = 0; i < length; i++) {
    while (at < bounds.length - 2 && day + (i * DAY_MS) / length >= (bounds[at + 1] as number)) at += 1;
    steps[i] = at;
  }
  return steps;
}

function countMissing(states: Uint8Array, steps: Uint32Array, missing: Uint32Array): void {
  for (let i = 0; i < states.length; i++) {
    if (states[i] !== State.absent && states[i] !== State.uncovered) continue;
    const step = steps[i] as number;
    missing[step] = (missing[step] as number) + 1;
  }
}

function addValues(values: Float64Array | undefined, states: Uint8Array, steps: Uint32Array, line: Float64Array): void {
  let step = steps[0] as number;
  let sum = line[step] as number;
  for (let i = 0; i < states.length; i++) {
    if (steps[i] !== step) {
      line[step] = sum;
      step = steps[i] as number;
      sum = line[step] as number;
    }
    if (states[i] === State.none) continue;
    const value = states[i] === State.zero ? 0 : values === undefined ? Number.NaN : (values[i] as number);
    if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value;
  }
  line[step] = sum;
}

function emptyLine(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

const LENGTHS = { "5 minutes": 300_000, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
/** The start of a Monday in GMT+8. */
const MONDAY = Date.UTC(2026, 10, 2) - 8 * HOUR_MS;

function boundsOf({ from, to }: Selection, step: TimeStep): number[] {
  const bounds: number[] = [];
  for (let at = floor(from, step); at < to; at = step === "month" ? monthAfter(at) : at + LENGTHS[step])
    bounds.push(Math.max(at, from));
  return [...bounds, to];
}

function floor(ms: number, step: TimeStep): number {
  if (step === "month") return monthBefore(ms);
  const start = step === "week" ? MONDAY : midnightBefore(ms);
  return start + Math.floor((ms - start) / LENGTHS[step]) * LENGTHS[step];
}
