// What a chart draws: the series as they are, or each on top of the ones before it.
import type { AlignedData, Band } from "uplot";

export interface ChartSeries {
  key: string;
  label: string;
  /** The colour of the style sheet: `series-1`, `status-5xx`. */
  color: string;
  /** One value for each time. A point without data is `null`, and stays a gap. */
  values: readonly (number | null)[];
}

export interface Drawn {
  data: AlignedData;
  bands: Band[];
}

/** The colours of series, in their order. */
export function seriesColor(index: number): string {
  return `series-${(index % SERIES_COLORS) + 1}`;
}

/** How many the style sheet has. */
const SERIES_COLORS = 8;

/**
 * Stacks series for drawing, the first one at the bottom. uPlot draws the last series first, so that the areas of lower series
 * cover those of higher ones.
 */
export function drawn(times: readonly number[], series: readonly ChartSeries[], isStacked: boolean): Drawn {
  const xs = times.map((ms) => ms / 1000);
  if (!isStacked) return { data: [xs, ...series.map(({ values }) => [...values])], bands: [] };
  const below = new Float64Array(times.length);
  const stacked = series.map(({ values }) =>
    values.map((value, i) => {
      if (value === null) return null;
      const top = (below[i] ?? 0) + value;
      below[i] = top;
      return top;
    }),
  );
  // Each area ends where the one below it begins.
  const bands = series.slice(1).map((_, i): Band => ({ series: [i + 2, i + 1] }));
  return { data: [xs, ...stacked], bands };
}

/** The index of the time nearest to `at`. */
export function nearest(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && at - before < (times[low] ?? 0) - at ? low - 1 : low;
}
