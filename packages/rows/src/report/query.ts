import type { Action, ServiceArea } from "@cdn-export/api";
import { msOf, type Time } from "./calendar.ts";
import { ReportError } from "./errors.ts";
import type { Domains, PointInterval, Points } from "./points.ts";

/** The query of an export: what its rows are about. A query of the client has these properties. */
export interface ReportQuery {
  /** The exported statistic. */
  action: Action;
  /** Domain names, or `"all"`. */
  domains: readonly string[] | "all";
  /** The start of the period, inclusive. @default the first point */
  from?: Time;
  /** The end of the period, exclusive. @default the last point's end */
  to?: Time;
  /** Seconds between points: 300 or 3600. @default 3600 if all times are full hours, else 300 */
  interval?: number;
  /** `"domain"`: each domain has its own rows. @default each domain has its own rows if they have a domain */
  groupBy?: string;
  /** Where the traffic was served. @default `mainland_china`, as in the service */
  serviceArea?: ServiceArea;
  /** What a top list counts: `flux` is bytes, `req_num` requests. Matters only if its heading doesn't say it. */
  statType?: string;
  /** The countries that the export is limited to. @default not limited */
  countries?: readonly string[] | "all";
  /** The provinces that the export is limited to. @default not limited */
  provinces?: readonly string[] | "all";
  /** The carriers that the export is limited to. @default not limited */
  isps?: readonly string[] | "all";
  /** The language of carrier names. @default `zh` if one has a Chinese character, else `en` */
  language?: string;
}

/** A query whose values are checked and complete. */
export interface Scope extends Pick<Points, "filter"> {
  domains: Domains;
  isGrouped: boolean;
  area: ServiceArea;
  from: number | undefined;
  to: number | undefined;
  interval: PointInterval | undefined;
  source: string;
}

/** Checks a query. `source` is the name of the export in messages. */
export function scopeOf(query: ReportQuery, source: string | undefined): Scope {
  const { serviceArea: area = "mainland_china", interval } = query;
  const domains = query.domains === "all" ? "all" : unique(query.domains);
  if (domains.length === 0) throw new ReportError("BAD_QUERY", "The query names no domain");
  if (interval !== undefined && interval !== 300 && interval !== 3600)
    throw new ReportError("BAD_QUERY", `The interval ${interval} isn't 300 or 3600`);
  const from = query.from === undefined ? undefined : msOf(query.from);
  const to = query.to === undefined ? undefined : msOf(query.to);
  if (from !== undefined && to !== undefined && from >= to)
    throw new ReportError("BAD_QUERY", "The period of the query ends before it starts");
  const isGrouped = query.groupBy === "domain";
  const name = source ?? `an export of ${area}`;
  return { domains, isGrouped, area, from, to, interval, filter: filterOf(query), source: name };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim().toLowerCase()))].sort();
}

function filterOf({ countries, provinces, isps }: ReportQuery): string {
  const parts = { country: countries, province: provinces, isp: isps };
  return Object.entries(parts)
    .flatMap(([name, codes]) => (codes === undefined || codes === "all" ? [] : [`${name} ${unique(codes).join(",")}`]))
    .join("; ");
}
