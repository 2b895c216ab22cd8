// Figures over time, for one chart and what is around it.
import {
  breakdown,
  gaps,
  growth,
  type Measure,
  percentile95,
  ReportError,
  type Gap as ReportGap,
  statusCodes,
  summary,
  type TimeSeries,
  type TimeStep,
  timeRates,
  timeSeries,
  toDecimal,
  top,
  valuesOf,
} from "@cdn-export/rows/report";
import type { Bucket, Figures, Gap, Overview, OverviewQuery, Series } from "../../contract.ts";
import type { Wait } from "../data/folder-data.ts";
import { textOf } from "../texts.ts";
import type { ViewContext } from "./context.ts";
import { amountOf, bandwidthOf, figureOf, figuresOf, growthOf, pointOf } from "./plain.ts";
import { choice, wholeNumber } from "./query.ts";
import { type Selected, select } from "./selection.ts";

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
  const whole = summary(points, options);
  const sums = timeSeries(points, { ...options, step, measures: MEASURED });
  const rates = timeRates(points, { ...options, step });
  const count = wholeNumber(params, "series" satisfies keyof OverviewQuery, 50) ?? 10;
  const missing = gaps(points, options);
  return {
    from: options.from,
    to: options.to,
    area,
    by,
    bucket,
    starts: sums.bounds.slice(0, -1),
    series:
      by === "none" || by === "status" ? seriesOfSum(by, sums, figuresOf(whole)) : seriesBy(by, count, selected, step),
    totals: {
      traffic: lineOf(sums, "traffic"),
      requests: lineOf(sums, "requests"),
      bandwidth: Array.from(rates.bandwidth, pointOf),
      hitRatio: Array.from(rates.hitRatio, pointOf),
      missing: [...sums.missing],
    },
    lines: {
      peak: figureOf(whole.peaks.traffic, bandwidthOf),
      percentile95: figureOf(percentile95(points, options), bandwidthOf),
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

/** Not the name of a domain or a carrier. */
const OTHERS = "\0";

function seriesBy(by: "domain" | "carrier", count: number, { points, options }: Selected, step: TimeStep): Series[] {
  const groups = breakdown(points, by, options);
  const { value: ranked = [] } = valuesOf(groups, "traffic");
  const largest = top(ranked, count).items.map(({ key }) => key);
  const kept = new Set(groups.length <= count ? groups.map(({ key }) => key) : largest);
  const keyOf = (info: { domain: string; carrier?: string }) => {
    const key = info[by] ?? "";
    return kept.has(key) ? key : OTHERS;
  };
  const found = timeSeries(points, { ...options, step, by: keyOf, measures: ["traffic", "requests"] });
  const others = groups.length > kept.size ? breakdown(points, keyOf, options) : groups;
  const totals = new Map(others.map((group) => [group.key, group.totals]));
  const order = [
    ...largest,
    ...[...kept].filter((key) => !largest.includes(key)),
    ...(groups.length > kept.size ? [OTHERS] : []),
  ];
  return order.map((key) => {
    const { traffic, requests } = totals.get(key) ?? {};
    return {
      key: key === OTHERS ? null : key,
      ...(key === OTHERS && { count: groups.length - kept.size }),
      traffic: lineOf(found, "traffic", key),
      requests: lineOf(found, "requests", key),
      total: {
        ...(traffic?.value !== undefined && { traffic: amountOf(traffic.value) }),
        ...(requests?.value !== undefined && { requests: amountOf(requests.value) }),
      },
    };
  });
}

function lineOf({ lines }: TimeSeries, measure: Measure, key = ""): (number | null)[] {
  const line = lines.find((one) => one.measure === measure && one.key === key);
  return Array.from(line?.values ?? [], pointOf);
}

function previousOf({ points, options }: Selected, whole: ReturnType<typeof summary>): Overview["previous"] {
  const { from, to } = options;
  try {
    const before = summary(points, { ...options, from: from - (to - from), to: from });
    const changes = growthOf(growth(whole, before));
    return { value: { from: from - (to - from), to: from, figures: figuresOf(before), growth: changes } };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { reason: textOf(error.message) };
  }
}

function statusesOf(whole: ReturnType<typeof summary>): Overview["statusCodes"] {
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
