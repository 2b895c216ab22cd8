import { textOf } from "./calendar.ts";
import { checkAlike } from "./check-alike.ts";
import { ReportError } from "./errors.ts";
import { type DayPoints, MEASURES, type Measure, nameOf, type Points } from "./points.ts";

/** What to do when two exports have different values for the same point. */
export interface MergeOptions {
  /**
   * `"refuse"` throws; `"last"` counts the value of the later part, such as data that the service restated.
   *
   * @default "refuse"
   */
  onConflict?: "refuse" | "last";
}

/**
 * Adds the points of several exports, in their order. Each point counts once: exports may overlap (a day and its month) if they
 * agree. The parts stay unchanged; days that only one part has are shared, not copied.
 *
 * @throws ReportError if the exports differ in action, region or language, or disagree about a point.
 */
export function mergePoints(parts: Iterable<Points>, { onConflict = "refuse" }: MergeOptions = {}): Points {
  const days = new Map<string, DayPoints>();
  const count = { repeated: 0, replaced: 0 };
  let whole: Points | undefined;
  const windows = new Map<string, Points["windows"][number]>();
  for (const part of parts) {
    if (whole) checkAlike(whole, part, { action: "statistic", filter: "region" });
    // An export without rows has no names of carriers, so it has no language.
    if (whole?.language && part.language) checkAlike(whole, part, { language: "language of carrier names" });
    whole = { ...part, language: whole?.language || part.language };
    count.repeated += part.repeated;
    count.replaced += part.replaced;
    for (const window of part.windows) windows.set(JSON.stringify(window), window);
    for (const day of part.days) {
      const key = `${day.area}\n${nameOf(day.domains)}\n${day.carrier ?? ""}\n${day.day}`;
      const old = days.get(key);
      days.set(key, old === undefined ? day : mergeDay(old, day, onConflict, count));
    }
  }
  if (whole === undefined) throw new ReportError("NO_DATA", "There are no exports to report on");
  return { ...whole, ...count, days: [...days.values()], windows: [...windows.values()] };
}

function mergeDay(
  a: DayPoints,
  b: DayPoints,
  onConflict: "refuse" | "last",
  count: { repeated: number; replaced: number },
): DayPoints {
  const sources = [...new Set([...a.sources, ...b.sources])];
  if (a.interval !== b.interval) {
    const problem = `${a.sources} has points every ${a.interval} seconds, ${b.sources} every ${b.interval}`;
    throw new ReportError("OVERLAP", `${seriesText(a)}, ${textOf(a.day)}: ${problem}. Use one of them`);
  }
  const again = new Uint8Array((24 * 3600) / a.interval);
  const values: { [M in Measure]?: Float64Array } = { ...a.values };
  for (const measure of MEASURES) {
    const [left, right] = [a.values[measure], b.values[measure]];
    if (right === undefined) continue;
    values[measure] =
      left === undefined
        ? right
        : left.map((old, slot) => {
            const value = right[slot] as number;
            if (Number.isNaN(value)) return old;
            if (Number.isNaN(old)) return value;
            again[slot] = Math.max(again[slot] as number, value === old ? 1 : 2);
            if (value !== old && onConflict === "refuse") throw conflict(a, b, measure, slot);
            return value;
          });
  }
  for (const state of again) {
    if (state === 1) count.repeated += 1;
    if (state === 2) count.replaced += 1;
  }
  return { ...a, values, sources };
}

function conflict(a: DayPoints, b: DayPoints, measure: Measure, slot: number): ReportError {
  const [left, right] = [a, b].map(({ values, sources }) => `${values[measure]?.[slot]} in ${sources.join(", ")}`);
  const where = `${seriesText(a)}, ${textOf(a.day + slot * a.interval * 1000)}`;
  return new ReportError("OVERLAP", `${where}: ${measure} is ${left}, but ${right}. Leave one out, or take the last`);
}

function seriesText({ area, domains, carrier }: DayPoints): string {
  return [nameOf(domains), carrier, area].filter((text) => text !== undefined).join(", ");
}
