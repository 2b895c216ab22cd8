import type { ServiceArea } from "@cdn-export/api";
import { DAY_MS, dayOf, HOUR_MS, textOf } from "./calendar.ts";
import type { Figure, Figures } from "./figures.ts";
import { figuresBy, type Part } from "./figures-by.ts";
import type { Domains, Measure, Points } from "./points.ts";
import { domainsIn, type ReportOptions, type Series, select } from "./select.ts";
import { checkColumn, type SeriesInfo, seriesKey } from "./series-key.ts";

/** The figures of a period as a whole. */
export interface Summary extends Figures {
  /** The start of the period. */
  readonly from: Date;
  /** The end of the period, exclusive. */
  readonly to: Date;
  /** The areas whose traffic is added up. */
  readonly areas: readonly ServiceArea[];
  /** The domains whose traffic is added up. `"all"` if exports have only their sum. */
  readonly domains: Domains;
  /** What was assumed of absent points. */
  readonly absent: "missing" | "zero";
}

/** The figures of one group. */
export interface Group extends Figures {
  /** The domain, day (`2026-11-01`), hour (`2026-11-01 13:00`, GMT+8), carrier or area, or the caller's key. */
  readonly key: string;
}

/** How to group: by a column or by time, or by a key of your own, such as the customer of a domain. */
export type By = "domain" | "day" | "hour" | "carrier" | "area" | ((series: SeriesInfo) => string);

/**
 * The totals, peaks and hit ratios of a period. If points are missing, `points.missing` says how many: the figures are then those
 * of the present points.
 *
 * @throws ReportError if no export has data for it, or if data would count twice.
 */
export function summary(points: Points, options: ReportOptions = {}): Summary {
  const selection = select(points, options);
  const whole = figuresBy(selection, () => WHOLE_DAY).get("") as Figures;
  const { from, to, areas, absent } = selection;
  return { from: new Date(from), to: new Date(to), areas, domains: domainsIn(selection), absent, ...whole };
}

/**
 * The same figures by group, in order of the keys.
 *
 * @throws ReportError if the exports lack the column, if none has data for the period, or if data would count twice.
 */
export function breakdown(points: Points, by: By, options: ReportOptions = {}): Group[] {
  const selection = select(points, options);
  if (by !== "day" && by !== "hour") checkColumn(points, selection, by);
  const figures = figuresBy(selection, partsBy(by));
  return [...figures].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => ({ key, ...one }));
}

/** The values of one measure by group, as `top` needs them. The reason names a group without a value. */
export function valuesOf(groups: readonly Group[], measure: Measure): Figure<{ key: string; value: bigint }[]> {
  return listOf(groups.map(({ key, totals }) => [key, totals[measure]]));
}

/** The numbers of requests by class of the status code: `2xx` to `5xx`. */
export function statusCodes({ totals }: Figures): Figure<{ key: string; value: bigint }[]> {
  return listOf((["2xx", "3xx", "4xx", "5xx"] as const).map((key) => [key, totals[`status${key}`]]));
}

function listOf(figures: readonly [key: string, Figure<bigint>][]): Figure<{ key: string; value: bigint }[]> {
  const [key, missing] = figures.find(([, { reason }]) => reason !== undefined) ?? [];
  if (missing?.reason !== undefined) return { reason: `${key}: ${missing.reason}` };
  return { value: figures.map(([key, { value = 0n }]) => ({ key, value })) };
}

const WHOLE_DAY: readonly Part[] = [{ key: "", from: 0, to: DAY_MS }];

function partsBy(by: By): (series: Series, day: number) => readonly Part[] {
  if (by === "hour")
    return (_, day) =>
      Array.from({ length: 24 }, (_, hour) => {
        const from = hour * HOUR_MS;
        return { key: textOf(day + from), from, to: from + HOUR_MS };
      });
  const keyOf = by === "day" ? (_: Series, day: number) => dayOf(day) : (series: Series) => seriesKey(series, by);
  return (series, day) => [{ key: keyOf(series, day), from: 0, to: DAY_MS }];
}
