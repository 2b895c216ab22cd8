import type { Action } from "@cdn-export/api";
import type { ColumnKey } from "@cdn-export/rows";

const PLACE = ["domain", "country", "province"] as const;
const MOMENT = ["time", "startTime", "endTime"] as const;
const TOP = [
  ...["domain", "country", "province", "startTime", "endTime", "rank"],
  ...["statType", "value", "traffic", "requests", "sharePercent"],
] as ColumnKey[];

/** The columns that a view has, whether a file has them or not. */
export const KNOWN_COLUMNS: { readonly [A in Action]: readonly ColumnKey[] } = {
  reports_detail: [
    ...[...MOMENT, ...PLACE],
    ...(["traffic", "bandwidth", "requests", "hitTraffic", "originTraffic", "hitRequests"] as const),
    ...(["status2xx", "status3xx", "status4xx", "status5xx"] as const),
  ],
  isp_detail: [...MOMENT, ...PLACE, "isp", "traffic", "bandwidth", "requests"],
  uv: [...MOMENT, ...PLACE, "uniqueVisitors"],
  top_url_detail: ["url", ...TOP],
  top_path_detail: ["path", ...TOP],
  top_ua_detail: ["userAgent", ...TOP],
  top_referer_detail: ["referer", ...TOP],
  top_ip_detail: ["clientIp", ...TOP],
};
