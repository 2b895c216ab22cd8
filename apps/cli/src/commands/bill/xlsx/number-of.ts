import { type Fraction, toDecimal } from "@cdn-export/rows/report";

/** With more digits than a spreadsheet shows. */
export function numberOf(fraction: Fraction | undefined): number {
  return fraction === undefined ? Number.NaN : Number(toDecimal(fraction, 12));
}
