// Requests near every threshold that a rule may have. They are seeded, so each run has the same list.
import type { ExportPeriod } from "../../../../spec/rules.ts";
import type { Source } from "./source.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const GMT8_MS = 8 * HOUR_MS;
/** 2026-11-24 15:30 (GMT+8) */
const NOW = Date.UTC(2026, 10, 24, 7, 30);
const MIDNIGHT = Math.floor((NOW + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
const COUNT = 30_000;
const SEED = 20_261_124;

export interface Sample {
  request: ExportPeriod;
  now: number;
}

/** @param actions - the spec's, like the intervals. Other values are tried too. */
export function sampleRequests(
  actions: readonly string[],
  intervals: readonly number[],
  { numbers, strings }: Pick<Source, "numbers" | "strings">,
): Sample[] {
  return [
    ...usualRequests(actions, intervals),
    ...requestsAround(numbers, [...actions, ...strings], [...intervals, ...numbers.filter((number) => number > 0)]),
  ];
}

/** Requests at each constant of the rules, and beside it, as a time, as a length, and as a distance from now. */
function requestsAround(
  numbers: readonly number[],
  actions: readonly string[],
  intervals: readonly number[],
): Sample[] {
  const around = [0, ...numbers].flatMap((number) => [number - 1, number, number + 1]);
  const periods = around.flatMap((at): ExportPeriod[] => [
    { start_time: NOW - 10 * DAY_MS, end_time: NOW - 10 * DAY_MS + at },
    ...[at, NOW + at, NOW - at].flatMap((time) => [
      { start_time: time, end_time: Math.max(time, NOW) + HOUR_MS },
      { start_time: time, end_time: time + DAY_MS },
      { start_time: Math.min(time, NOW) - HOUR_MS, end_time: time },
      { start_time: time },
      { end_time: time },
    ]),
  ]);
  const day: ExportPeriod = { start_time: NOW - 3 * DAY_MS, end_time: NOW - 2 * DAY_MS };
  const bodies = [
    ...periods.flatMap((period) => [period, { ...period, action: "top_url_detail", interval: 300 }]),
    ...actions.map((action) => ({ ...day, action })),
    ...intervals.map((interval) => ({ ...day, interval })),
  ];
  // A day's data, on the days after it.
  const yesterday = { start_time: MIDNIGHT - DAY_MS, end_time: MIDNIGHT };
  const later = around.flatMap((at) =>
    actions.map((action) => ({ request: { ...yesterday, action }, now: MIDNIGHT + at })),
  );
  return [...bodies.map((request) => ({ request, now: NOW })), ...later];
}

function usualRequests(actions: readonly string[], intervals: readonly number[]): Sample[] {
  const random = mulberry32(SEED);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[upTo(items.length)] as T;
  const nudge = () =>
    pick([0, 0, 0, 1, -1, 1000, MINUTE_MS, 5 * MINUTE_MS, -5 * MINUTE_MS, HOUR_MS, -HOUR_MS, upTo(DAY_MS)]);
  return Array.from({ length: COUNT }, () => {
    const now = NOW + pick([0, upTo(DAY_MS)]);
    const start = pick([MIDNIGHT, now]) - upTo(400) * DAY_MS + nudge();
    const end = start + pick([upTo(3), upTo(40), upTo(400)]) * DAY_MS + nudge();
    const action = pick([...actions, undefined, "other"]);
    const interval = pick([...intervals, undefined, 60, 86_400]);
    const ends = pick(["both", "both", "both", "both", "both", "both", "start", "end", "none"]);
    return {
      now,
      request: {
        ...(action !== undefined && { action }),
        ...(interval !== undefined && { interval }),
        ...((ends === "both" || ends === "start") && { start_time: start }),
        ...((ends === "both" || ends === "end") && { end_time: end }),
      },
    };
  });
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
