import type { StatType } from "@cdn-export/api";
import type { Column } from "../formats/table.ts";
import { bytesOf, requestsOf, type Traffic } from "../statistics/traffic.ts";
import * as c from "./columns.ts";

/** A column of numbers. `ms` is the length of the row's span, which only bandwidth needs. */
export interface Measure {
  column: Column;
  of(traffic: Traffic, ms: number): number;
}

const bytes: Measure = { column: c.TRAFFIC, of: bytesOf };
const bandwidth: Measure = { column: c.BANDWIDTH, of: (traffic, ms) => Math.floor((bytesOf(traffic) * 8000) / ms) };
const requests: Measure = { column: c.REQUESTS, of: requestsOf };

const FULL = {
  flux: [
    bytes,
    bandwidth,
    { column: c.HIT_TRAFFIC, of: ({ hitBytes }) => hitBytes },
    { column: c.ORIGIN_TRAFFIC, of: ({ missBytes }) => missBytes },
  ],
  req_num: [
    requests,
    { column: c.HIT_REQUESTS, of: ({ okHit, redirects }) => okHit + redirects },
    { column: c.STATUS_2XX, of: ({ okHit, okMiss }) => okHit + okMiss },
    { column: c.STATUS_3XX, of: ({ redirects }) => redirects },
    { column: c.STATUS_4XX, of: ({ clientErrors }) => clientErrors },
    { column: c.STATUS_5XX, of: ({ serverErrors }) => serverErrors },
  ],
} satisfies Record<StatType, readonly Measure[]>;

const BRIEF = { flux: [bytes, bandwidth], req_num: [requests] } satisfies Record<StatType, readonly Measure[]>;

/** The numbers that `stat_type` selects; all of them without it. */
export function measures(detail: "full" | "brief", statType: StatType | undefined): readonly Measure[] {
  const all = detail === "full" ? FULL : BRIEF;
  return statType === undefined ? [...all.flux, ...all.req_num] : all[statType];
}
