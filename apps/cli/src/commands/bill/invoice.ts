// The comparison with an invoice for people.

import { type Figure, type Fraction, toDecimal } from "@cdn-export/rows/report";
import { say } from "../../terminal/language.ts";
import { translated } from "../../terminal/translate.ts";
import { type Comparison, type Invoice, moneyText } from "./costs.ts";

export function invoiceBlock({ amount, tolerance, mode, comparisons }: Invoice): string {
  const paid = moneyText(amount);
  const title = say(`Invoice ${paid}, ${mode}`, `发票 ${paid}，${mode}`);
  const { value, reason } = comparisons;
  if (value === undefined)
    return say(`${title}: can't be compared: ${reason}`, `${title}：无法比较：${translated(reason)}`);
  const limit = `${toDecimal(tolerance)} %`;
  return [title, ...value.map((one) => `  ${comparisonText(one, limit)}`)].join("\n");
}

function comparisonText({ unit, amount, percent, isWithin }: Comparison, limit: string): string {
  const [raw, billed] = [moneyText(amount.raw), moneyText(amount.withOverhead)];
  const verdict = isWithin ? say(`within ${limit}`, `在 ${limit} 以内`) : say(`beyond ${limit}`, `超过 ${limit}`);
  const [off, offBilled] = [signed(percent.raw), signed(percent.withOverhead)];
  return say(
    `${unit}: ${off} against raw ${raw}; ${offBilled} against x 1.10 ${billed}, ${verdict}`,
    `${unit}：与原值 ${raw} 相差 ${off}；与 x 1.10 ${billed} 相差 ${offBilled}，${verdict}`,
  );
}

function signed({ value, reason }: Figure<Fraction>): string {
  return value === undefined ? `(${translated(reason)})` : `${value.numerator < 0n ? "" : "+"}${toDecimal(value)} %`;
}
