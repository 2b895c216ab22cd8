// The bill as the page shows it, computed as `cdn-export bill` does.
import { inChinese } from "@cdn-export/api/chinese";
import type { ComputeBill } from "@cdn-export/console/server";
import {
  type Amount,
  type AreaBill,
  add,
  type Figure,
  type Fraction,
  fraction,
  multiply,
  toDecimal,
} from "@cdn-export/rows/report";
import { sayBoth } from "../../terminal/language.ts";
import { reportOf } from "../bill/compute.ts";
import type { AreaCosts, Invoice } from "../bill/costs.ts";
import { type CustomerShare, customersOf } from "../bill/customers.ts";
import { type Area, amountOf, MODES, type Mode, priceOf, quantityOf } from "../bill/prices.ts";

type Report = ReturnType<ComputeBill>;
type ReportArea = Report["areas"][number];
type Text = ReportArea["name"];
type Shown<T> = { value: T; reason?: never } | { value?: never; reason: Text };
type Quantities = readonly { unit: string; raw: string; withOverhead: string }[];

const AREA_NAMES: Readonly<Record<Area, Text>> = {
  mainland_china: sayBoth("Mainland China", "中国大陆"),
  outside_mainland_china: sayBoth("Outside mainland China", "中国大陆境外"),
};

const MODE_NAMES: Readonly<Record<Mode, Text>> = {
  traffic: sayBoth("Traffic", "流量"),
  peak: sayBoth("Peak bandwidth, sum of the daily peaks", "峰值带宽，每日峰值之和"),
  p95: sayBoth("95th percentile, billable", "95 峰值，计费值"),
  average: sayBoth("Average of the daily peaks", "日峰值平均"),
};

const UNITS = {
  traffic: "byte",
  peak: "bit/s x days",
  p95: "bit/s",
  average: "bit/s",
} as const satisfies Record<Mode, string>;

export const computeBill: ComputeBill = (request, { points, files, exportedAt, provisional }, now) => {
  const { month, absent = "missing", drop = "floor", prices = [], invoice, tolerance = "2", customers } = request;
  const end = Date.parse(`${month}-01T00:00:00+08:00`);
  const isOver = new Date(end).setUTCMonth(new Date(end).getUTCMonth() + 1) <= now;
  const { bill, areas, forecast, costs, ...found } = reportOf(points, {
    month,
    folder: "",
    files,
    exported: new Date(exportedAt),
    provisional: [],
    until: isOver ? undefined : now,
    absent,
    drop,
    prices: prices.map(priceOf),
    invoice:
      invoice === undefined
        ? undefined
        : { amount: amountOf("--invoice", invoice), tolerance: amountOf("--tolerance", tolerance) },
    customerOf:
      customers && customersOf(new Map(Object.entries(customers).map(([name, one]) => [name.toLowerCase(), one]))),
  });
  return {
    month,
    days: bill.days,
    from: bill.from.getTime(),
    to: bill.to.getTime(),
    isMonthToDate: bill.isMonthToDate,
    files,
    exportedAt,
    provisional,
    areas: areas.map((area): ReportArea => {
      const predicted = forecast?.[area];
      const shares = found.customers?.[area];
      return {
        area,
        ...areaOf(area, bill.areas[area], costs[area] ?? []),
        ...(predicted && { forecast: MODES.map((mode) => ({ mode, quantity: quantities(mode, predicted[mode]) })) }),
        ...(shares && { customers: shown(shares, (list) => list.map(customerOf)) }),
      };
    }),
    ...(found.invoice && { invoice: invoiceOf(found.invoice) }),
    statements: [...bill.statements.map(textOf), GB_NOTE],
  };
};

const GB_NOTE: Text = sayBoth(
  "The service doesn't document whether a GB is 1000³ or 1024³ bytes: both are shown. Traffic packages aren't deducted.",
  "文档没有说明 GB 是 1000³ 还是 1024³ 字节：两者都显示。没有扣除流量包。",
);

function areaOf(area: Area, bill: AreaBill, costs: AreaCosts): Omit<ReportArea, "area"> {
  const { domains, validDays, percentile95, dailyPeaks } = bill;
  const peaks = dailyPeaks.value ?? [];
  const highest = peaks.reduce<(typeof peaks)[number] | undefined>(
    (best, peak) => (best && !isMore(peak.bandwidth.raw, best.bandwidth.raw) ? best : peak),
    undefined,
  );
  const times: Partial<Record<Mode, Date | undefined>> = { p95: percentile95.value?.at, peak: highest?.at };
  const percentile = percentile95.value;
  return {
    name: AREA_NAMES[area],
    domains,
    validDays: shown(validDays, (days) => days),
    modes: MODES.map((mode) => {
      const at = times[mode];
      return {
        mode,
        name: MODE_NAMES[mode],
        unit: UNITS[mode],
        quantity: quantities(mode, quantityOf(mode, bill)),
        ...(at && { at: at.getTime() }),
        costs: costs.flatMap((cost) => (cost.mode === mode ? costsOf(cost) : [])),
      };
    }),
    ...(percentile && { percentile: { values: percentile.values, dropped: percentile.dropped } }),
    dailyPeaks: peaks.map(({ day, at, bandwidth }) => ({
      day,
      at: at.getTime(),
      bitsPerSecond: Number(toDecimal(bandwidth.raw, 6)),
    })),
  };
}

function isMore(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator;
}

const SIZES: Readonly<Record<"byte" | "bit/s" | "bit/s x days", readonly (readonly [unit: string, size: bigint])[]>> = {
  byte: [
    ["GB (1000³)", 1000n ** 3n],
    ["GB (1024³)", 1024n ** 3n],
  ],
  "bit/s": [["Mbit/s", 1_000_000n]],
  "bit/s x days": [["Mbit/s x days", 1_000_000n]],
};

function quantities(mode: Mode, figure: Figure<Amount>): Shown<Quantities> {
  return shown(figure, ({ raw, withOverhead }) =>
    SIZES[UNITS[mode]].map(([unit, size]) => {
      const text = (amount: Fraction) => toDecimal(multiply(amount, fraction(1n, size)), 4);
      return { unit, raw: text(raw), withOverhead: text(withOverhead) };
    }),
  );
}

function costsOf({ value, reason }: AreaCosts[number]): ReportArea["modes"][number]["costs"] {
  if (value === undefined) return [{ reason: textOf(reason) }];
  return value.map(({ unit, amount }) => ({ value: { unit, ...decimals(amount) } }));
}

function decimals({ raw, withOverhead }: Amount): { raw: string; withOverhead: string } {
  return { raw: toDecimal(raw), withOverhead: toDecimal(withOverhead) };
}

function customerOf({ customer, traffic, percent, costs }: CustomerShare) {
  const bytes = Number(traffic);
  return {
    customer,
    traffic: Number.isSafeInteger(bytes) ? bytes : String(traffic),
    percent: toDecimal(percent),
    costs: costs.map(decimals),
  };
}

function invoiceOf({ amount, tolerance, mode, comparisons }: Invoice): NonNullable<Report["invoice"]> {
  return {
    amount: toDecimal(amount),
    tolerance: toDecimal(tolerance),
    comparisons: shown(comparisons, (list) =>
      list.map(({ unit, amount: cost, percent, isWithin }) => ({
        mode: `${mode}, ${unit}, x 1.10`,
        amount: toDecimal(cost.withOverhead),
        difference: toDecimal(add(amount, multiply(cost.withOverhead, fraction(-1n)))),
        percent: percent.withOverhead.value ? toDecimal(percent.withOverhead.value) : "",
        isWithin,
      })),
    ),
  };
}

function shown<T, U>({ value, reason }: Figure<T>, plain: (value: T) => U): Shown<U> {
  return reason === undefined ? { value: plain(value as T) } : { reason: textOf(reason) };
}

/** Texts of this program are in the language of the run; those of the packages are in English. */
function textOf(text: string): Text {
  return { en: text, zh: inChinese(text) };
}
