// Which points an overview is about.

import { DAY_MS } from "@cdn-export/client/internal";
import type { Points, ReportOptions } from "@cdn-export/rows/report";
import type { Area } from "../../contract.ts";
import type { Period, Wait } from "../data/folder-data.ts";
import { RequestError } from "../http/failure.ts";
import type { ViewContext } from "./context.ts";
import { AREAS, choice, list, periodOf } from "./query.ts";
import { remembered } from "./remember.ts";

export interface Selected {
  points: Points;
  /** For the functions of reports. */
  options: ReportOptions & Period;
  area: Area;
  isPartial: boolean;
  /** The number of files that were exported before their data was complete. */
  provisional: number;
}

const DEFAULT_DAYS = 7;

/** @throws RequestError if the folder has nothing of it */
export async function select(params: URLSearchParams, wait: Wait, { data }: ViewContext): Promise<Selected> {
  const action = actionOf(params, data.windows);
  const windows = data.windows(action).filter(({ file }) => file !== undefined);
  if (windows.length === 0) throw noData();
  const to = windows.reduce((end, window) => Math.max(end, window.to), 0);
  const first = windows.reduce((start, window) => Math.min(start, window.from), to);
  const period = periodOf(params, { from: Math.max(first, to - DEFAULT_DAYS * DAY_MS), to });
  const before = { from: period.from - (period.to - period.from), to: period.from };
  const { points, isPartial } = await data.points(action, [period, before], wait);
  if (points === undefined) throw isPartial ? stillReading() : noData();
  const inPeriod = windows.filter((window) => window.from < period.to && window.to > period.from);
  const area = choice(params, "area", AREAS) ?? areaOf(points, period);
  const domains = list(params, "domains");
  const narrowed = remembered(points, ["narrow", area, domains], () => narrow(points, area, domains));
  return {
    points: narrowed,
    options: { ...period, areas: [area] },
    area,
    isPartial,
    provisional: inPeriod.filter(({ file }) => file?.provisional).length,
  };
}

/** Carrier data has the same traffic as basic data, without hits and status codes. */
function actionOf(params: URLSearchParams, windows: ViewContext["data"]["windows"]): "reports_detail" | "isp_detail" {
  const isBasic = params.get("by") !== "carrier" && windows("reports_detail").some(({ file }) => file !== undefined);
  return isBasic ? "reports_detail" : "isp_detail";
}

function areaOf({ windows }: Points, { from, to }: Period): Area {
  const found = new Set(windows.filter((window) => window.from < to && window.to > from).map(({ area }) => area));
  return AREAS.find((area) => found.has(area)) ?? windows[0]?.area ?? "mainland_china";
}

/**
 * The points of some domains. Without a choice, sums are left out if there are rows of single domains: both have the same traffic.
 */
function narrow(points: Points, area: Area, domains: readonly string[] | undefined): Points {
  const isSingle = ({ domains }: { domains: readonly string[] | "all" }) => domains !== "all" && domains.length === 1;
  const inArea = points.days.filter((day) => day.area === area);
  const single = inArea.filter(isSingle);
  const names = domains && new Set(domains.map((name) => name.toLowerCase()));
  const isWanted = (day: (typeof inArea)[number]) => names === undefined || names.has(day.domains[0] ?? "");
  const days = single.length > 0 || names !== undefined ? single.filter(isWanted) : inArea;
  if (days.length === 0) throw noData();
  // A sum of domains has no rows of its own here, so its windows would be gaps.
  const windows = points.windows
    .filter((window) => window.area === area && (single.length === 0 || window.isGrouped || isSingle(window)))
    .map((window) =>
      names === undefined || window.domains === "all"
        ? window
        : { ...window, domains: window.domains.filter((name) => names.has(name)) },
    )
    .filter((window) => window.domains.length > 0);
  return { ...points, days, windows };
}

export function noData(): RequestError {
  return new RequestError(
    404,
    "NO_DATA",
    { en: "The folder has no data for this selection", zh: "文件夹中没有所选范围的数据" },
    {
      en: "Choose another period or other domains, or export the missing days in Completeness",
      zh: "请选择其他时间段或域名，或在“完整性”中导出缺失的日期",
    },
  );
}

function stillReading(): RequestError {
  return new RequestError(503, "READING", { en: "The files are still being read", zh: "文件仍在读取" });
}
