// What a month costs at the prices given, and how that compares with an invoice.
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
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { AREAS, type Area, costOf, isLess, type Mode, type Price, pricesFor, quantityOf, sizesOf } from "./prices.ts";

/** The cost of one mode in one area. A unit of traffic with two meanings has two of them. */
export interface Cost {
  area: Area;
  mode: Mode;
  /** `GB = 1000³`, or the unit. */
  unit: string;
  amount: Amount;
}

/** An area's costs. A mode whose quantity can't be computed has a reason. */
export type AreaCosts = readonly ({ mode: Mode } & Figure<readonly Cost[]>)[];

export function costsOf(area: Area, bill: AreaBill, prices: readonly Price[]): AreaCosts {
  return [...pricesFor(area, prices)].map(([mode, price]) => {
    const { value, reason } = quantityOf(mode, bill);
    if (value === undefined) return { mode, reason };
    const costs = sizesOf(price).map((size) => {
      const [raw, withOverhead] = [value.raw, value.withOverhead].map((quantity) => costOf(quantity, price, size));
      return { area, mode, unit: size.name, amount: { raw, withOverhead } as Amount };
    });
    return { mode, value: costs };
  });
}

/** The invoice and one meaning of the unit. */
export interface Comparison {
  /** `GB = 1000³`, or the unit. */
  unit: string;
  /** The costs of all areas. */
  amount: Amount;
  /** The invoice minus the amount, in percent of the amount. */
  percent: { raw: Figure<Fraction>; withOverhead: Figure<Fraction> };
  isWithin: boolean;
}

export interface Invoice {
  amount: Fraction;
  tolerance: Fraction;
  mode: Mode;
  comparisons: Figure<readonly Comparison[]>;
}

/**
 * Compares an invoice with the costs of the areas that have exports.
 *
 * @throws UsageError unless the prices are of one mode, in each of these areas.
 */
export function compare(
  { amount, tolerance }: { amount: Fraction; tolerance: Fraction },
  areas: ReadonlyMap<Area, AreaCosts>,
): Invoice {
  const modes = new Set([...areas.values()].flatMap((costs) => costs.map(({ mode }) => mode)));
  const [mode, second] = modes;
  if (mode === undefined) throw new UsageError(say("--invoice needs a --price", "--invoice 需要 --price"));
  if (second !== undefined)
    throw new UsageError(
      say(
        `--invoice is of one mode, but there are prices of ${mode} and ${second}`,
        `--invoice 只对应一种计费方式，但给出了 ${mode} 和 ${second} 的价格`,
      ),
    );
  const totals = new Map<string, { unit: string; amount: Amount }>();
  for (const [area, costs] of areas) {
    const [cost] = costs;
    if (cost === undefined)
      throw new UsageError(say(`--invoice needs a price for ${area}, too`, `--invoice 还需要 ${area} 的价格`));
    if (cost.value === undefined) return { amount, tolerance, mode, comparisons: { reason: cost.reason } };
    for (const { unit, amount } of cost.value) {
      // Areas may have prices of different units: only the meaning of a kilobyte must be the same.
      const meaning = mode === "traffic" ? unit.replace(/.* = /, "").replace(/[²³⁴]/, "") : "";
      const before = totals.get(meaning);
      totals.set(meaning, before ? { ...before, amount: sum(before.amount, amount) } : { unit, amount });
    }
  }
  const comparisons = [...totals.values()].map((total) => comparisonOf(total, { amount, tolerance }));
  return { amount, tolerance, mode, comparisons: { value: comparisons } };
}

function comparisonOf(
  { unit, amount: total }: { unit: string; amount: Amount },
  { amount, tolerance }: { amount: Fraction; tolerance: Fraction },
): Comparison {
  const percent = { raw: percentOver(amount, total.raw), withOverhead: percentOver(amount, total.withOverhead) };
  const { value } = percent.withOverhead;
  const distance = value && multiply(value, fraction(value.numerator < 0n ? -1n : 1n));
  const isWithin = distance === undefined ? amount.numerator === 0n : !isLess(tolerance, distance);
  return { unit, amount: total, percent, isWithin };
}

function percentOver(invoice: Fraction, amount: Fraction): Figure<Fraction> {
  if (amount.numerator === 0n) return { reason: say("the cost is 0", "费用为 0") };
  const difference = add(invoice, multiply(amount, fraction(-1n)));
  return { value: multiply(difference, fraction(100n * amount.denominator, amount.numerator)) };
}

function sum(a: Amount, b: Amount): Amount {
  return { raw: add(a.raw, b.raw), withOverhead: add(a.withOverhead, b.withOverhead) };
}

/** The areas of a bill that have exports. */
export function areasWithExports(areas: Readonly<Record<Area, AreaBill>>): Area[] {
  return AREAS.filter((area) => areas[area].domains.length > 0);
}

/** Two decimals. */
export function moneyText(amount: Fraction): string {
  return toDecimal(amount).replace(/\d(?=(\d{3})+\.)/g, "$&,");
}
