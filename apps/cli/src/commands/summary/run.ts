import { toCsv } from "@cdn-export/rows";
import {
  breakdown,
  type Figure,
  type Figures,
  gaps,
  growth,
  mergePoints,
  type Points,
  ReportError,
  type ReportOptions,
  type Summary,
  statusCodes,
  summary,
  sumTopLists,
  type TopList,
  top,
  valuesOf,
} from "@cdn-export/rows/report";
import type { PeriodOptions } from "../../flags/period-flags.ts";
import type { Run } from "../../shared/command.ts";
import { domainsWithoutFile, type Export, findExports, isWhole, isWithin, readExports } from "../../shared/exports.ts";
import { plain } from "../../shared/figures.ts";
import { dayOrMonthOf, periodOf, timeOf } from "../../shared/period.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { ByName, Report } from "./report.ts";
import { screenOf } from "./screen.ts";

interface SummaryFlagOptions extends PeriodOptions {
  by?: ByName;
  compare?: string;
  absent: "missing" | "zero";
  csv?: boolean;
}

export const run: Run<[paths: string[]], SummaryFlagOptions> = async ([paths], options, session) => {
  const { absent, csv = false, by } = options;
  if (csv && session.json)
    throw new UsageError(say("--csv and --json can't be combined", "--csv 和 --json 不能同时使用"));
  const { from, to, earlier } = periodsOf(options, Date.now());
  const found = await findExports(paths);
  const { points: kind, lists } = chosen(found, by);
  const wanted = kind.filter(
    (one) => isWithin(one, from, to) || (earlier !== undefined && isWithin(one, earlier.from, earlier.to)),
  );
  // A list can't be divided.
  const inside = lists.filter(
    ({ query }) => Number(query?.from) >= (from ?? 0) && Number(query?.to) <= (to ?? Number.POSITIVE_INFINITY),
  );
  const contents = await readExports([...wanted, ...inside], session);
  const report: ReportOptions = { absent, ...period(kind, from, to) };
  const points = mergedOf(contents.points);
  if (points === undefined && contents.topLists.length === 0)
    throw new ReportError("NO_DATA", say("No file has data of this period", "没有文件包含这个时间段的数据"));
  const known = contents.files.flatMap(({ path, file }) => (file ? [{ ...file, path }] : []));
  const created = known.map(({ createdAt }) => createdAt);
  const result: Report = {
    ...(points ? figuresOf(points, report, { by, earlier }) : NO_POINTS),
    top: topOf(points, report, contents.topLists),
    exported:
      created.length === 0
        ? undefined
        : { first: new Date(Math.min(...created)), last: new Date(Math.max(...created)) },
    provisional: known.filter(({ provisional }) => provisional).map(({ path }) => path),
    files: contents.files.length,
    without: domainsWithoutFile(
      wanted,
      contents.files.filter(({ query }) => !query?.action.startsWith("top_")),
    ),
    repeated: points?.repeated ?? 0,
  };
  if (csv) {
    for await (const text of toCsv(linesOf(result), { guardFormulas: true })) session.out.write(text);
    return undefined;
  }
  session.result(plain(result) as object, screenOf(result, session.out.columns));
  return undefined;
};

const NO_POINTS = { summary: undefined, byDay: [], by: undefined, compared: undefined, gaps: [] } as const;

interface Periods {
  from: number | undefined;
  to: number | undefined;
  earlier: { from: number; to: number } | undefined;
}

function periodsOf({ compare, ...flags }: SummaryFlagOptions, now: number): Periods {
  const { from, to } = openPeriodOf(flags, now);
  if (compare === undefined) return { from, to, earlier: undefined };
  if (from === undefined || to === undefined)
    throw new UsageError(
      say("--compare needs a period, such as --on 2026-10", "--compare 需要时间段，例如 --on 2026-10"),
    );
  if (compare === "previous") return { from, to, earlier: { from: from - (to - from), to: from } };
  const other = dayOrMonthOf("--compare", compare, now);
  return { from, to, earlier: { from: other.from.getTime(), to: other.to.getTime() } };
}

/** Unlike the period of an export, it may lack its start or its end. */
function openPeriodOf(flags: PeriodOptions, now: number): Pick<Periods, "from" | "to"> {
  const { last, on, from, to } = flags;
  if (last !== undefined || on !== undefined || (from !== undefined && to !== undefined)) {
    const period = periodOf(flags, now);
    return { from: period.from.getTime(), to: period.to.getTime() };
  }
  return {
    from: from === undefined ? undefined : timeOf("--from", from, now),
    to: to === undefined ? undefined : timeOf("--to", to, now),
  };
}

/** The exports with points, which are of one action, and the top URLs. */
function chosen(exports: readonly Export[], by: ByName | undefined): { points: Export[]; lists: Export[] } {
  const of = (action: string) => exports.filter(({ query }) => query?.action === action);
  const unknown = exports.filter(({ query }) => query === undefined);
  // Carrier data has the same traffic as basic data, without hits and status codes.
  const order = by === "carrier" ? ["isp_detail", "reports_detail"] : ["reports_detail", "isp_detail"];
  const points = order.map(of).find((list) => list.length > 0) ?? [];
  // Exports of a part of the traffic, such as one country, aren't added to those of all of it.
  const whole = points.filter(isWhole);
  const lists = of("top_url_detail");
  const used = [...(whole.length > 0 ? whole : points), ...unknown];
  return { points: used.length + lists.length > 0 ? used : [...exports], lists };
}

/** Without flags: the whole period that the exports were asked for, so that a file that isn't there is a gap. */
function period(exports: readonly Export[], from: number | undefined, to: number | undefined): ReportOptions {
  const queries = exports.flatMap(({ query }) => query ?? []);
  const isComplete = queries.length === exports.length && queries.length > 0;
  const start = from ?? (isComplete ? Math.min(...queries.map(({ from }) => Number(from))) : undefined);
  const end = to ?? (isComplete ? Math.max(...queries.map(({ to }) => Number(to))) : undefined);
  return { ...(start !== undefined && { from: start }), ...(end !== undefined && { to: end }) };
}

function mergedOf(parts: readonly Points[]): Points | undefined {
  return parts.length === 0 ? undefined : mergePoints(parts);
}

function figuresOf(
  points: Points,
  options: ReportOptions,
  { by, earlier }: { by: ByName | undefined; earlier: Periods["earlier"] },
): Pick<Report, "summary" | "byDay" | "by" | "compared" | "gaps"> {
  const whole = summary(points, options);
  const codes = by === "status" ? { statusCodes: statusCodes(whole) } : {};
  return {
    summary: whole,
    byDay: breakdown(points, "day", options),
    by: by && { name: by, groups: by === "status" ? [] : breakdown(points, by, options), ...codes },
    compared: earlier && comparison(whole, () => summary(points, { ...options, ...earlier })),
    gaps: gaps(points, options),
  };
}

function comparison(whole: Summary, earlier: () => Summary): Report["compared"] {
  try {
    const before = earlier();
    return { value: { with: before, growth: growth(whole, before) } };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { reason: error.message };
  }
}

const TOP = 5;

/** The largest domains; if there is only one, the largest URLs. */
function topOf(points: Points | undefined, options: ReportOptions, lists: readonly TopList[]): Report["top"] {
  const domains = new Set(points?.days.map((day) => (day.domains.length === 1 ? day.domains[0] : undefined)));
  if (points && domains.size > 1 && !domains.has(undefined)) {
    const { value, reason } = valuesOf(breakdown(points, "domain", options), "traffic");
    const found = value === undefined ? { reason } : { value: top(value, TOP) };
    return { kind: "domain", measure: "traffic", top: found, lists: 0 };
  }
  const [first] = lists;
  if (first === undefined) return undefined;
  const { action: kind, measure } = first;
  try {
    return { kind, measure, top: { value: top(sumTopLists(lists), TOP) }, lists: lists.length };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { kind, measure, top: { reason: error.message }, lists: lists.length };
  }
}

/** The lines of --csv. A figure that can't be computed is an empty cell. */
function* linesOf({ by, byDay, summary }: Report): Generator<Record<string, unknown>> {
  if (summary === undefined)
    throw new UsageError(
      say("--csv needs exports with points, not only top lists", "--csv 需要带数据点的导出，不能只有排行榜"),
    );
  if (by?.statusCodes) {
    for (const { key, value } of by.statusCodes.value ?? []) yield { status: key, requests: plain(value) };
    return;
  }
  for (const group of by?.groups ?? byDay) yield { [by?.name ?? "day"]: group.key, ...csvCells(group) };
}

function csvCells({ totals, peaks, hitRatio, points }: Figures): Record<string, unknown> {
  const cell = (figure: Figure<unknown>) => plain(figure.value ?? null);
  const values = Object.entries(totals).map(([measure, figure]) => [measure, cell(figure)]);
  return {
    ...Object.fromEntries(values),
    peakBitsPerSecond: plain(peaks.traffic.value?.rate ?? null),
    peakAt: plain(peaks.traffic.value?.at ?? null),
    hitRatioRequests: cell(hitRatio.requests),
    hitRatioTraffic: cell(hitRatio.traffic),
    missingPoints: points.missing,
  };
}
