import type { Cell, Column, Table } from "../formats/table.ts";
import { runsOf } from "../statistics/places.ts";
import type { TopKind } from "../statistics/top-shares.ts";
import { topRows, topValues } from "../statistics/top-values.ts";
import { DOMAIN, IP, PATH, RANK, RATIO, REFERER, REQUESTS, TRAFFIC, URL_COLUMN, USER_AGENT } from "./columns.ts";
import { placeTest } from "./export-query.ts";
import type { Scope } from "./scope.ts";

/** The label of each list, and whether it has a share of the whole, as two of the synchronous calls have. */
const KINDS = {
  url: { label: URL_COLUMN, withRatio: false },
  path: { label: PATH, withRatio: false },
  ua: { label: USER_AGENT, withRatio: true },
  referer: { label: REFERER, withRatio: false },
  ip: { label: IP, withRatio: true },
} satisfies Record<TopKind, { label: Column; withRatio: boolean }>;

/** A top list over the whole period, one per domain when grouped. Ranked by requests without `stat_type`. */
export function topTable(kind: TopKind, { query, groups, topRows: limit }: Scope): Table {
  const statType = query.statType ?? "req_num";
  const { label, withRatio } = KINDS[kind];
  let rows: Cell[][] = [];

  return {
    columns: [
      RANK,
      ...(query.byDomain ? [DOMAIN] : []),
      label,
      statType === "flux" ? TRAFFIC : REQUESTS,
      ...(withRatio ? [RATIO] : []),
    ],
    *prepare() {
      rows = [];
      const runs = runsOf(placeTest(query));
      for (const { name, profiles } of groups) {
        const found = yield* topValues(kind, { profiles, runs, from: query.from, to: query.to, statType });
        for (const [i, [text, value]] of topRows(found, limit).entries()) {
          const ratio = withRatio ? [(100 * value) / found.total] : [];
          rows.push([i + 1, ...(query.byDomain ? [name] : []), text, value, ...ratio]);
        }
      }
    },
    count: () => rows.length,
    row: (i) => rows[i] ?? [],
  };
}
