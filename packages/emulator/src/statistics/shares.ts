import { unit } from "../base/hash.ts";

/**
 * Fixed shares of a whole, as borders between 0 and 1. An amount is cut and rounded at the borders. So the parts are whole
 * numbers that add up to the amount, and each part can be computed without the others.
 */
export interface Shares {
  /** `n + 1` ascending borders for `n` parts: the first is 0, the last is 1. */
  borders: Float64Array;
  /** Moves the borders slightly from one time to the next. */
  key: number;
}

/** Shares in proportion to weights. At least one weight must be above 0. */
export function sharesOf(weights: readonly number[], key: number): Shares {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const borders = new Float64Array(weights.length + 1);
  let sum = 0;
  weights.forEach((weight, i) => {
    sum += weight;
    borders[i + 1] = sum / total;
  });
  borders[weights.length] = 1;
  return { borders, key };
}

/** Less than 0.5, so that borders never cross. */
const JITTER = 0.25;

/** Border `i` at `time`, the number of an hour or a day. The outer borders never move. */
export function borderAt({ borders, key }: Shares, i: number, time: number): number {
  const border = borders[i] ?? 1;
  const before = borders[i - 1];
  const after = borders[i + 1];
  if (before === undefined || after === undefined) return border;
  return border + JITTER * Math.min(border - before, after - border) * (2 * unit(key, i, time) - 1);
}

/** The part of an amount between two borders, as a whole number. */
export function cut(amount: number, from: number, to: number): number {
  return Math.floor(amount * to) - Math.floor(amount * from);
}
