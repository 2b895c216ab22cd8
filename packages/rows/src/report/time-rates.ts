// Rates over time, as charts need them.
import type { Points } from "./points.ts";
import type { ReportOptions } from "./select.ts";
import { type TimeStep, timeSeries } from "./time-series.ts";

/** Options of `timeRates`. */
export interface TimeRatesOptions extends ReportOptions {
  /** The length of the steps, as in `timeSeries`. */
  step: TimeStep;
}

/** Rates of a sum over time: one value for each step of `timeSeries`. `NaN` where there is none. */
export interface TimeRates {
  /** The highest bandwidth of a point within each step, in bit/s: a mean over the point's 5 minutes or hour. */
  readonly bandwidth: Float64Array;
  /** The share of requests that caches answered, from 0 to 1. */
  readonly hitRatio: Float64Array;
}

/**
 * The bandwidth and the hit ratio of the sum over time. `summary` has the peak and the ratio of a whole period exactly.
 *
 * @throws ReportError as `timeSeries` does.
 */
export function timeRates(points: Points, { step, ...options }: TimeRatesOptions): TimeRates {
  const { bounds, interval, lines } = timeSeries(points, { ...options, step, measures: ["requests", "hitRequests"] });
  const [requests, hits] = lines as [(typeof lines)[number], (typeof lines)[number]];
  const fine = interval === 300 ? "5 minutes" : "hour";
  const { bounds: times, lines: traffic } = timeSeries(points, { ...options, step: fine, measures: ["traffic"] });
  const bytes = traffic[0]?.values ?? [];
  const bandwidth = new Float64Array(bounds.length - 1).fill(Number.NaN);
  let at = 0;
  for (let i = 0; i < bytes.length; i++) {
    while (at < bandwidth.length - 1 && (times[i] as number) >= (bounds[at + 1] as number)) at += 1;
    const rate = ((bytes[i] as number) * 8) / interval;
    // Also true for the first one: NaN isn't comparable.
    if (!Number.isNaN(rate) && !((bandwidth[at] as number) >= rate)) bandwidth[at] = rate;
  }
  return { bandwidth, hitRatio: hits.values.map((count, i) => count / (requests.values[i] as number)) };
}
