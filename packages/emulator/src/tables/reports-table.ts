import type { Table } from "../formats/table.ts";
import { runsOf } from "../statistics/places.ts";
import { addTraffic, noTraffic } from "../statistics/traffic.ts";
import { bucketsOf } from "./buckets.ts";
import { DOMAIN, TIME } from "./columns.ts";
import { placeTest } from "./export-query.ts";
import { measures } from "./measures.ts";
import { groupAt, type Scope } from "./scope.ts";

/** Basic data: one row a point of time, and a domain where grouped. */
export function reportsTable({ query, groups }: Scope): Table {
  const numbers = measures("full", query.statType);
  const runs = runsOf(placeTest(query));
  const buckets = bucketsOf(query);

  return {
    columns: [TIME, ...(query.byDomain ? [DOMAIN] : []), ...numbers.map(({ column }) => column)],
    count: () => groups.length * buckets.count,
    row(i) {
      const { name, profiles } = groupAt(groups, i, buckets.count);
      const { start, from, to, ms } = buckets.at(i % buckets.count);
      const sum = noTraffic();
      for (const profile of profiles) addTraffic(sum, profile, runs, from, to);
      return [start, ...(query.byDomain ? [name] : []), ...numbers.map((measure) => measure.of(sum, ms))];
    },
  };
}
