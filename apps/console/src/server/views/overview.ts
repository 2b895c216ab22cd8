// Figures over time, for one chart and what is around it.
import {
  gaps,
  growth,
  type Measure,
  percentile95,
  ReportError,
  type Gap as ReportGap,
  type Summary,
  statusCodes,
  summary,
  type TimeSeries,
  type TimeStep,
  timeRates,
  timeSeries,
  toDecimal,
  top,
} from "@cdn-export/rows/report";
import type { Bucket, Figures, Gap, Overview, OverviewQuery, Series } from "../../contract.ts";
import type { Wait } from "../data/folder-data.ts";
import { textOf } from "../texts.ts";
import type { ViewContext } from "./context.ts";
import { amountOf, bandwidthOf, figureOf, figuresOf, growthOf, pointOf } from "./plain.ts";
import { choice, wholeNumber } from "./query.ts";
import { remembered } from "./remember.ts";
import { type Selected, select } from "./selection.ts";
import { lineOf, seriesBy } from "./series.ts";

const STEPS: Readonly<Record<Bucket, TimeStep>> = {
  "5min": "5 minutes",
  hour: "hour",
  day: "day",
  week: "week",
  month: "month",
};
const LENGTHS_MS: Readonly<Record<Bucket, number>> = {
  "5min": 300_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 31 * 86_400_000,
};
const BUCKETS: readonly Bucket[] = ["5min", "hour", "day", "week", "month"];
const KINDS = ["none", "domain", "carrier", "status"] as const;
const STATUSES = ["2xx", "3xx", "4xx", "5xx"] as const;
const MAX_GAPS = 200;
const MAX_POINTS = 10_000;

export async function overviewOf(params: URLSearchParams, wait: Wait, context: ViewContext): Promise<Overview> {
  const selected = await select(params, wait, context);
  const { points, options, area, isPartial, provisional } = selected;
  const by = choice(params, "by", KINDS) ?? (hasDomains(selected) ? "domain" : "none");
  const bucket = bucketOf(params, selected);
  const step = STEPS[bucket];
  const once = <T>(name: string, compute: () => T) => remembered(points, [name, options], compute);
  const whole = once("summary", () => summary(points, options));
  const sums = once(`sums ${step}`, () => timeSeries(points, { ...options, step, measures: MEASURED }));
  const rates = once(`rates ${step}`, () => timeRates(points, { ...options, step }));
  const count = wholeNumber(params, "series" satisfies keyof OverviewQuery, 50) ?? 10;
  const missing = once("gaps", () => gaps(points, options));
  return {
    from: options.from,
    to: options.to,
    area,
    by,
    bucket,
    starts: sums.bounds.slice(0, -1),
    series:
      by === "none" || by === "status"
        ? seriesOfSum(by, sums, figuresOf(whole))
        : seriesBy(by, selected, { count, step, whole }),
    totals: {
      traffic: lineOf(sums, "traffic"),
      requests: lineOf(sums, "requests"),
      bandwidth: Array.from(rates.bandwidth, pointOf),
      hitRatio: Array.from(rates.hitRatio, pointOf),
      missing: [...sums.missing],
    },
    lines: {
      peak: figureOf(whole.peaks.traffic, bandwidthOf),
      percentile95: figureOf(
        once("percentile", () => percentile95(points, options)),
        bandwidthOf,
      ),
    },
    figures: figuresOf(whole),
    previous: previousOf(selected, whole),
    statusCodes: statusesOf(whole),
    gaps: missing.slice(0, MAX_GAPS).map(gapOf),
    moreGaps: Math.max(0, missing.length - MAX_GAPS),
    provisional,
    isPartial,
  };
}

const MEASURED: readonly Measure[] = ["traffic", "requests", "status2xx", "status3xx", "status4xx", "status5xx"];

function hasDomains({ points }: Selected): boolean {
  return points.days.some(({ domains }) => domains !== "all" && domains.length === 1);
}

function bucketOf(params: URLSearchParams, { points, options }: Selected): Bucket {
  const most = wholeNumber(params, "points", MAX_POINTS) ?? 600;
  const isHourly = points.days.some(({ interval }) => interval === 3600);
  const possible = BUCKETS.slice(isHourly ? 1 : 0);
  const given = choice(params, "bucket", [...BUCKETS, "auto"] as const) ?? "auto";
  const fits = (bucket: Bucket, count: number) => (options.to - options.from) / LENGTHS_MS[bucket] <= count;
  // Too many points would fill the memory of the page.
  if (given !== "auto" && possible.includes(given) && fits(given, MAX_POINTS)) return given;
  return possible.find((bucket) => fits(bucket, most)) ?? "month";
}

function seriesOfSum(by: "none" | "status", sums: TimeSeries, { totals }: Figures): Series[] {
  if (by === "none") {
    const [traffic, requests] = [totals.traffic.value, totals.requests.value];
    const total = { ...(traffic !== undefined && { traffic }), ...(requests !== undefined && { requests }) };
    return [{ key: "", traffic: lineOf(sums, "traffic"), requests: lineOf(sums, "requests"), total }];
  }
  return STATUSES.map((key) => {
    const { value } = totals[`status${key}`];
    return { key, requests: lineOf(sums, `status${key}`), total: value === undefined ? {} : { requests: value } };
  });
}

function previousOf({ points, options }: Selected, whole: Summary): Overview["previous"] {
  const { from, to } = options;
  try {
    const earlier = { ...options, from: from - (to - from), to: from };
    const before = remembered(points, ["summary", earlier], () => summary(points, earlier));
    const changes = growthOf(growth(whole, before));
    return { value: { from: from - (to - from), to: from, figures: figuresOf(before), growth: changes } };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { reason: textOf(error.message) };
  }
}

function statusesOf(whole: Summary): Overview["statusCodes"] {
  return figureOf(statusCodes(whole), (codes) => {
    const shares = new Map(top(codes, codes.length).items.map(({ key, percent }) => [key, toDecimal(percent)]));
    return codes.map(({ key, value }) => ({
      key: key as (typeof STATUSES)[number],
      value: amountOf(value),
      percent: shares.get(key) ?? "0.00",
    }));
  });
}

function gapOf({ area, domain, carrier, from, to, points, cause }: ReportGap): Gap {
  return {
    area,
    domain,
    ...(carrier !== undefined && { carrier }),
    from: from.getTime(),
    to: to.getTime(),
    points,
    cause,
  };
}
