import {
  type Amount,
  type AreaBill,
  type Bill,
  bill,
  type Figure,
  fraction,
  mergePoints,
  multiply,
  ReportError,
} from "@cdn-export/rows/report";
import type { Run } from "../../shared/command.ts";
import { domainsWithoutFile, type Export, findExports, isWhole, isWithin, readExports } from "../../shared/exports.ts";
import { plain } from "../../shared/figures.ts";
import { dayOrMonthOf, monthOf } from "../../shared/period.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { areasWithExports, compare, costsOf } from "./costs.ts";
import { customersIn, orReason, sharesOf } from "./customers.ts";
import { type Area, amountOf, MODES, type Mode, type Price, priceOf, pricesIn, quantityOf } from "./prices.ts";
import type { Report } from "./report.ts";
import { screenOf } from "./screen.ts";

interface BillFlagOptions {
  price: string[];
  prices?: string;
  invoice?: string;
  tolerance: string;
  group?: string;
  drop: "floor" | "ceil";
  absent: "missing" | "zero";
}

export const run: Run<[month: string, folder: string], BillFlagOptions> = async (
  [monthText, folder],
  { price, prices: priceFile, invoice, tolerance, group, drop, absent },
  session,
) => {
  const now = Date.now();
  const { month, from, to } = periodOfMonth(monthText, now);
  const isOver = to <= now;
  if (invoice !== undefined && !isOver)
    throw new UsageError(say(`--invoice: ${month} isn't over yet`, `--invoice：${month} 尚未结束`));
  const prices: Price[] = [
    ...price.map(priceOf),
    ...(priceFile === undefined ? [] : await pricesIn(priceFile, session)),
  ];
  const paid = invoice === undefined ? undefined : amountOf("--invoice", invoice);
  const limit = amountOf("--tolerance", tolerance);
  const customerOf = group === undefined ? undefined : await customersIn(group, session);

  const isWanted = (one: Export) => one.query?.action === "reports_detail" && isWhole(one) && isWithin(one, from, to);
  const wanted = (await findExports([folder])).filter(isWanted);
  const { points: parts, files } = await readExports(wanted, session);
  if (parts.length === 0)
    throw new ReportError(
      "NO_DATA",
      say(
        `${folder} has no basic data of ${month}: export it with cdn-export sync reports_detail all --on ${month} --per month --interval 300 --group-by domain -o ${folder}`,
        `${folder} 中没有 ${month} 的基础数据：请先导出，cdn-export sync reports_detail all --on ${month} --per month --interval 300 --group-by domain -o ${folder}`,
      ),
    );
  const without = domainsWithoutFile(wanted, files).join(", ");
  if (without !== "")
    throw new ReportError(
      "NO_DATA",
      say(
        `There is no bill, because ${folder} has no file of ${without} in ${month}: run sync again`,
        `无法核对：${folder} 中没有 ${without} 在 ${month} 的文件，请再次运行 sync`,
      ),
    );
  const points = mergePoints(parts);
  const last = Math.max(...points.windows.map((window) => window.to));
  const until = isOver ? {} : { until: Math.min(now, last) };
  const result = bill(points, month, { absent, drop, ...until });
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
  const report: Report = {
    bill: result,
    folder,
    files: files.length,
    exported: new Date(Math.max(...files.map(({ file }) => file?.createdAt ?? 0))),
    provisional: files.flatMap(({ path, file }) => (file?.provisional ? [path] : [])),
    areas,
    forecast: result.isMonthToDate
      ? Object.fromEntries(areas.map((area) => [area, forecastOf(result, result.areas[area])]))
      : undefined,
    costs: Object.fromEntries(costs),
    customers: customerOf && Object.fromEntries(areas.map((area) => [area, sharesIn(area)])),
    invoice: paid && areas.length > 0 ? compare({ amount: paid, tolerance: limit }, costs) : undefined,
  };
  session.result(plain(report) as object, screenOf(report, session.out.columns));
  const isIncomplete =
    areas.length === 0 || areas.some((area) => MODES.some((mode) => quantityOf(mode, result.areas[area]).reason));
  const comparisons = report.invoice?.comparisons.value;
  if (comparisons && !comparisons.some(({ isWithin }) => isWithin)) return EXIT.INVOICE;
  return isIncomplete ? EXIT.INCOMPLETE : undefined;
};

const DAY_MS = 86_400_000;

function periodOfMonth(text: string, now: number): { month: string; from: number; to: number } {
  const month = monthOf(text, now) ?? "";
  if (!/-(0[1-9]|1[0-2])$/.test(month)) {
    const shown = JSON.stringify(text);
    throw new UsageError(
      say(`${shown} isn't a month: use 2026-10 or last-month`, `${shown} 不是月份：请用 2026-10 或 last-month`),
    );
  }
  const period = dayOrMonthOf("month", month, now);
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  if (now < from + DAY_MS) throw new UsageError(say(`no day of ${month} is over yet`, `${month} 还没有结束的日期`));
  return { month, from, to };
}

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
