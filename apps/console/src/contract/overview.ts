// Figures over time.
import type { Amount, Area, Figure, Ms } from "./base.ts";

/** All times are milliseconds; lists are separated by commas. Everything is optional. */
export interface PeriodQuery {
  /** Inclusive. @default the last seven days with data */
  from?: Ms;
  /** Exclusive. */
  to?: Ms;
}

export interface OverviewQuery extends PeriodQuery {
  /** @default all */
  domains?: string;
  /** @default the only one; mainland_china if there are several */
  area?: Area;
  /** What the stacked series are. @default domain */
  by?: "none" | "domain" | "carrier" | "status";
  /** @default auto: the shortest one with at most `points` buckets */
  bucket?: Bucket | "auto";
  /** The most buckets that `auto` may return. @default 600 */
  points?: number;
  /** How many series are named; the others are added up. @default 10 */
  series?: number;
}

export type Bucket = "5min" | "hour" | "day" | "week" | "month";

export interface Overview {
  /** What the figures are about. */
  from: Ms;
  to: Ms;
  area: Area;
  by: "none" | "domain" | "carrier" | "status";
  bucket: Bucket;
  /** The start of each bucket, in order; weeks start on Monday and all starts are in GMT+8. */
  starts: readonly Ms[];
  /** Stacked series, largest first. `others` is last, if there is one. Of status codes there are requests only. */
  series: readonly Series[];
  /** The sum of all series for each bucket. `null`: no data. */
  totals: {
    traffic: readonly (Amount | null)[];
    requests: readonly (Amount | null)[];
    /** bit/s: the highest mean of a point within the bucket. */
    bandwidth: readonly (number | null)[];
    /** 0 to 1. */
    hitRatio: readonly (number | null)[];
    /** The number of missing points. */
    missing: readonly number[];
  };
  /** Horizontal lines: bit/s of the period. */
  lines: {
    peak: Figure<BandwidthAt>;
    /** The highest mean of 5 minutes that remains without the highest 5 %. */
    percentile95: Figure<BandwidthAt>;
  };
  figures: Figures;
  /** The period of the same length right before. */
  previous: Figure<{ from: Ms; to: Ms; figures: Figures; growth: Record<Measure, Figure<Growth>> }>;
  statusCodes: Figure<readonly { key: "2xx" | "3xx" | "4xx" | "5xx"; value: Amount; percent: string }[]>;
  gaps: readonly Gap[];
  /** More gaps than the list has. */
  moreGaps: number;
  /** The number of files exported before their data was complete. */
  provisional: number;
  /** Whether older days are still being read. */
  isPartial: boolean;
}

export interface Series {
  /** The domain, carrier or class of status codes. `null`: the sum of the others. */
  key: string | null;
  /** Of `others`: how many. */
  count?: number;
  traffic?: readonly (Amount | null)[];
  requests?: readonly (Amount | null)[];
  /** Of the whole period. */
  total: { traffic?: Amount; requests?: Amount };
}

export interface BandwidthAt {
  bitsPerSecond: number;
  /** The start of the 5 minutes (or hour) that has it. */
  at: Ms;
  /** Seconds. */
  interval: 300 | 3600;
}

export type Measure =
  | "traffic"
  | "hitTraffic"
  | "originTraffic"
  | "requests"
  | "hitRequests"
  | "status2xx"
  | "status3xx"
  | "status4xx"
  | "status5xx";

/** Bytes of `traffic`, `hitTraffic` and `originTraffic`; numbers of requests otherwise. */
export interface Figures {
  totals: Record<Measure, Figure<Amount>>;
  peaks: {
    traffic: Figure<BandwidthAt>;
    requests: Figure<{ perSecond: number; at: Ms; interval: 300 | 3600 }>;
  };
  /** 0 to 1. */
  hitRatio: { requests: Figure<number>; traffic: Figure<number> };
  points: { present: number; zero: number; missing: number };
}

export interface Growth {
  difference: Amount;
  /** Two decimals, such as `12.30` or `-4.00`. */
  percent: Figure<string>;
}

export interface Gap {
  area: Area;
  domain: string;
  carrier?: string;
  from: Ms;
  to: Ms;
  points: number;
  cause: "absent" | "not exported";
}
