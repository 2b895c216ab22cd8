// The figures of a month, with costs, customers and an invoice.
import {
  type Amount,
  type AreaBill,
  type Bill,
  bill,
  type Figure,
  type Fraction,
  fraction,
  multiply,
  type Points,
} from "@cdn-export/rows/report";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { areasWithExports, compare, costsOf } from "./costs.ts";
import { type CustomerOf, orReason, sharesOf } from "./customers.ts";
import { type Area, MODES, type Mode, type Price, quantityOf } from "./prices.ts";
import type { Report } from "./report.ts";

interface Given extends Pick<Report, "folder" | "files" | "exported" | "provisional"> {
  /** `2026-10` */
  month: string;
  /** The current time, in milliseconds since the epoch, if the month isn't over. */
  until: number | undefined;
  absent: "missing" | "zero";
  drop: "floor" | "ceil";
  prices: readonly Price[];
  invoice: { amount: Fraction; tolerance: Fraction } | undefined;
  customerOf: CustomerOf | undefined;
}

/** @throws UsageError if a price isn't for one area; ReportError if there is no bill. */
export function reportOf(points: Points, given: Given): Report {
  const { month, until, absent, drop, prices, invoice, customerOf, ...source } = given;
  const last = Math.max(...points.windows.map((window) => window.to));
  const limit = until === undefined ? {} : { until: Math.min(until, last) };
  const result = bill(points, month, { absent, drop, ...limit });
  const areas = areasWithExports(result.areas);
  checkAreas(prices, areas);
  const costs = new Map(areas.map((area) => [area, costsOf(area, result.areas[area], prices)]));
  const sharesIn = (area: Area) =>
    orReason(() => {
      const { reason } = result.areas[area].traffic;
      if (customerOf === undefined || reason !== undefined) return { reason: reason ?? "" };
      const options = { from: result.from, to: result.to, areas: [area], absent };
      const known = (costs.get(area) ?? []).flatMap(({ value }) => value ?? []);
      return sharesOf(points, customerOf, { options, costs: known });
    });
  return {
    bill: result,
    ...source,
    areas,
    forecast: result.isMonthToDate
      ? Object.fromEntries(areas.map((area) => [area, forecastOf(result, result.areas[area])]))
      : undefined,
    costs: Object.fromEntries(costs),
    customers: customerOf && Object.fromEntries(areas.map((area) => [area, sharesIn(area)])),
    invoice: invoice && areas.length > 0 ? compare(invoice, costs) : undefined,
  };
}

const DAY_MS = 86_400_000;

/** The areas are charged separately: a price without an area can't be for both. */
function checkAreas(prices: readonly Price[], areas: readonly Area[]): void {
  const open = prices.find(({ area }) => area === undefined);
  if (open === undefined || areas.length < 2) return;
  const { mode } = open;
  throw new UsageError(
    say(
      `both areas have exports: say which one the price is for, mainland:${mode}=... or outside:${mode}=...`,
      `两个区域都有导出数据：请注明价格属于哪个区域，mainland:${mode}=... 或 outside:${mode}=...`,
    ),
  );
}

/** The whole month, if its other days are like those so far. An average stays as it is. */
function forecastOf({ from, to, days }: Bill, area: AreaBill): Record<Mode, Figure<Amount>> {
  const longer = fraction(days, Math.round((to.getTime() - from.getTime()) / DAY_MS));
  const forecast = (mode: Mode): Figure<Amount> => {
    const quantity = quantityOf(mode, area);
    if (quantity.value === undefined || mode === "average") return quantity;
    const { raw, withOverhead } = quantity.value;
    return { value: { raw: multiply(raw, longer), withOverhead: multiply(withOverhead, longer) } };
  };
  return Object.fromEntries(MODES.map((mode) => [mode, forecast(mode)])) as Record<Mode, Figure<Amount>>;
}
