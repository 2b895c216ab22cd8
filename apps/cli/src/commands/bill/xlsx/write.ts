// The workbook of a bill: every figure that follows from others is a formula.

import { type Points, timeSeries } from "@cdn-export/rows/report";
import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import { minuteText, NONE, periodText } from "../../../shared/figures.ts";
import { say } from "../../../terminal/language.ts";
import type { Area, Price } from "../prices.ts";
import type { Report } from "../report.ts";
import { areaBlock } from "./area-block.ts";
import { type CostRow, costBlock, MONEY } from "./cost-block.ts";
import { numberOf } from "./number-of.ts";
import { type AreaValue, areaCells, daysSheet, pointsSheet } from "./points-sheet.ts";
import { draftSheet, reference, type SheetDraft } from "./sheet.ts";

const SHEET: string = say("Bill", "账单");
/** The cell with the factor for packet headers and retransmissions. */
const OVERHEAD = "$B$5";

export interface WorkbookOptions {
  points: Points;
  prices: readonly Price[];
  absent: "missing" | "zero";
  drop: "floor" | "ceil";
}

export async function billWorkbook(report: Report, options: WorkbookOptions): Promise<Uint8Array> {
  const { bill, areas, costs, invoice } = report;
  const sheet = draftSheet(SHEET);
  addHead(sheet, report);
  const others: WriteSheet[] = [];
  const costRows = new Map<Area, CostRow[]>();
  for (const area of areas) {
    const own = bill.areas[area];
    const values = own.percentile95.value ? valuesOf(report, area, options) : undefined;
    const { quantities, droppedCell } = areaBlock(sheet, area, {
      bill: own,
      days: bill.days,
      cells: values && areaCells(area, values),
      overhead: OVERHEAD,
      drop: options.drop,
    });
    costRows.set(area, costBlock(sheet, area, { costs: costs[area] ?? [], prices: options.prices, quantities }));
    addCustomers(sheet, area, report);
    if (values === undefined || droppedCell === undefined) continue;
    const dropped = own.percentile95.value?.dropped ?? 0;
    others.push(daysSheet(area, values));
    others.push(pointsSheet(area, values, { dropped, droppedCell: reference(SHEET, droppedCell) }));
  }
  if (invoice) addInvoice(sheet, invoice, [...costRows.values()]);
  sheet.add([]);
  sheet.add([say("What these figures assume", "这些数字的前提（英文）")], { bold: true });
  for (const statement of bill.statements) sheet.add([statement]);
  return writeXlsx({ sheets: [sheet.finish([46, 22, 22, 14, 12, 16, 16]), ...others] });
}

function addHead(sheet: SheetDraft, { bill, folder, files, exported }: Report): void {
  const { month, from, to, isMonthToDate } = bill;
  const part = isMonthToDate ? say(" to date, not a whole month", " 至今，不是整月") : "";
  sheet.add([say(`Bill of ${month}${part}`, `${month}${part} 的账单`)], { bold: true });
  sheet.add([say("Period (GMT+8)", "时间段 (GMT+8)"), periodText(from, to)]);
  sheet.add([say("Source", "来源"), say(`${files} files in ${folder}`, `${folder} 中的 ${files} 个文件`)]);
  sheet.add([say("Figures as of", "数据截至"), minuteText(exported.getTime())]);
  sheet.add([say("Bill / statistics (typical)", "账单 / 统计（典型值）"), 1.1], { formats: [undefined, "0.00"] });
  sheet.add([say("Figure", "数字"), say("Raw", "原值"), "x 1.10", say("Unit", "单位")], { bold: true });
}

/** Every 5 minutes of the counted days. A value that no domain has is zero: with a gap, there is no percentile. */
function valuesOf({ bill: { from, to } }: Report, area: Area, { points, absent }: WorkbookOptions): AreaValue[] {
  const { bounds, lines } = timeSeries(points, {
    ...{ measures: ["traffic"], step: "5 minutes", areas: [area], from, to, absent },
  });
  const [line] = lines;
  return Array.from(line?.values ?? [], (bytes, i) => ({ at: bounds[i] ?? 0, bytes: Number.isNaN(bytes) ? 0 : bytes }));
}

/** Shares are rounded so that they add up exactly, so they are figures, not formulas. */
function addCustomers(sheet: SheetDraft, area: Area, { customers, costs }: Report): void {
  const shares = customers?.[area];
  if (shares === undefined) return;
  if (shares.value === undefined) {
    sheet.add([say("Customers", "客户"), shares.reason]);
    return;
  }
  const known = (costs[area] ?? []).flatMap(({ value }) => value ?? []);
  const headings = known.flatMap(({ mode, unit }) => [`${mode}, ${unit}`, "x 1.10"]);
  sheet.add([say("Customer", "客户"), say("Bytes", "字节数"), "%", ...headings], { bold: true });
  const formats = [undefined, "#,##0", "0.00", ...headings.map(() => MONEY)];
  const first = sheet.next();
  const rows = shares.value.map(({ customer, traffic, percent, costs: own }) => [
    Number(traffic),
    numberOf(percent),
    ...own.flatMap(({ raw, withOverhead }) => [numberOf(raw), numberOf(withOverhead)]),
    customer,
  ]);
  for (const row of rows) sheet.add([row.at(-1), ...row.slice(0, -1)], { formats });
  const sums = formats.slice(1).map((_, i) => {
    const column = String.fromCharCode("B".charCodeAt(0) + i);
    const value = rows.reduce((sum, row) => sum + Number(row[i]), 0);
    return { formula: `SUM(${column}${first}:${column}${sheet.next() - 1})`, value };
  });
  sheet.add([say("  total", "  合计"), ...sums], { formats });
}

function addInvoice(
  sheet: SheetDraft,
  { amount, comparisons }: NonNullable<Report["invoice"]>,
  areas: CostRow[][],
): void {
  sheet.add([]);
  const paid = sheet.add([say("Invoice", "发票"), numberOf(amount)], { bold: true, formats: [undefined, MONEY] });
  if (comparisons.value === undefined) sheet.add([say("Can't be compared", "无法比较"), comparisons.reason]);
  for (const [i, { unit, amount: total, percent }] of (comparisons.value ?? []).entries()) {
    const of = (column: string) => areas.map((rows) => `${column}${(rows[i] ?? rows[0])?.row}`).join("+");
    const row = sheet.add(
      [
        say(`Cost of all areas, ${unit}`, `所有区域的费用，${unit}`),
        { formula: of("F"), value: numberOf(total.raw) },
        { formula: of("G"), value: numberOf(total.withOverhead) },
      ],
      { formats: [undefined, MONEY, MONEY] },
    );
    const off = ([column, { value }]: readonly [string, typeof percent.raw]) =>
      value === undefined ? NONE : { formula: `(B${paid}/${column}${row}-1)*100`, value: numberOf(value) };
    const cells = (
      [
        ["B", percent.raw],
        ["C", percent.withOverhead],
      ] as const
    ).map(off);
    sheet.add([say("  invoice against it, %", "  发票与其相差，%"), ...cells], {
      formats: [undefined, "0.00", "0.00"],
    });
  }
}
