/** One measured figure. */
export interface Figure {
  name: string;
  /** What was measured, for the README. */
  what: string;
  /** What it was measured against, in the same run; `null` where the value stands alone. */
  rival: string | null;
  /** In `unit`. */
  value: number;
  unit: "B" | "x" | "ms" | "s" | "MB" | "packages" | "windows" | "/s";
  /** The value must not be larger, or, with `atLeast`, not be smaller. */
  budget: number | null;
  atLeast?: boolean;
  /** Figures behind the value. */
  detail: string;
}

export function isWithinBudget({ value, budget, atLeast }: Figure): boolean {
  return budget === null || (atLeast ? value >= budget : value <= budget);
}

/** The readable value of a figure. */
export function show({ value, unit }: Figure): string {
  if (unit === "x") return `${value.toFixed(2)} x`;
  if (unit === "s") return `${value.toFixed(1)} s`;
  if (unit === "packages" || unit === "windows") return String(value);
  return `${Math.round(value).toLocaleString("en")} ${unit}`;
}
