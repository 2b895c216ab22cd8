import type { Table } from "../formats/table.ts";
import { runsOf } from "../statistics/places.ts";
import type { Profile } from "../statistics/traffic.ts";
import { visitorsOf } from "../statistics/visitors.ts";
import { type Buckets, bucketsOf } from "./buckets.ts";
import { DOMAIN, END, START, VISITORS } from "./columns.ts";
import { type ExportQuery, placeTest } from "./export-query.ts";
import { groupAt, type Scope } from "./scope.ts";

/**
 * Unique visitors: one row for the whole period without an interval, or one row per point in time with one. They don't add
 * up, so the whole period can't be computed from other rows.
 */
export function visitorsTable({ query, groups }: Scope): Table {
  const runs = runsOf(placeTest(query));
  const spans = spansOf(query);
  const whole: number[] = [];

  function* visitors(profiles: readonly Profile[], from: number, to: number): Generator<void, number, void> {
    let sum = 0;
    for (const profile of profiles) sum += yield* visitorsOf(profile, runs, from, to);
    return sum;
  }

  return {
    columns: [START, END, ...(query.byDomain ? [DOMAIN] : []), VISITORS],
    *prepare() {
      if (query.interval !== undefined) return;
      for (const { profiles } of groups) whole.push(yield* visitors(profiles, query.from, query.to));
    },
    count: () => groups.length * spans.count,
    row(i) {
      const { name, profiles } = groupAt(groups, i, spans.count);
      const { from, to } = spans.at(i % spans.count);
      const count = query.interval === undefined ? whole[i] : finish(visitors(profiles, from, to));
      return [from, to, ...(query.byDomain ? [name] : []), count ?? 0];
    },
  };
}

/** Runs all steps at once: an hour has few. */
function finish<T>(steps: Iterator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function spansOf(query: ExportQuery): Pick<Buckets, "count"> & { at(i: number): { from: number; to: number } } {
  return query.interval === undefined ? { count: 1, at: () => query } : bucketsOf(query);
}
