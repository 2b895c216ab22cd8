import { DAY_MS } from "./calendar.ts";
import { ExactSum, type Fraction, fraction } from "./exact.ts";
import type { Figure, Figures, Peak } from "./figures.ts";
import { type DayPoints, MEASURES, type Measure, type PointInterval } from "./points.ts";
import { isComplete, State } from "./select.ts";

const PEAKS = ["traffic", "requests"] as const;
type PeakMeasure = (typeof PEAKS)[number];

/** The running sums of one group of points. */
export class Tally {
  /** How many slots are in each state. */
  readonly #counts = new Float64Array(5);
  readonly #sums: { [M in Measure]?: ExactSum } = {};
  readonly #intervals = new Set<PointInterval>();
  /** Today's points, summed over the series. */
  readonly #today: { [M in PeakMeasure]?: Float64Array } = {};
  readonly #peaks: { [M in PeakMeasure]?: { value: number; at: number } } = {};

  /** Adds a part of a day of one series. */
  add(points: DayPoints | undefined, states: Uint8Array, first: number, end: number): void {
    this.#count(states, first, end);
    if (points === undefined) return;
    this.#intervals.add(points.interval);
    for (const measure of MEASURES) {
      const values = points.values[measure]?.subarray(first, end);
      if (values === undefined) continue;
      this.#sums[measure] ??= new ExactSum();
      this.#sums[measure].add(values);
      if (measure === "traffic" || measure === "requests") this.#addToday(measure, values, first, states.length);
    }
  }

  #count(states: Uint8Array, first: number, end: number): void {
    const counts = this.#counts;
    if (isComplete(states)) counts[State.present] = (counts[State.present] as number) + end - first;
    else
      for (let i = first; i < end; i++) {
        const state = states[i] as number;
        counts[state] = (counts[state] as number) + 1;
      }
  }

  /** Ends a day: `onTraffic` gets the bytes of each point, summed over the series. `NaN`: no series has a value. */
  endDay(day: number, onTraffic: (sums: Float64Array) => void): void {
    for (const measure of PEAKS) {
      const sums = this.#today[measure];
      if (sums === undefined) continue;
      if (measure === "traffic") onTraffic(sums);
      const peak = this.#peaks[measure];
      let at = -1;
      let highest = peak?.value ?? -1;
      for (let i = 0; i < sums.length; i++) {
        if (!((sums[i] as number) > highest)) continue;
        highest = sums[i] as number;
        at = i;
      }
      if (at >= 0) this.#peaks[measure] = { value: highest, at: day + (at * DAY_MS) / sums.length };
      sums.fill(Number.NaN);
    }
  }

  figures(): Figures {
    const [, present = 0, zero = 0, absent = 0, uncovered = 0] = this.#counts;
    const totals = Object.fromEntries(MEASURES.map((measure) => [measure, this.#total(measure)])) as {
      [M in Measure]: Figure<bigint>;
    };
    return {
      totals,
      peaks: { traffic: this.#peak("traffic", totals), requests: this.#peak("requests", totals) },
      hitRatio: {
        requests: ratio(totals.hitRequests, totals.requests),
        traffic: ratio(totals.hitTraffic, totals.traffic),
      },
      points: { present, zero, missing: absent + uncovered },
    };
  }

  #total(measure: Measure): Figure<bigint> {
    const { value, count } = this.#sums[measure] ?? new ExactSum();
    const [, present = 0, zero = 0] = this.#counts;
    if (present + zero === 0) return { reason: "no export has data for it" };
    if (present > 0 && count === 0) return { reason: `the exports have no column ${measure} in its usual unit` };
    if (count < present) return { reason: `${measure} has no value at ${present - count} of ${present} points` };
    return { value };
  }

  #peak(measure: PeakMeasure, totals: Figures["totals"]): Figure<Peak> {
    const { reason } = totals[measure];
    if (reason !== undefined) return { reason };
    const peak = this.#peaks[measure];
    const [interval, other] = this.#intervals;
    if (interval === undefined || peak === undefined) return { reason: "all points are absent and taken as zero" };
    if (other !== undefined) return { reason: "some points are of 300 seconds, others of 3600" };
    if (!Number.isSafeInteger(peak.value)) return { reason: "the sum of a point exceeds 2^53" };
    const value = BigInt(peak.value);
    const perPoint = measure === "traffic" ? 8n * value : value;
    return { value: { value, rate: fraction(perPoint, interval), at: new Date(peak.at), interval } };
  }

  #addToday(measure: PeakMeasure, values: Float64Array, first: number, slots: number): void {
    let sums = this.#today[measure];
    // A day in the other interval starts again: there is no peak then.
    if (sums?.length !== slots) sums = new Float64Array(slots).fill(Number.NaN);
    this.#today[measure] = sums;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const sum = sums[first + i] as number;
      if (!Number.isNaN(value)) sums[first + i] = Number.isNaN(sum) ? value : sum + value;
    }
  }
}

function ratio(part: Figure<bigint>, whole: Figure<bigint>): Figure<Fraction> {
  const reason = part.reason ?? whole.reason;
  if (reason !== undefined) return { reason };
  const [hits, all] = [part.value ?? 0n, whole.value ?? 0n];
  if (all === 0n) return { reason: "there is no traffic to take a share of" };
  return { value: fraction(hits, all) };
}
