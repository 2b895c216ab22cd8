/** One measured figure. */
export interface Figure {
  name: string;
  /** A description for docs/performance.md. */
  what: string;
  /** The other side of the comparison, measured in the same run. `null` if the value has none. */
  rival: string | null;
  /** In `unit`. */
  value: number;
  unit: "B" | "x" | "ms" | "s" | "MB" | "packages" | "windows";
  /** The largest allowed value, or with `atLeast` the smallest. */
  budget: number | null;
  atLeast?: boolean;
  /** The measurements behind the value. */
  detail: string;
}

export function isWithinBudget({ value, budget, atLeast }: Figure): boolean {
  return budget === null || (atLeast ? value >= budget : value <= budget);
}

/** The value is the median of the ratios, the detail has the median of each side. On a busy machine they differ by some percent. */
const MOST_APART = 0.1;

/** Whether a ratio agrees with the measurements behind it. */
export function agrees({ value, unit, detail }: Figure): boolean {
  const [, ours, theirs] = /^([\d.]+) against ([\d.]+) /.exec(detail) ?? [];
  if (unit !== "x" || ours === undefined) return true;
  return Math.abs(value / (Number(ours) / Number(theirs)) - 1) <= MOST_APART;
}

/** A figure's value with its unit. */
export function show({ value, unit }: Figure): string {
  if (unit === "x") return `${value.toFixed(2)} x`;
  if (unit === "s") return `${value.toFixed(1)} s`;
  if (unit === "packages" || unit === "windows") return String(value);
  return `${Math.round(value).toLocaleString("en")} ${unit}`;
}
