import { DAY_MS } from "../base/constants.ts";
import type { ExportQuery } from "./export-query.ts";

/** A row's span of time: labelled by its start, cut off at the ends of the query. */
export interface Bucket {
  start: number;
  from: number;
  to: number;
  /** Full length. */
  ms: number;
}

/** The spans of a query in time order: five minutes or an hour, counted from the whole hour. */
export interface Buckets {
  count: number;
  at(i: number): Bucket;
}

export function bucketsOf(query: ExportQuery): Buckets {
  const ms = intervalOf(query) * 1000;
  const first = Math.floor(query.from / ms);
  return {
    count: Math.ceil(query.to / ms) - first,
    at(i) {
      const start = (first + i) * ms;
      return { start, from: Math.max(start, query.from), to: Math.min(start + ms, query.to), ms };
    },
  };
}

const FINE_UP_TO_MS = 7 * DAY_MS;

/** Left out: five minutes up to seven days, as the query APIs choose since 2026-08 (for exports: invented). */
function intervalOf({ interval, from, to }: ExportQuery): number {
  return interval ?? (to - from <= FINE_UP_TO_MS ? 300 : 3600);
}
