import { runsOf } from "../statistics/places.ts";
import { addTraffic, noTraffic } from "../statistics/traffic.ts";
import { buckets } from "./buckets.ts";
import { DOMAIN, TIME } from "./columns.ts";
import { placeTest } from "./export-query.ts";
import type { Scope } from "./export-table.ts";
import { measures } from "./measures.ts";
import type { Cell, Table } from "./table.ts";

/** Basic data: one row a point of time, and a domain where grouped. */
export function reportsTable({ query, groups }: Scope): Table {
  const numbers = measures("full", query.statType);
  const runs = runsOf(placeTest(query));

  function* rows(): Generator<Cell[]> {
    for (const { name, profiles } of groups) {
      for (const { start, from, to, ms } of buckets(query)) {
        const sum = noTraffic();
        for (const profile of profiles) addTraffic(sum, profile, runs, from, to);
        yield [start, ...(query.byDomain ? [name] : []), ...numbers.map((measure) => measure.of(sum, ms))];
      }
    }
  }

  return {
    columns: [TIME, ...(query.byDomain ? [DOMAIN] : []), ...numbers.map(({ column }) => column)],
    rows: { [Symbol.iterator]: rows },
  };
}
