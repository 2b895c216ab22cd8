import { isps } from "@cdn-export/api/values";
import { runsOf } from "../statistics/places.ts";
import { addTraffic, noTraffic } from "../statistics/traffic.ts";
import { buckets } from "./buckets.ts";
import { DOMAIN, ISP, TIME } from "./columns.ts";
import { placeTest } from "./export-query.ts";
import type { Scope } from "./export-table.ts";
import { measures } from "./measures.ts";
import type { Cell, Table } from "./table.ts";

/** Carrier data: one row a point of time and carrier, and a domain where grouped. Carriers without places have no rows. */
export function carriersTable({ query, groups }: Scope): Table {
  const numbers = measures("brief", query.statType);
  const accepts = placeTest(query);
  const carriers = isps
    .map((isp) => ({ name: isp[query.language], runs: runsOf((place) => place.isp === isp.code && accepts(place)) }))
    .filter(({ runs }) => runs.length > 0);

  function* rows(): Generator<Cell[]> {
    for (const { name, profiles } of groups) {
      for (const { start, from, to, ms } of buckets(query)) {
        for (const carrier of carriers) {
          const sum = noTraffic();
          for (const profile of profiles) addTraffic(sum, profile, carrier.runs, from, to);
          const values = numbers.map((measure) => measure.of(sum, ms));
          yield [start, ...(query.byDomain ? [name] : []), carrier.name, ...values];
        }
      }
    }
  }

  return {
    columns: [TIME, ...(query.byDomain ? [DOMAIN] : []), ISP, ...numbers.map(({ column }) => column)],
    rows: { [Symbol.iterator]: rows },
  };
}
