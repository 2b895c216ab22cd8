import { runsOf } from "../statistics/places.ts";
import { visitorsOf } from "../statistics/visitors.ts";
import { type Bucket, buckets } from "./buckets.ts";
import { DOMAIN, END, START, VISITORS } from "./columns.ts";
import { type ExportQuery, placeTest } from "./export-query.ts";
import type { Scope } from "./export-table.ts";
import type { Cell, Table } from "./table.ts";

/**
 * Unique visitors. They do not add up, so without an interval there is one row for the whole period, which no other rows
 * could tell; with one, a row a point of time.
 */
export function visitorsTable({ query, groups }: Scope): Table {
  const runs = runsOf(placeTest(query));

  function* rows(): Generator<Cell[]> {
    for (const { name, profiles } of groups) {
      for (const { from, to } of spans(query)) {
        const visitors = profiles.reduce((sum, profile) => sum + visitorsOf(profile, runs, from, to), 0);
        yield [from, to, ...(query.byDomain ? [name] : []), visitors];
      }
    }
  }

  return {
    columns: [START, END, ...(query.byDomain ? [DOMAIN] : []), VISITORS],
    rows: { [Symbol.iterator]: rows },
  };
}

function spans(query: ExportQuery): Iterable<Pick<Bucket, "from" | "to">> {
  return query.interval === undefined ? [{ from: query.from, to: query.to }] : buckets(query);
}
