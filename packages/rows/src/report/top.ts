import { ReportError } from "./errors.ts";
import { allocate, type Fraction, fraction } from "./exact.ts";

/** One of the largest values. */
export interface Share {
  /** The name of the group. */
  readonly key: string;
  /** Its value. */
  readonly value: bigint;
  /** Its share of the total in percent, rounded. */
  readonly percent: Fraction;
}

/** The largest values and the rest. The values add up to the total exactly, the percentages to 100 (or to 0, if the total is). */
export interface Top {
  /** The largest values, in descending order; equal ones in order of their keys. */
  readonly items: readonly Share[];
  /** Everything else. */
  readonly rest: {
    /** How many of the values it is the sum of. More may be in it if `total` was passed. */
    readonly groups: number;
    /** Its value. */
    readonly value: bigint;
    /** Its share of the total in percent, rounded. */
    readonly percent: Fraction;
  };
  /** The total. */
  readonly total: bigint;
}

/**
 * The `count` largest values, their shares, and the rest. Percentages are rounded so that they add up to exactly 100.
 *
 * @param options.total what the shares are of, if the values are only a part of it, such as a top list. Default: their sum
 * @param options.decimals decimals of the percentages. Default: 2
 *
 * @throws ReportError if the total is less than the sum of the values.
 */
export function top(
  values: Iterable<{ readonly key: string; readonly value: bigint }>,
  count: number,
  options: { total?: bigint; decimals?: number } = {},
): Top {
  const sorted = [...values].sort((a, b) =>
    a.value === b.value ? (a.key < b.key ? -1 : 1) : a.value < b.value ? 1 : -1,
  );
  const sum = (list: typeof sorted) => list.reduce((all, { value }) => all + value, 0n);
  const { total = sum(sorted), decimals = 2 } = options;
  if (total < sum(sorted)) throw new ReportError("BAD_QUERY", `The total ${total} is less than the sum of the values`);
  const items = sorted.slice(0, count);
  const rest = total - sum(items);
  const unit = 10n ** BigInt(decimals);
  const parts = allocate(100n * unit, [...items.map(({ value }) => value), rest]).map((part) => fraction(part, unit));
  return {
    items: items.map(({ key, value }, i) => ({ key, value, percent: parts[i] as Fraction })),
    rest: { groups: sorted.length - items.length, value: rest, percent: parts.at(-1) as Fraction },
    total,
  };
}

/** Orders by value, the largest first; equal values by key. */
export function descending(a: { key: string; value: bigint }, b: { key: string; value: bigint }): number {
  if (a.value === b.value) return a.key < b.key ? -1 : 1;
  return a.value < b.value ? 1 : -1;
}
