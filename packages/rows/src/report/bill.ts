// The four billing modes of the service. docs/billing.md has the definitions, their sources and the doubts.
import type { ServiceArea } from "@cdn-export/api";
import {
  type Amount,
  amount,
  averageOf,
  type DailyPeak,
  dailyPeak,
  INTERVAL,
  type Percentile,
  percentile,
  type Value,
  valuesOfDay,
} from "./bill-modes.ts";
import { DAY_MS, dayOf, midnightBefore, monthPeriod, msOf, periodText, type Time, textOf } from "./calendar.ts";
import { ReportError } from "./errors.ts";
import { type Fraction, fraction } from "./exact.ts";
import type { Figure, PointCounts } from "./figures.ts";
import { figuresBy } from "./figures-by.ts";
import { type Gap, gaps } from "./gaps.ts";
import type { Domains, Points } from "./points.ts";
import { domainsIn, type ReportOptions, type Selection, select } from "./select.ts";
import { valuesOf } from "./summary.ts";

/** Options of `bill`. */
export interface BillOptions {
  /** For a month that isn't over: counts only the whole GMT+8 days before this time. @default the end of the month */
  until?: Time;
  /** Whether a point that an export should have, but doesn't, is zero or missing. @default "missing" */
  absent?: "missing" | "zero";
  /**
   * How many values the 95th percentile drops if 5 % of them isn't a whole number. It's undocumented which the service uses.
   *
   * @default "floor"
   */
  drop?: "floor" | "ceil";
}

/** The four modes for one area. The area is charged separately, on the sum of all domains of the account. */
export interface AreaBill {
  /** The domains in the sum. `"all"` if every export covers all domains of the account. */
  readonly domains: Domains;
  /** Days with more than 0 bytes of traffic. */
  readonly validDays: Figure<number>;
  /** Valid days / days of the month. */
  readonly factor: Figure<Fraction>;
  /** Mode 1, traffic: bytes of the month. */
  readonly traffic: Figure<Amount>;
  /** Mode 2, peak bandwidth: the highest value of each valid day. */
  readonly dailyPeaks: Figure<readonly DailyPeak[]>;
  /** Mode 3, monthly 95th percentile. */
  readonly percentile95: Figure<Percentile>;
  /** Mode 4, average of the daily peaks over the valid days, in bit/s. */
  readonly averageDailyPeak: Figure<Amount>;
  /** The points that the figures are based on: one for each series and interval. */
  readonly points: PointCounts;
}

/** What an export says about the bill of a month. */
export interface Bill {
  /** The month, such as `2026-11`. */
  readonly month: string;
  /** Days of the calendar month. */
  readonly days: number;
  /** The start of the month in GMT+8. */
  readonly from: Date;
  /** The end of what was counted, exclusive. */
  readonly to: Date;
  /** Whether days of the month were left out, because it isn't over. */
  readonly isMonthToDate: boolean;
  /** The two areas that are charged separately. */
  readonly areas: { readonly mainland_china: AreaBill; readonly outside_mainland_china: AreaBill };
  /** What was assumed, as sentences for people. Print them with the figures. */
  readonly statements: readonly string[];
}

/**
 * Computes what the four billing modes charge for a month, without prices: bytes and bit/s, exactly. Needs basic data of all
 * domains. Hourly points are enough for the traffic; the other modes need points of 5 minutes.
 *
 * A figure that a gap would make wrong isn't computed; its `reason` names the gap.
 *
 * @example
 * const { areas } = bill(points, "2026-10");
 * const { value, reason } = areas.mainland_china.percentile95;
 * console.log(value ? toDecimal(multiply(value.billable.withOverhead, fraction(1, 1_000_000))) : reason); // Mbit/s
 *
 * @throws ReportError if the data is of another kind, or would count twice.
 */
export function bill(points: Points, month: string, options: BillOptions = {}): Bill {
  const { from, to: end, days } = monthPeriod(month);
  const { absent = "missing", drop = "floor" } = options;
  const to = options.until === undefined ? end : Math.min(end, midnightBefore(msOf(options.until)));
  if (points.action !== "reports_detail")
    throw new ReportError("NOT_ADDITIVE", "A bill needs basic data (reports_detail), not carrier data");
  if (points.filter !== "")
    throw new ReportError("MIXED", `A bill needs the whole area, but the exports are limited to ${points.filter}`);
  if (to <= from) throw new ReportError("NO_DATA", `No day of ${month} is over`);
  const ofArea = (area: ServiceArea) => areaBill(points, area, { from, to, days, absent, drop });
  const areas = {
    mainland_china: ofArea("mainland_china"),
    outside_mainland_china: ofArea("outside_mainland_china"),
  };
  const isMonthToDate = to < end;
  const statements = statementsOf(areas, { absent, drop, to, isMonthToDate });
  return { month, days, from: new Date(from), to: new Date(to), isMonthToDate, areas, statements };
}

interface Month extends Required<Omit<BillOptions, "until">> {
  from: number;
  to: number;
  days: number;
}

function areaBill(points: Points, area: ServiceArea, { from, to, days, absent, drop }: Month): AreaBill {
  const windows = points.windows.filter((window) => window.area === area && window.from < to && window.to > from);
  if (windows.length === 0) return withoutFigures(missingText(points, area, periodText(from, to)));
  const options: ReportOptions = { from, to, areas: [area], absent };
  const selection = select(points, options);
  const values = new Map<string, Value[]>();
  const figures = figuresBy(selection, wholeDay, (day, sums) => values.set(dayOf(day), valuesOfDay(day, sums)));
  const count = (key: keyof PointCounts) => [...figures.values()].reduce((sum, day) => sum + day.points[key], 0);
  const base = {
    domains: windows.every((window) => window.domains === "all") ? "all" : domainsIn(selection),
    points: { present: count("present"), zero: count("zero"), missing: count("missing") },
  } as const;
  const gap = base.points.missing > 0 ? gapText(gaps(points, options)) : undefined;
  const bytes = valuesOf(
    [...figures].map(([key, day]) => ({ key, ...day })),
    "traffic",
  );
  if (gap !== undefined || bytes.value === undefined) return { ...withoutFigures(gap ?? bytes.reason ?? ""), ...base };

  const valid = bytes.value.filter(({ value }) => value > 0n).map(({ key }) => key);
  const factor = fraction(valid.length, days);
  const common = {
    ...base,
    validDays: { value: valid.length },
    factor: { value: factor },
    traffic: { value: amount(fraction(bytes.value.reduce((sum, { value }) => sum + value, 0n))) },
  };
  const reason = noPeaks(
    selection,
    valid.map((day) => figures.get(day)?.peaks.traffic.reason),
  );
  if (reason !== undefined)
    return { ...common, dailyPeaks: { reason }, percentile95: { reason }, averageDailyPeak: { reason } };
  const ofValidDays = valid.map((day) => values.get(day) ?? []);
  const peaks = ofValidDays.map(dailyPeak);
  return {
    ...common,
    dailyPeaks: { value: peaks },
    percentile95: { value: percentile(ofValidDays.flat(), factor, drop) },
    averageDailyPeak: { value: averageOf(peaks) },
  };
}

/** Why the modes that need bandwidths have no figures, if so. */
function noPeaks({ series }: Selection, reasons: readonly (string | undefined)[]): string | undefined {
  for (const { days } of series)
    for (const { interval, day } of days.values())
      if (interval !== INTERVAL)
        return `this mode needs points of 5 minutes, but those of ${dayOf(day)} are ${interval} seconds apart`;
  return reasons.length === 0 ? "no day has traffic" : reasons.find((reason) => reason !== undefined);
}

function withoutFigures(reason: string): AreaBill {
  const none = { reason };
  const modes = { traffic: none, dailyPeaks: none, percentile95: none, averageDailyPeak: none };
  return { domains: [], validDays: none, factor: none, ...modes, points: { present: 0, zero: 0, missing: 0 } };
}

function missingText({ windows }: Points, area: ServiceArea, period: string): string {
  const hint = windows.some((window) => window.area === "global") ? ", and those of global can't be divided" : "";
  return `${area} is missing: no export covers it in ${period}${hint}`;
}

function gapText([first, ...others]: readonly Gap[]): string | undefined {
  if (first === undefined) return undefined;
  const { domain, from, to, cause } = first;
  const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "gap" : "gaps"}`;
  const what = cause === "absent" ? `points of ${domain} are absent` : `no export has ${domain}`;
  return `${what} in ${periodText(from.getTime(), to.getTime())}${more}`;
}

function statementsOf(
  areas: Bill["areas"],
  { absent, drop, to, isMonthToDate }: { absent: string; drop: string; to: number; isMonthToDate: boolean },
): string[] {
  const zeros = Object.values(areas).reduce((sum, { points }) => sum + points.zero, 0);
  const partial = Object.entries(areas).filter(([, { domains }]) => domains !== "all" && domains.length > 0);
  return [
    "Bandwidths are means of 5 minutes, computed from exported traffic (bytes x 8 / 300 s), not peaks within them.",
    "The service's bills are typically 10 % above its statistics, so each figure is given raw and x 1.10.",
    `If 5 % of the values isn't a whole number, the number of dropped values is rounded ${drop === "floor" ? "down" : "up"}; the service doesn't document which.`,
    absent === "zero"
      ? `Absent points are taken as zero (${zeros}).`
      : "Absent points are taken as missing, and no figure is computed from incomplete data.",
    ...partial.map(
      ([area, { domains }]) =>
        `${area}: the sum of the domains that the exports name (${domains.length}). The service bills all domains of the account.`,
    ),
    ...(isMonthToDate ? [`The month isn't over: the figures are of the days before ${textOf(to).slice(0, 10)}.`] : []),
  ];
}

function wholeDay(_: unknown, day: number) {
  return [{ key: dayOf(day), from: 0, to: DAY_MS }];
}
