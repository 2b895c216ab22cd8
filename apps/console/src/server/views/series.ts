// The stacked series of a chart.
import {
  breakdown,
  type Figure,
  type Group,
  type Measure,
  type Summary,
  type TimeSeries,
  type TimeStep,
  timeSeries,
  top,
  valuesOf,
} from "@cdn-export/rows/report";
import type { Series } from "../../contract.ts";
import { amountOf, pointOf } from "./plain.ts";
import { remembered } from "./remember.ts";
import type { Selected } from "./selection.ts";

/** Not the name of a domain or a carrier. */
const OTHERS = "\0";

/** Stacks domains or carriers, largest first, and adds up those that aren't among the largest. */
export function seriesBy(
  by: "domain" | "carrier",
  { points, options }: Selected,
  { count, step, whole }: { count: number; step: TimeStep; whole: Summary },
): Series[] {
  const groups = remembered(points, ["groups", by, options], () => breakdown(points, by, options));
  const { value: ranked = [] } = valuesOf(groups, "traffic");
  const largest = top(ranked, count).items.map(({ key }) => key);
  const kept = groups.length <= count ? [...new Set([...largest, ...groups.map(({ key }) => key)])] : largest;
  const isKept = new Set(kept);
  const keyOf = (info: { domain: string; carrier?: string }) => {
    const key = info[by] ?? "";
    return isKept.has(key) ? key : OTHERS;
  };
  const found = remembered(points, ["series", by, kept, step, options], () =>
    timeSeries(points, { ...options, step, by: keyOf, measures: ["traffic", "requests"] }),
  );
  const shown = kept.map((key): Series => {
    const { traffic, requests } = groups.find((group) => group.key === key)?.totals ?? {};
    return { key, ...linesOf(found, key), total: totalOf(traffic, requests) };
  });
  if (groups.length === kept.length) return shown;
  const rest = (measure: "traffic" | "requests") =>
    restOf(
      groups.filter(({ key }) => isKept.has(key)),
      measure,
      whole,
    );
  const total = totalOf(rest("traffic"), rest("requests"));
  return [...shown, { key: null, count: groups.length - kept.length, ...linesOf(found, OTHERS), total }];
}

/** What the groups leave of a total. */
function restOf(groups: readonly Group[], measure: "traffic" | "requests", { totals }: Summary): Figure<bigint> {
  const { value, reason } = valuesOf(groups, measure);
  const total = totals[measure];
  if (value === undefined) return { reason };
  return total.value === undefined ? total : { value: top(value, value.length, { total: total.value }).rest.value };
}

function linesOf(sums: TimeSeries, key: string): Pick<Series, "traffic" | "requests"> {
  return { traffic: lineOf(sums, "traffic", key), requests: lineOf(sums, "requests", key) };
}

function totalOf(traffic: Figure<bigint> | undefined, requests: Figure<bigint> | undefined): Series["total"] {
  return {
    ...(traffic?.value !== undefined && { traffic: amountOf(traffic.value) }),
    ...(requests?.value !== undefined && { requests: amountOf(requests.value) }),
  };
}

export function lineOf({ lines }: TimeSeries, measure: Measure, key = ""): (number | null)[] {
  const line = lines.find((one) => one.measure === measure && one.key === key);
  return Array.from(line?.values ?? [], pointOf);
}
