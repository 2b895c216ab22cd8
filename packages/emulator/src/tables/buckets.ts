import { DAY_MS } from "../base/constants.ts";
import type { ExportQuery } from "./export-query.ts";

/** The time span of a row: labelled by its start, and cut off at the ends of the query. */
export interface Bucket {
  start: number;
  from: number;
  to: number;
  /** The full length, in milliseconds. */
  ms: number;
}

/** The spans of a query in order: five minutes or an hour, aligned to whole hours. */
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

/** Without an interval: five minutes up to seven days, as in the query APIs since 2026-08 (invented for exports). */
function intervalOf({ interval, from, to }: ExportQuery): number {
  return interval ?? (to - from <= FINE_UP_TO_MS ? 300 : 3600);
}
