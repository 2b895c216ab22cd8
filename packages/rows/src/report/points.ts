// What reports are computed from: the points of exports, by day. Plain data, so that a store can keep it and a worker can send it.
import type { ServiceArea } from "@cdn-export/api";

/** The measures that can be added up: bytes (`traffic`, `hitTraffic`, `originTraffic`) or numbers of requests (all others). */
export const MEASURES = [
  "traffic",
  "hitTraffic",
  "originTraffic",
  "requests",
  "hitRequests",
  "status2xx",
  "status3xx",
  "status4xx",
  "status5xx",
] as const;

/** A measure that can be added up. */
export type Measure = (typeof MEASURES)[number];

/** Seconds between two points. */
export type PointInterval = 300 | 3600;

/** Domains that an export counts: names in lower case, or every domain of the account. */
export type Domains = readonly string[] | "all";

/** The points of one series on one day. A series is one domain, or one sum of domains; for carrier data, of one carrier. */
export interface DayPoints {
  /** Where the traffic was served. */
  readonly area: ServiceArea;
  /** One domain, or the domains that the values are the sum of. */
  readonly domains: Domains;
  /** The name of the carrier, in carrier data only. */
  readonly carrier?: string;
  /** The start of the GMT+8 day, in milliseconds since the epoch. */
  readonly day: number;
  /** Seconds between two points: 300 (288 values a day) or 3600 (24 values). */
  readonly interval: PointInterval;
  /** The values in order of time. `NaN` where there is none. */
  readonly values: { readonly [M in Measure]?: Float64Array };
  /** The names of the exports that the values are from. */
  readonly sources: readonly string[];
}

/** What one export was asked for. Points that are absent in a window may be zero; outside of all windows they are missing. */
export interface ExportWindow {
  /** Where the traffic was served. */
  readonly area: ServiceArea;
  /** The domains of the query. */
  readonly domains: Domains;
  /** Whether each domain has its own rows. */
  readonly isGrouped: boolean;
  /** The start, in milliseconds since the epoch. */
  readonly from: number;
  /** The end, exclusive, in milliseconds since the epoch. */
  readonly to: number;
  /** Seconds between two points. */
  readonly interval: PointInterval;
  /** The name of the export. */
  readonly source: string;
}

/** The points of one export or of several. Plain data that survives `structuredClone`; `mergePoints` adds two. */
export interface Points {
  /** `reports_detail` or `isp_detail`: the two have the same traffic, so they are never in one report. */
  readonly action: "reports_detail" | "isp_detail";
  /** The regions and carriers that the queries were limited to, as text. Empty: none. */
  readonly filter: string;
  /** The language of carrier names: `zh` or `en`. Empty if there are no carriers. */
  readonly language: string;
  /** One element for each series and day. */
  readonly days: readonly DayPoints[];
  /** One element for each export. */
  readonly windows: readonly ExportWindow[];
  /** Points that several exports have with the same values. They count once. */
  readonly repeated: number;
  /** Points whose values a later export replaced. */
  readonly replaced: number;
}

/** The name of a series' domains: the domain, `all`, or the names of a sum. */
export function nameOf(domains: Domains): string {
  return domains === "all" ? "all" : domains.join(",");
}

/** Whether values are the sum of several domains (of all, perhaps), so that they have no domain of their own. */
export function isSum(domains: Domains): boolean {
  return domains === "all" || domains.length > 1;
}
