// A bill for people: each figure with its unit, raw and x 1.10, and what was assumed.

import {
  type Amount,
  type AreaBill,
  type Figure,
  type Fraction,
  fraction,
  multiply,
  toDecimal,
} from "@cdn-export/rows/report";
import { amountText, minuteText, NONE, periodText, trafficText } from "../../shared/figures.ts";
import { say } from "../../terminal/language.ts";
import { type TableColumn, table } from "../../terminal/table.ts";
import { translated } from "../../terminal/translate.ts";
import { moneyText } from "./costs.ts";
import type { CustomerShare } from "./customers.ts";
import { invoiceBlock } from "./invoice.ts";
import { AREAS, type Area, type Mode, quantityOf } from "./prices.ts";
import type { Report } from "./report.ts";

const MBIT = 1_000_000n;
const RAW: TableColumn = { heading: say("Raw", "原值"), whole: true, right: true };
const BILLED: TableColumn = { heading: "x 1.10", whole: true, right: true };

export function screenOf(report: Report, width: number | undefined): string {
  const { bill, forecast, invoice } = report;
  return [
    headOf(report),
    ...AREAS.flatMap((area) => [
      areaBlock(area, bill.areas[area], bill.days, width),
      forecast?.[area] && forecastBlock(forecast[area], report, width),
      costBlock(area, report, width),
      customerBlock(area, report, width),
    ]),
    invoice && invoiceBlock(invoice),
    [say("What these figures assume", "这些数字的前提"), ...bill.statements.map(translated), GB_NOTE].join("\n  "),
  ]
    .filter((block) => block !== undefined && block !== "")
    .join("\n\n");
}

const GB_NOTE: string = say(
  "The service doesn't document whether a GB is 1000³ or 1024³ bytes: both are shown. Traffic packages aren't deducted.",
  "文档没有说明 GB 是 1000³ 还是 1024³ 字节：两者都显示。没有扣除流量包。",
);

function headOf({ bill, folder, files, exported, provisional }: Report): string {
  const { month, from, to, isMonthToDate } = bill;
  const period = periodText(from, to);
  const at = minuteText(exported.getTime());
  const count = provisional.length;
  return [
    isMonthToDate
      ? say(`${month} to date, not a whole month: ${period} (GMT+8)`, `${month} 至今，不是整月：${period} (GMT+8)`)
      : say(`${month}: ${period} (GMT+8)`, `${month}：${period} (GMT+8)`),
    say(
      `Computed from ${files} ${files === 1 ? "file" : "files"} in ${folder}, figures as of ${at}`,
      `由 ${folder} 中的 ${files} 个文件计算，数据截至 ${at}`,
    ),
    ...(count > 0
      ? [
          say(
            `Provisional: ${count} of ${files}, exported before the data was complete; run sync again`,
            `暂定：${files} 个文件中有 ${count} 个在数据完整之前导出；请再次运行 sync`,
          ),
        ]
      : []),
  ].join("\n");
}

function areaBlock(area: Area, bill: AreaBill, days: number, width: number | undefined): string {
  const { domains, validDays, traffic, percentile95, dailyPeaks, averageDailyPeak } = bill;
  if (domains.length === 0) return translated(traffic.reason ?? area);
  const names =
    domains === "all" ? say("all domains", "全部域名") : say(`${domains.length} domains`, `${domains.length} 个域名`);
  const valid = validDays.value ?? NONE;
  const title = say(
    `${area}: ${names}, ${valid} of ${days} days are valid`,
    `${area}：${names}，${days} 天中有 ${valid} 个有效日`,
  );
  if (traffic.value === undefined)
    return `${title}\n${say(`No figures: ${traffic.reason}`, `没有数字：${translated(traffic.reason)}`)}`;
  const peaks = dailyPeaks.value ?? [];
  const highest = peaks.reduce<(typeof peaks)[number] | undefined>(
    (best, peak) => (best && !isMore(peak.bandwidth.raw, best.bandwidth.raw) ? best : peak),
    undefined,
  );
  const percentile = percentile95.value;
  const lines = [
    ...trafficLines({ value: traffic.value }),
    bandwidthLine(
      say("Peak bandwidth: highest day", "峰值带宽：最高的一天"),
      highest ? { value: highest.bandwidth } : averageDailyPeak,
      highest && `Mbit/s, ${minuteText(highest.at.getTime())}`,
    ),
    bandwidthLine(
      say("  sum of the daily peaks", "  每日峰值之和"),
      quantityOf("peak", bill),
      say("Mbit/s x days", "Mbit/s x 天"),
    ),
    bandwidthLine(
      say("95th percentile: Max95", "95 峰值：Max95"),
      percentile ? { value: percentile.max95 } : (percentile95 as Figure<Amount>),
      percentile && `Mbit/s, ${minuteText(percentile.at.getTime())}`,
    ),
    bandwidthLine(
      say(`  billable: x ${valid} / ${days}`, `  计费值：x ${valid} / ${days}`),
      quantityOf("p95", bill),
      "Mbit/s",
    ),
    bandwidthLine(say("Average of daily peaks", "日峰值平均"), averageDailyPeak, "Mbit/s"),
  ];
  const reason = percentile95.reason
    ? say(`\n(no bandwidths: ${percentile95.reason})`, `\n（没有带宽：${translated(percentile95.reason)}）`)
    : "";
  const counts = percentile
    ? say(
        `\n(95th percentile: ${percentile.values} values, the highest ${percentile.dropped} dropped)`,
        `\n（95 峰值：共 ${percentile.values} 个点，去掉最高的 ${percentile.dropped} 个）`,
      )
    : "";
  return `${title}\n${figures(lines, width)}${counts}${reason}`;
}

function figures(lines: readonly (readonly string[])[], width: number | undefined): string {
  const columns = [
    { heading: say("Mode", "计费方式"), whole: true },
    RAW,
    BILLED,
    { heading: say("Unit", "单位"), whole: true },
  ];
  return table(columns, lines, width);
}

function trafficLines(traffic: Figure<Amount>): string[][] {
  return [
    amountLine(say("Traffic", "流量"), traffic, { size: 1000n ** 3n, unit: "GB (1000³)" }),
    amountLine("", traffic, { size: 1024n ** 3n, unit: "GB (1024³)" }),
  ];
}

function bandwidthLine(name: string, figure: Figure<Amount>, unit = "Mbit/s"): string[] {
  return amountLine(name, figure, { size: MBIT, unit });
}

function amountLine(name: string, { value }: Figure<Amount>, { size, unit }: { size: bigint; unit: string }): string[] {
  const text = (amount: Fraction) => amountText(toDecimal(multiply(amount, fraction(1n, size)), 4));
  return value === undefined ? [name, NONE, NONE, unit] : [name, text(value.raw), text(value.withOverhead), unit];
}

function isMore(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator;
}

function forecastBlock(forecast: Record<Mode, Figure<Amount>>, { bill }: Report, width: number | undefined): string {
  const { days, from, to } = bill;
  const known = Math.round((to.getTime() - from.getTime()) / 86_400_000);
  const title = say(
    `FORECAST of the whole month, if its other days are like the first ${known} of ${days}:`,
    `整月预测（假设其余日期与 ${days} 天中的前 ${known} 天相同）：`,
  );
  const lines = [
    ...trafficLines(forecast.traffic),
    bandwidthLine(say("Sum of the daily peaks", "每日峰值之和"), forecast.peak, say("Mbit/s x days", "Mbit/s x 天")),
    bandwidthLine(say("95th percentile, billable", "95 峰值，计费值"), forecast.p95),
    bandwidthLine(say("Average of daily peaks", "日峰值平均"), forecast.average),
  ];
  return `${title}\n${figures(lines, width)}`;
}

function costBlock(area: Area, { costs }: Report, width: number | undefined): string {
  const lines = (costs[area] ?? []).flatMap(({ mode, value, reason }) =>
    value === undefined
      ? [[`${mode}`, NONE, NONE, translated(reason)]]
      : value.map(({ unit, amount }) => [mode, moneyText(amount.raw), moneyText(amount.withOverhead), unit]),
  );
  if (lines.length === 0) return "";
  const columns = [
    { heading: say(`Cost, ${area}`, `费用，${area}`), whole: true },
    RAW,
    BILLED,
    { heading: say("Price unit", "价格单位"), whole: false },
  ];
  return table(columns, lines, width);
}

function customerBlock(area: Area, { customers, costs }: Report, width: number | undefined): string {
  const shares = customers?.[area];
  if (shares === undefined) return "";
  if (shares.value === undefined)
    return say(
      `Customers, ${area}: no shares: ${shares.reason}`,
      `客户，${area}：无法分摊：${translated(shares.reason)}`,
    );
  const known = (costs[area] ?? []).flatMap(({ value }) => value ?? []);
  const number = (heading: string): TableColumn => ({ heading, whole: true, right: true });
  const columns = [
    { heading: say(`Customer, ${area}`, `客户，${area}`), whole: false },
    number(say("Traffic", "流量")),
    number("%"),
    ...known.flatMap(({ mode, unit }) => [number(`${mode}, ${unit}`), number("x 1.10")]),
  ];
  const line = ({ customer, traffic, percent, costs }: CustomerShare) => [
    customer,
    trafficText(traffic),
    toDecimal(percent),
    ...costs.flatMap(({ raw, withOverhead }) => [moneyText(raw), moneyText(withOverhead)]),
  ];
  return table(columns, shares.value.map(line), width);
}
