import { type Fraction, fraction } from "./exact.ts";
import type { Figure, Figures } from "./figures.ts";
import { MEASURES, type Measure } from "./points.ts";

/** How much a total changed. */
export interface Change {
  /** The later total minus the earlier one. */
  readonly difference: bigint;
  /** The difference in percent of the earlier total. */
  readonly percent: Figure<Fraction>;
}

/**
 * The growth of each total against another period: of summaries, or of one group in two breakdowns. Periods may differ in length;
 * their `from` and `to` say so.
 */
export function growth(later: Figures, earlier: Figures): { [M in Measure]: Figure<Change> } {
  return Object.fromEntries(MEASURES.map((measure) => [measure, changeOf(measure, later, earlier)])) as {
    [M in Measure]: Figure<Change>;
  };
}

function changeOf(measure: Measure, later: Figures, earlier: Figures): Figure<Change> {
  for (const [name, { totals, points }] of Object.entries({ later, earlier })) {
    const { reason } = totals[measure];
    if (reason !== undefined) return { reason: `the ${name} period: ${reason}` };
    if (points.missing > 0) return { reason: `the ${name} period has missing points (${points.missing})` };
  }
  const [after = 0n, before = 0n] = [later.totals[measure].value, earlier.totals[measure].value];
  const difference = after - before;
  const percent = before === 0n ? { reason: "the earlier total is 0" } : { value: fraction(100n * difference, before) };
  return { value: { difference, percent } };
}
