import { DAY_MS } from "./calendar.ts";
import type { Figures } from "./figures.ts";
import { getOrAdd } from "./get-or-add.ts";
import { type Selection, type Series, statesOf } from "./select.ts";
import { Tally } from "./tally.ts";

/** A part of a day that belongs to one group. */
export interface Part {
  key: string;
  /** Milliseconds from the start of the day. */
  from: number;
  to: number;
}

/** Called for each day with the sums of one group's points. `NaN`: no series has a value. */
export type OnDay = (day: number, sums: Float64Array, group: string) => void;

/** Adds up points by group. Memory grows with the groups. */
export function figuresBy(
  selection: Selection,
  partsOf: (series: Series, day: number) => readonly Part[],
  onTraffic?: OnDay,
): Map<string, Figures> {
  const groups = new Map<string, Tally>();
  for (const day of selection.days) {
    const touched = new Map<string, Tally>();
    for (const series of selection.series) {
      const states = statesOf(selection, series, day);
      const step = DAY_MS / states.length;
      for (const part of partsOf(series, day)) {
        const [from, to] = [Math.max(part.from, selection.from - day), Math.min(part.to, selection.to - day)];
        if (from >= to) continue;
        const { key } = part;
        const tally = getOrAdd(groups, key, () => new Tally());
        touched.set(key, tally);
        tally.add(series.days.get(day), states, Math.ceil(from / step), Math.ceil(to / step));
      }
    }
    for (const [key, tally] of touched) tally.endDay(day, (sums) => onTraffic?.(day, sums, key));
  }
  return new Map([...groups].map(([key, tally]) => [key, tally.figures()]));
}
