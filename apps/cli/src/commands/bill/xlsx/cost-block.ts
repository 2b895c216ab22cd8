// The cost of each mode in an area: the part of each tier, its price, and their product.
import { say } from "../../../terminal/language.ts";
import type { AreaCosts, Cost } from "../costs.ts";
import { type Area, type Mode, type Price, pricesFor, sizesOf } from "../prices.ts";
import { type AreaQuantities, QUANTITY, type Quantity } from "./area-block.ts";
import { numberOf } from "./number-of.ts";
import type { SheetDraft } from "./sheet.ts";

export const MONEY = "#,##0.00";

/** A cost, and the row of its total: raw in column F, x 1.10 in column G. */
export interface CostRow {
  cost: Cost;
  row: number;
}

export function costBlock(
  sheet: SheetDraft,
  area: Area,
  { costs, prices, quantities }: { costs: AreaCosts; prices: readonly Price[] } & Pick<AreaQuantities, "quantities">,
): CostRow[] {
  const priceOf = pricesFor(area, prices);
  return costs.flatMap(({ mode, value, reason }) => {
    const price = priceOf.get(mode);
    const quantity = quantities[mode];
    if (value === undefined || price === undefined || quantity === undefined) {
      sheet.add([say(`Cost, ${mode}`, `费用，${mode}`), reason]);
      return [];
    }
    return sizesOf(price).map(({ name, size }, i) => {
      const cost = value[i] as Cost;
      // Bandwidths are in Mbit/s in this sheet.
      const divisor = mode === "traffic" ? Number(size) : Number(size) / 1e6;
      return { cost, row: tiersOf(sheet, price, { title: titleOf(mode, name), quantity, divisor, cost }) };
    });
  });
}

function titleOf(mode: Mode, unit: string): string {
  return say(`Cost, ${mode}, ${unit}`, `费用，${mode}，${unit}`);
}

/** @returns the row of the total. */
function tiersOf(
  sheet: SheetDraft,
  { unit, tiers }: Price,
  { title, quantity, divisor, cost }: { title: string; quantity: Quantity; divisor: number; cost: Cost },
): number {
  const { row, raw } = quantity;
  const headings = [say("Raw", "原值"), "x 1.10", say("Unit", "单位"), say("Price", "价格")];
  sheet.add([title, ...headings, say("Cost, raw", "费用，原值"), say("Cost, x 1.10", "费用，x 1.10")], { bold: true });
  const first = sheet.next();
  for (const [i, { upTo, price }] of tiers.entries()) {
    const from = i === 0 ? 0 : numberOf(tiers[i - 1]?.upTo);
    const end = upTo === undefined ? undefined : numberOf(upTo);
    const at = sheet.next();
    const part = (column: string, bytesOrMbits: number) => {
      const units = bytesOrMbits / divisor;
      const upper = end === undefined ? `${column}${row}/${divisor}` : `MIN(${column}${row}/${divisor},${end})`;
      return { formula: `MAX(0,${upper}-${from})`, value: Math.max(0, Math.min(units, end ?? units) - from) };
    };
    const [parts, money] = [[part("B", raw), part("C", raw * 1.1)] as const, numberOf(price)];
    sheet.add(
      [
        rangeText(from, end),
        ...parts,
        unit,
        money,
        { formula: `B${at}*E${at}`, value: parts[0].value * money },
        { formula: `C${at}*E${at}`, value: parts[1].value * money },
      ],
      { formats: [undefined, QUANTITY, QUANTITY, undefined, undefined, MONEY, MONEY] },
    );
  }
  const sum = (column: string) => `SUM(${column}${first}:${column}${sheet.next() - 1})`;
  const total = [
    { formula: sum("F"), value: numberOf(cost.amount.raw) },
    { formula: sum("G"), value: numberOf(cost.amount.withOverhead) },
  ];
  const blank = [undefined, undefined, undefined, undefined];
  return sheet.add([say("  total", "  合计"), ...blank, ...total], { formats: [undefined, ...blank, MONEY, MONEY] });
}

function rangeText(from: number, end: number | undefined): string {
  if (end !== undefined) return say(`  ${from} to ${end}`, `  ${from} 至 ${end}`);
  return from === 0 ? say("  quantity", "  用量") : say(`  above ${from}`, `  超过 ${from}`);
}
