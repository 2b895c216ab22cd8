import type { Action, ExportTaskRequest, Language, ServiceArea, StatType } from "@cdn-export/api";
import { DAY_MS, HOUR_MS } from "../base/constants.ts";
import type { Place } from "../statistics/places.ts";

/** A create request with every gap filled. It decides the whole content of a file. */
export interface ExportQuery {
  action: Action;
  domains: readonly string[];
  /** Milliseconds since the epoch, from `from` up to but not including `to`. */
  from: number;
  to: number;
  /** Seconds; missing if the request has none. Each kind of file then has its own default. */
  interval?: number;
  byDomain: boolean;
  area: ServiceArea;
  /** Missing if the request has none. */
  statType?: StatType;
  /** Comma lists of codes, or `all`. */
  country: string;
  province: string;
  isp: string;
  language: Language;
}

/**
 * Fills the gaps. `mainland_china`, `zh` and no grouping are documented defaults. These defaults are invented: all domains,
 * basic data (`reports_detail`), and the last 24 whole hours before the task was created, or the 24 hours next to the one
 * end that the request has.
 */
export function exportQuery(request: ExportTaskRequest, domains: readonly string[], createdAt: number): ExportQuery {
  const lastHour = Math.floor(createdAt / HOUR_MS) * HOUR_MS;
  const to = request.end_time ?? (request.start_time === undefined ? lastHour : request.start_time + DAY_MS);
  const from = request.start_time ?? Math.max(0, to - DAY_MS);
  return {
    action: request.action ?? "reports_detail",
    domains,
    from,
    to,
    ...(request.interval === undefined ? {} : { interval: request.interval }),
    byDomain: request.group_by === "domain",
    area: request.service_area ?? "mainland_china",
    ...(request.stat_type === undefined ? {} : { statType: request.stat_type }),
    country: request.country ?? "all",
    province: request.province ?? "all",
    isp: request.isp ?? "all",
    language: request.language ?? "zh",
  };
}

/** Whether a query counts the traffic of a place. Unknown codes match nothing. */
export function placeTest({ area, country, province, isp }: ExportQuery): (place: Place) => boolean {
  const [isCountry, isProvince, isIsp] = [codeTest(country), codeTest(province), codeTest(isp)];
  return (place) =>
    (area === "global" || place.mainland === (area === "mainland_china")) &&
    isCountry(place.country) &&
    isProvince(place.province) &&
    isIsp(place.isp);
}

function codeTest(list: string): (code: string) => boolean {
  const codes = new Set(list.split(",").map((code) => code.trim()));
  return codes.has("all") ? () => true : (code) => codes.has(code);
}
