// What the overview shows, from its URL and what the folder has.
import type { Action, Area, Bucket, Folder } from "../../../contract.ts";
import { DAY_MS, GMT8_MS, timeOf } from "../../base/format.ts";

export const MEASURES = ["traffic", "bandwidth", "requests", "hits"] as const;
export type Measure = (typeof MEASURES)[number];
export const BYS = ["domain", "carrier", "status", "none"] as const;
export type By = (typeof BYS)[number];

export interface Selection {
  from: number;
  to: number;
  /** Empty: all. */
  domains: readonly string[];
  area: Area | undefined;
  /** Undefined: the server chooses what the data allow. */
  by: By | undefined;
  bucket: Bucket | "auto";
  measure: Measure;
  /** Series that the chart leaves out. */
  hidden: readonly string[];
  /** Undefined: all that the folder has. */
  top: Action | undefined;
}

/** The days that the folder has, all statistics together. */
export function daysOf({ data }: Folder): { from: number; to: number } | undefined {
  if (data.length === 0) return undefined;
  return { from: Math.min(...data.map(({ from }) => from)), to: Math.max(...data.map(({ to }) => to)) };
}

/** Undefined if there is nothing to show. */
export function selectionOf(params: URLSearchParams, folder: Folder): Selection | undefined {
  const days = daysOf(folder);
  if (days === undefined) return undefined;
  const one = <T extends string>(name: string, all: readonly T[]) => all.find((known) => known === params.get(name));
  const to = timeOf(params.get("to") ?? "") ?? days.to;
  const from = timeOf(params.get("from") ?? "") ?? Math.max(days.from, to - 7 * DAY_MS);
  const by = one("by", BYS);
  const measure = one("measure", MEASURES) ?? "traffic";
  return {
    ...(from < to ? { from, to } : days),
    domains: params.get("domains")?.split(",").filter(Boolean) ?? [],
    area: one("area", ["mainland_china", "outside_mainland_china", "global"]),
    by,
    bucket: one("bucket", ["5min", "hour", "day", "week", "month"]) ?? "auto",
    hidden: params.get("hide")?.split(",").filter(Boolean) ?? [],
    // Status codes are counted in requests.
    measure: by === "status" ? "requests" : measure,
    top: one("top", ["top_url_detail", "top_referer_detail", "top_ua_detail", "top_ip_detail", "top_path_detail"]),
  };
}

export function overviewQuery({ from, to, domains, area, by, bucket, measure }: Selection): string {
  const series = measure === "bandwidth" || measure === "hits" ? "none" : by;
  return queryOf({ from, to, domains: domains.join(","), area, by: series, bucket, series: "7" });
}

/** Top lists are of whole days and can't be divided, so a part of a day shows the lists of that day. */
export function topsQuery({ domains, area, top, ...period }: Selection): string {
  const from = Math.floor((period.from + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  const to = Math.ceil((period.to + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  return queryOf({ from, to, domains: domains.join(","), area, action: top });
}

function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== "") params.set(name, String(value));
  return params.toString();
}
