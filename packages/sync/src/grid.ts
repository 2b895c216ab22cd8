import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";

/** Length of a window. */
export type Per = "hour" | "day" | "month";

/** Boundaries and labels of windows in GMT+8. */
export interface Grid {
  /** The last boundary at or before a moment. */
  floor(ms: number): number;
  /** The boundary after this one. */
  next(boundary: number): number;
  /** Label of the window that starts at a boundary: `2026-11-01`, `2026-11-01-08`, `2026-11`. Safe in file names. */
  label(boundary: number): string;
}

export const GRIDS: Readonly<Record<Per, Grid>> = {
  hour: /* @__PURE__ */ steps(3_600_000, "2026-11-01-08".length),
  day: /* @__PURE__ */ steps(DAY_MS, "2026-11-01".length),
  month: {
    floor: (ms) => startOfMonth(ms, 0),
    next: (boundary) => startOfMonth(boundary, 1),
    label: (boundary) => text(boundary, "2026-11".length),
  },
};

function steps(step: number, length: number): Grid {
  return {
    floor: (ms) => Math.floor((ms + GMT8_MS) / step) * step - GMT8_MS,
    next: (boundary) => boundary + step,
    label: (boundary) => text(boundary, length),
  };
}

function startOfMonth(ms: number, later: number): number {
  const date = new Date(ms + GMT8_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later) - GMT8_MS;
}

function text(ms: number, length: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, length).replace("T", "-");
}
