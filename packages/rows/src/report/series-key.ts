// Groups of series: by a column, or by a key of the caller.
import type { ServiceArea } from "@cdn-export/api";
import { ReportError } from "./errors.ts";
import { isSum, nameOf, type Points } from "./points.ts";
import type { Selection, Series } from "./select.ts";

/** What a series is, for a grouping of the caller. */
export interface SeriesInfo {
  /** Where the traffic was served. */
  readonly area: ServiceArea;
  /** The domain. If exports have only a sum: `all`, or the names of its domains. */
  readonly domain: string;
  /** The carrier, in carrier data. */
  readonly carrier?: string;
}

export type SeriesBy = "domain" | "carrier" | "area" | ((series: SeriesInfo) => string);

/** Refuses a column that the exports lack. */
export function checkColumn(points: Points, { series }: Selection, by: SeriesBy): void {
  if (by === "carrier" && points.action !== "isp_detail")
    throw new ReportError("NO_COLUMN", "Only carrier data (isp_detail) has carriers");
  const sum = series.find(({ domains }) => isSum(domains));
  if (by === "domain" && sum)
    throw new ReportError("NO_COLUMN", `The export of ${nameOf(sum.domains)} isn't grouped by domain`);
}

export function seriesKey({ area, domains, carrier }: Series, by: SeriesBy): string {
  const info = { area, domain: nameOf(domains), ...(carrier === undefined ? {} : { carrier }) };
  return typeof by === "function" ? by(info) : (info[by] ?? "");
}
