/** One measured figure. */
export interface Figure {
  name: string;
  /** What was measured, for docs/performance.md. */
  what: string;
  /** What it was measured against, in the same run; `null` where the value stands alone. */
  rival: string | null;
  /** In `unit`. */
  value: number;
  unit: "B" | "x" | "ms" | "s" | "MB" | "packages" | "windows";
  /** The value must not be larger, or, with `atLeast`, not be smaller. */
  budget: number | null;
  atLeast?: boolean;
  /** Figures behind the value. */
  detail: string;
}

export function isWithinBudget({ value, budget, atLeast }: Figure): boolean {
  return budget === null || (atLeast ? value >= budget : value <= budget);
}

/** The value is the middle of the ratios, the detail has the middle of each side: on a busy machine these part by some percent. */
const MOST_APART = 0.1;

/** Whether a ratio is what the numbers behind it give; so that neither is changed alone. */
export function agrees({ value, unit, detail }: Figure): boolean {
  const [, ours, theirs] = /^([\d.]+) against ([\d.]+) /.exec(detail) ?? [];
  if (unit !== "x" || ours === undefined) return true;
  return Math.abs(value / (Number(ours) / Number(theirs)) - 1) <= MOST_APART;
}

/** The readable value of a figure. */
export function show({ value, unit }: Figure): string {
  if (unit === "x") return `${value.toFixed(2)} x`;
  if (unit === "s") return `${value.toFixed(1)} s`;
  if (unit === "packages" || unit === "windows") return String(value);
  return `${Math.round(value).toLocaleString("en")} ${unit}`;
}
