import { isps } from "@cdn-export/api/values";
import type { Table } from "../formats/table.ts";
import { runsOf } from "../statistics/places.ts";
import { addTraffic, noTraffic } from "../statistics/traffic.ts";
import { bucketsOf } from "./buckets.ts";
import { DOMAIN, ISP, TIME } from "./columns.ts";
import { placeTest } from "./export-query.ts";
import { measures } from "./measures.ts";
import { groupAt, type Scope } from "./scope.ts";

/** Carrier data: one row a point of time and carrier, and a domain where grouped. Carriers without places have no rows. */
export function carriersTable({ query, groups }: Scope): Table {
  const numbers = measures("brief", query.statType);
  const buckets = bucketsOf(query);
  const accepts = placeTest(query);
  const carriers = isps
    .map((isp) => ({ name: isp[query.language], runs: runsOf((place) => place.isp === isp.code && accepts(place)) }))
    .filter(({ runs }) => runs.length > 0);
  const perGroup = buckets.count * carriers.length;

  return {
    columns: [TIME, ...(query.byDomain ? [DOMAIN] : []), ISP, ...numbers.map(({ column }) => column)],
    count: () => groups.length * perGroup,
    row(i) {
      const { name, profiles } = groupAt(groups, i, perGroup);
      const { start, from, to, ms } = buckets.at(Math.floor((i % perGroup) / carriers.length));
      const carrier = carriers[i % carriers.length];
      const sum = noTraffic();
      for (const profile of profiles) addTraffic(sum, profile, carrier?.runs ?? [], from, to);
      const values = numbers.map((measure) => measure.of(sum, ms));
      return [start, ...(query.byDomain ? [name] : []), carrier?.name ?? "", ...values];
    },
  };
}
