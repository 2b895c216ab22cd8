// Which points a report is about, and which are expected.
import type { ServiceArea } from "@cdn-export/api";
import { DAY_MS, daysBetween, msOf, periodText, type Time, textOf } from "./calendar.ts";
import { ReportError } from "./errors.ts";
import { getOrAdd } from "./get-or-add.ts";
import { type DayPoints, type Domains, type ExportWindow, isSum, MEASURES, nameOf, type Points } from "./points.ts";

/** The part of the data that a report is about. */
export interface ReportOptions {
  /** The start, inclusive. @default the start of the earliest export */
  from?: Time;
  /** The end, exclusive. @default the end of the latest export */
  to?: Time;
  /** The areas to add up. @default all areas with exports */
  areas?: readonly ServiceArea[];
  /** The domains to add up. @default all domains */
  domains?: readonly string[];
  /**
   * Whether a point that an export should have, but doesn't, is zero or missing. It's undocumented whether the service leaves out
   * zeros. Points that no export covers are always missing.
   *
   * @default "missing"
   */
  absent?: "missing" | "zero";
}

/** The points of one domain or sum over time. */
export interface Series {
  area: ServiceArea;
  domains: Domains;
  carrier: string | undefined;
  days: Map<number, DayPoints>;
  /** The exports that have the series. */
  covered: readonly ExportWindow[];
}

export interface Selection {
  from: number;
  to: number;
  areas: readonly ServiceArea[];
  absent: "missing" | "zero";
  series: Series[];
  /** The starts of the days. */
  days: number[];
  /** The shortest interval, in seconds. */
  interval: number;
}

/** A slot of a day: has a value, is taken as zero, is absent from its export, or has no export. Outside of the period: none. */
export const State = { none: 0, present: 1, zero: 2, absent: 3, uncovered: 4 } as const;

export function select(points: Points, options: ReportOptions): Selection {
  const areas = options.areas ?? [...new Set(points.windows.map(({ area }) => area))];
  const names = options.domains && new Set(options.domains.map((name) => name.trim().toLowerCase()));
  const isWanted = ({ area, domains }: { area: ServiceArea; domains: Domains }) =>
    areas.includes(area) && (names === undefined || (domains !== "all" && domains.every((name) => names.has(name))));
  const { from, to } = periodOf(points.windows, areas, options);
  const windows = points.windows.filter(
    (window) => areas.includes(window.area) && window.from < to && window.to > from,
  );
  const found = new Map<string, Series>();
  const seriesOf = (area: ServiceArea, domains: Domains, carrier?: string): Series =>
    getOrAdd(found, `${area}\n${nameOf(domains)}\n${carrier ?? ""}`, () => {
      return { area, domains, carrier, days: new Map(), covered: [] };
    });
  for (const day of points.days)
    if (isWanted(day) && day.day < to && day.day + DAY_MS > from)
      seriesOf(day.area, day.domains, day.carrier).days.set(day.day, day);
  // A domain that an export names, but has no row of. Carriers aren't known beforehand.
  if (points.action !== "isp_detail")
    for (const window of windows)
      for (const domains of seriesIn(window)) if (isWanted({ ...window, domains })) seriesOf(window.area, domains);
  const series = [...found.values()];
  const unknown = [...(names ?? [])].find((name) => !series.some(({ domains }) => domains.includes(name)));
  if (unknown !== undefined || series.length === 0)
    throw new ReportError("NO_DATA", `No export has ${unknown ?? "data"} in ${periodText(from, to)}`);
  cover(series, windows);
  checkOverlaps(series);
  const intervals = series.flatMap(({ days, covered }) => [...days.values(), ...covered].map((one) => one.interval));
  const { absent = "missing" } = options;
  return { from, to, areas, absent, series, days: daysBetween(from, to), interval: Math.min(...new Set(intervals)) };
}

function periodOf(
  windows: readonly ExportWindow[],
  areas: readonly ServiceArea[],
  options: ReportOptions,
): { from: number; to: number } {
  const missing = areas.find((area) => !windows.some((window) => window.area === area));
  if (missing !== undefined || areas.length === 0)
    throw new ReportError("NO_DATA", `There are no exports of ${missing ?? "any area"}`);
  const [starts, ends] = (["from", "to"] as const).map((end) =>
    windows.filter(({ area }) => areas.includes(area)).map((window) => window[end]),
  ) as [number[], number[]];
  const from = options.from === undefined ? starts.reduce((a, b) => Math.min(a, b)) : msOf(options.from);
  const to = options.to === undefined ? ends.reduce((a, b) => Math.max(a, b)) : msOf(options.to);
  if (from >= to) throw new ReportError("BAD_QUERY", "The period of the report ends before it starts");
  return { from, to };
}

/** The domains that are added up. */
export function domainsIn({ series }: Selection): Domains {
  if (series.some(({ domains }) => domains === "all")) return "all";
  return [...new Set(series.flatMap(({ domains }) => domains))].sort();
}

/** The states of a day with all points, by its length. Nearly all days have them, and share one list. */
const COMPLETE: ReadonlyMap<number, Uint8Array> = new Map(
  [288, 24].map((length) => [length, new Uint8Array(length).fill(State.present)]),
);

/** Whether all points of the day are present, so that they needn't be looked at. */
export function isComplete(states: Uint8Array): boolean {
  return states === COMPLETE.get(states.length);
}

/** The state of each slot of a day. Don't change it. */
export function statesOf(selection: Selection, series: Series, day: number): Uint8Array {
  const points = series.days.get(day);
  const step = (points?.interval ?? selection.interval) * 1000;
  const states = new Uint8Array(DAY_MS / step);
  const hasAll = points !== undefined && markPresent(states, points);
  const complete = COMPLETE.get(states.length);
  if (hasAll && complete && day >= selection.from && day + DAY_MS <= selection.to) return complete;
  const whenCovered = selection.absent === "zero" ? State.zero : State.absent;
  for (let i = 0; i < states.length; i++) {
    const time = day + i * step;
    if (time < selection.from || time >= selection.to) states[i] = State.none;
    else if (states[i] === State.none)
      states[i] = series.covered.some(({ from, to }) => from <= time && time < to) ? whenCovered : State.uncovered;
  }
  return states;
}

/** Returns whether all are present. Most days are, in the first measure: the others aren't read then. */
function markPresent(states: Uint8Array, points: DayPoints): boolean {
  let present = 0;
  for (const measure of MEASURES) {
    const values = points.values[measure] ?? [];
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i]) || states[i] === State.present) continue;
      states[i] = State.present;
      present += 1;
    }
    if (present === states.length) return true;
  }
  return false;
}

/** The series whose names a query says. */
function seriesIn({ domains, isGrouped }: ExportWindow): Domains[] {
  if (domains === "all") return isGrouped ? [] : ["all"];
  return isGrouped ? domains.map((name) => [name]) : [domains];
}

function cover(series: readonly Series[], windows: readonly ExportWindow[]): void {
  const byName = new Map<string, ExportWindow[]>();
  for (const window of windows) {
    const names = window.domains === "all" && window.isGrouped ? ["*"] : seriesIn(window).map(nameOf);
    for (const name of names) getOrAdd(byName, `${window.area}\n${name}`, () => []).push(window);
  }
  for (const one of series)
    one.covered = [nameOf(one.domains), "*"].flatMap((name) => byName.get(`${one.area}\n${name}`) ?? []);
}

/** Refuses series that have the same traffic. The same series twice is the business of `mergePoints`. */
function checkOverlaps(series: readonly Series[]): void {
  const areas = [...new Set(series.map(({ area }) => area))];
  if (areas.length > 1 && areas.includes("global"))
    throw new ReportError("OVERLAP", `global contains the other areas (${areas.join(", ")}): report on one of them`);
  const sums = series.filter(({ domains }) => isSum(domains));
  const single = series.find(({ domains }) => !isSum(domains));
  if (sums[0] && single) {
    const both = `${nameOf(sums[0].domains)} (summed) and ${nameOf(single.domains)} (its own rows)`;
    throw new ReportError("OVERLAP", `Grouped and ungrouped data are never added: ${both}. Report on each alone`);
  }
  for (const [i, a] of sums.entries())
    for (const b of sums.slice(i + 1)) {
      if (a.area !== b.area || nameOf(a.domains) === nameOf(b.domains) || !shareDomain(a.domains, b.domains)) continue;
      const day = [...a.days.keys()].find((day) => b.days.has(day));
      if (day === undefined) continue;
      const names = `the sums of ${nameOf(a.domains)} and of ${nameOf(b.domains)}`;
      throw new ReportError("OVERLAP", `On ${textOf(day).slice(0, 10)}, ${names} share a domain: leave one out`);
    }
}

function shareDomain(a: Domains, b: Domains): boolean {
  return a === "all" || b === "all" || a.some((name) => b.includes(name));
}
