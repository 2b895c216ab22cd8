import { DAY_MS, GMT8_MS } from "../base/constants.ts";
import type { Run } from "./places.ts";
import { borderAt, cut } from "./shares.ts";
import { type TopKind, topShares } from "./top-shares.ts";
import { addTraffic, bytesOf, noTraffic, type Profile, requestsOf } from "./traffic.ts";

/** The unsorted values of a top list by label, and the whole, including the long tail. */
export interface TopValues {
  values: Map<string, number>;
  total: number;
}

/** A span of one or more domains, for the places in `runs`. */
export interface TopScope {
  profiles: readonly Profile[];
  runs: readonly Run[];
  from: number;
  to: number;
  statType: "flux" | "req_num";
}

/**
 * Spreads each day (GMT+8) by the shares of its domains. So the values of a week are the sums of its days, even if the
 * lists of the days omit some. Yields after each day of each domain, because years take long.
 */
export function* topValues(
  kind: TopKind,
  { profiles, runs, from, to, statType }: TopScope,
): Generator<void, TopValues, void> {
  const values = new Map<string, number>();
  let total = 0;
  for (const profile of profiles) {
    const { labels, ...shares } = topShares(kind, profile);
    const parts = statType === "flux" ? shares.bytes : shares.requests;
    const sums = new Float64Array(labels.length);
    for (let day = dayOf(from); startOf(day) < to; day++) {
      const traffic = addTraffic(
        noTraffic(),
        profile,
        runs,
        Math.max(from, startOf(day)),
        Math.min(to, startOf(day + 1)),
      );
      const amount = statType === "flux" ? bytesOf(traffic) : requestsOf(traffic);
      total += amount;
      let border = 0;
      for (let i = 0; i < sums.length; i++) {
        const next = borderAt(parts, i + 1, day);
        sums[i] = (sums[i] ?? 0) + cut(amount, border, next);
        border = next;
      }
      yield;
    }
    labels.forEach((label, i) => {
      values.set(label, (values.get(label) ?? 0) + (sums[i] ?? 0));
    });
  }
  return { values, total };
}

/** The `rows` largest values, largest first. Equal values are in the order of their labels. Zeros are omitted. */
export function topRows({ values }: TopValues, rows: number): [label: string, value: number][] {
  return [...values]
    .filter(([, value]) => value > 0)
    .sort(([labelA, a], [labelB, b]) => b - a || (labelA < labelB ? -1 : 1))
    .slice(0, rows);
}

function dayOf(time: number): number {
  return Math.floor((time + GMT8_MS) / DAY_MS);
}

function startOf(day: number): number {
  return day * DAY_MS - GMT8_MS;
}
