import { isps } from "@cdn-export/api/values";
import type { Table } from "../formats/table.ts";
import { type Run, runsOf } from "../statistics/places.ts";
import { addTraffic, noTraffic } from "../statistics/traffic.ts";
import { bucketsOf } from "./buckets.ts";
import { DOMAIN, ISP, TIME } from "./columns.ts";
import { type ExportQuery, placeTest } from "./export-query.ts";
import { measures } from "./measures.ts";
import { groupAt, type Scope } from "./scope.ts";

/**
 * Basic data and carrier data: one row per point in time, per carrier for carrier data, and per domain when grouped.
 * Carriers without places have no rows.
 */
export function trafficTable({ query, groups }: Scope): Table {
  const byCarrier = query.action === "isp_detail";
  const numbers = measures(byCarrier ? "brief" : "full", query.statType);
  const buckets = bucketsOf(query);
  const carriers = byCarrier ? carriersOf(query) : [{ name: "", runs: runsOf(placeTest(query)) }];
  const perGroup = buckets.count * carriers.length;

  return {
    columns: [
      TIME,
      ...(query.byDomain ? [DOMAIN] : []),
      ...(byCarrier ? [ISP] : []),
      ...numbers.map(({ column }) => column),
    ],
    count: () => groups.length * perGroup,
    row(i) {
      const { name, profiles } = groupAt(groups, i, perGroup);
      const { start, from, to, ms } = buckets.at(Math.floor((i % perGroup) / carriers.length));
      const carrier = carriers[i % carriers.length];
      const sum = noTraffic();
      for (const profile of profiles) addTraffic(sum, profile, carrier?.runs ?? [], from, to);
      return [
        start,
        ...(query.byDomain ? [name] : []),
        ...(byCarrier ? [carrier?.name ?? ""] : []),
        ...numbers.map((measure) => measure.of(sum, ms)),
      ];
    },
  };
}

function carriersOf(query: ExportQuery): { name: string; runs: readonly Run[] }[] {
  const accepts = placeTest(query);
  return isps
    .map((isp) => ({ name: isp[query.language], runs: runsOf((place) => place.isp === isp.code && accepts(place)) }))
    .filter(({ runs }) => runs.length > 0);
}
