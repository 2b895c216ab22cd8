import { bandwidth, cut, INTERVAL, type Value, valuesOfDay } from "./bill-modes.ts";
import { DAY_MS, dayOf } from "./calendar.ts";
import type { Figure, Figures, Peak } from "./figures.ts";
import { figuresBy } from "./figures-by.ts";
import type { Points } from "./points.ts";
import { type ReportOptions, select } from "./select.ts";

/** Options of `percentile95`. */
export interface PercentileOptions extends ReportOptions {
  /** How many values are dropped if 5 % of them isn't a whole number. @default "floor", as in `bill` */
  drop?: "floor" | "ceil";
}

/**
 * The 95th percentile of the traffic in any period, as a line in a chart: the highest value that remains after the highest 5 % of
 * the 5-minute values are dropped. The bill counts only the days of one month that have traffic: see `bill`.
 *
 * Has a reason instead if points are missing, or aren't 5 minutes apart.
 *
 * @throws ReportError if no export has data for the period, or if data would count twice.
 */
export function percentile95(points: Points, options: PercentileOptions = {}): Figure<Peak> {
  const selection = select(points, options);
  const { from, to, series } = selection;
  const values: Value[] = [];
  const whole = figuresBy(
    selection,
    () => [{ key: "", from: 0, to: DAY_MS }],
    (day, sums) => {
      for (const value of valuesOfDay(day, sums)) if (value.at >= from && value.at < to) values.push(value);
    },
  ).get("") as Figures;
  const { reason } = whole.peaks.traffic;
  if (reason !== undefined) return { reason };
  if (whole.points.missing > 0) return { reason: `${whole.points.missing} points are missing` };
  for (const { days } of series)
    for (const { interval, day } of days.values())
      if (interval !== INTERVAL) return { reason: `the points of ${dayOf(day)} are ${interval} seconds apart` };
  const { bytes, at } = cut(values, options.drop ?? "floor").highest;
  return { value: { value: BigInt(bytes), rate: bandwidth(bytes).raw, at: new Date(at), interval: INTERVAL } };
}
