import { expect, it } from "vitest";
import { breakdown, mergePoints, percentile95, summary, timeSeries, toDecimal } from "../../src/report/index.ts";
import { at, collected, DAY, FIRST, FIVE_MINUTES, filled, first, GROUPED, HOUR, SUMMED } from "./points.ts";

const A = { domain: "a.example.com", traffic: 600, requests: 6, status2xx: 5, status5xx: 1 };
const B = { domain: "b.example.com", traffic: 300, requests: 3, status2xx: 3, status5xx: 0 };
const firstDay = collected({ ...GROUPED, ...FIRST }, [...first(A), ...first(B)]);
const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);

it("adds up a measure by hour and domain", () => {
  const { bounds, lines, interval, missing } = timeSeries(firstDay, {
    measures: ["traffic"],
    step: "hour",
    by: "domain",
  });
  expect([bounds.length, bounds[0], bounds.at(-1), interval]).toEqual([25, at("2026-11-01"), at("2026-11-02"), 300]);
  expect(lines.map(({ key, measure }) => [key, measure])).toEqual([
    ["a.example.com", "traffic"],
    ["b.example.com", "traffic"],
  ]);
  expect([...(lines[0]?.values ?? [])]).toEqual(Array(24).fill(12 * 600));
  expect(sum(lines[1]?.values ?? new Float64Array())).toBe(288 * 300);
  expect(sum(Float64Array.from(missing))).toBe(0);
});

it("has a line for each measure, such as the classes of status codes", () => {
  const { lines } = timeSeries(firstDay, { measures: ["status2xx", "status5xx"], step: "day" });
  expect(lines).toEqual([
    { measure: "status2xx", key: "", values: Float64Array.of(288 * 8) },
    { measure: "status5xx", key: "", values: Float64Array.of(288) },
  ]);
});

it("has the totals of summary and breakdown at every step", () => {
  const query = { ...GROUPED, from: "2026-10-28", to: "2026-11-03" };
  const rows = filled("2026-10-28", "2026-11-03", A).map((row, i) => ({ ...row, traffic: i * 7 }));
  const points = collected(query, rows);
  const period = { from: at("2026-10-28", 5), to: at("2026-11-02", 19) };
  const whole = summary(points, period).totals.traffic.value;
  for (const step of ["5 minutes", "hour", "day", "week", "month"] as const) {
    const { lines } = timeSeries(points, { measures: ["traffic"], step, ...period });
    expect(BigInt(sum(lines[0]?.values ?? new Float64Array()))).toBe(whole);
  }
  const byDay = breakdown(points, "day", period).map(({ totals }) => Number(totals.traffic.value));
  const { lines, bounds } = timeSeries(points, { measures: ["traffic"], step: "day", ...period });
  expect([...(lines[0]?.values ?? [])]).toEqual(byDay);
  expect([bounds[0], bounds[1], bounds.at(-1)]).toEqual([period.from, at("2026-10-29"), period.to]);
});

it("starts weeks on Monday and months on their first day, in GMT+8", () => {
  const query = { ...SUMMED, from: "2026-10-28", to: "2026-11-03" };
  const points = collected(query, filled("2026-10-28", "2026-11-03", { traffic: 1 }));
  const { bounds } = timeSeries(points, { measures: ["traffic"], step: "week" });
  expect(bounds).toEqual([at("2026-10-28"), at("2026-11-02"), at("2026-11-03")]);
  const months = timeSeries(points, { measures: ["traffic"], step: "month" });
  expect(months.bounds).toEqual([at("2026-10-28"), at("2026-11-01"), at("2026-11-03")]);
  expect([...(months.lines[0]?.values ?? [])]).toEqual([4 * 288, 2 * 288]);
});

it("counts the missing points of each step, and has no value where all are missing", () => {
  const rows = first(A).filter(({ time }) => time.getTime() < at("2026-11-01", 10) + FIVE_MINUTES);
  const points = collected({ ...GROUPED, ...FIRST }, rows);
  const { lines, missing } = timeSeries(points, { measures: ["traffic"], step: "hour" });
  expect([missing[9], missing[10], missing[11]]).toEqual([0, 11, 12]);
  expect([lines[0]?.values[10], lines[0]?.values[11]]).toEqual([600, Number.NaN]);
  const zero = timeSeries(points, { measures: ["traffic"], step: "hour", absent: "zero" });
  expect([zero.lines[0]?.values[11], sum(Float64Array.from(zero.missing))]).toEqual([0, 0]);
});

it("refuses steps that are shorter than the distance of the points", () => {
  const points = collected({ ...SUMMED, ...FIRST, interval: 3600 }, filled(FIRST.from, FIRST.to, { traffic: 1 }, HOUR));
  expect(timeSeries(points, { measures: ["traffic"], step: "hour" }).interval).toBe(3600);
  expect(() => timeSeries(points, { measures: ["traffic"], step: "5 minutes" })).toThrow(
    "The points of 2026-11-01 are an hour apart, not 5 minutes",
  );
});

it("refuses a group that the exports don't have", () => {
  expect(() => timeSeries(firstDay, { measures: ["traffic"], step: "day", by: "carrier" })).toThrow("has carriers");
});

it("takes the 95th percentile of any period", () => {
  // 576 values, 0 to 575 in some order: the 28 highest are dropped.
  const rows = filled("2026-11-01", "2026-11-03", { domain: A.domain }).map((row, i) => ({
    ...row,
    traffic: (i * 5) % 576,
  }));
  const points = collected({ ...GROUPED, from: "2026-11-01", to: "2026-11-03" }, rows);
  const { value } = percentile95(points);
  expect([value?.value, toDecimal(value?.rate ?? { numerator: 0n, denominator: 1n })]).toEqual([547n, "14.59"]);
  expect(percentile95(points, { drop: "ceil" }).value?.value).toBe(546n);
  const half = [...rows.slice(0, 144)].map(({ traffic }) => traffic).sort((a, b) => b - a);
  expect(percentile95(points, { to: at("2026-11-01", 12) }).value?.value).toBe(BigInt(half[7] ?? 0));
});

it("has no 95th percentile with missing or hourly points", () => {
  const points = collected({ ...GROUPED, ...FIRST }, first(A).slice(1));
  expect(percentile95(points).reason).toBe("1 points are missing");
  expect(percentile95(points, { absent: "zero" }).value?.value).toBe(600n);
  const hourly = collected({ ...SUMMED, ...FIRST, interval: 3600 }, filled(FIRST.from, FIRST.to, { traffic: 1 }, HOUR));
  expect(percentile95(hourly).reason).toBe("the points of 2026-11-01 are 3600 seconds apart");
});

it("adds up 90 days of 50 domains by the hour", () => {
  const parts = Array.from({ length: 50 }, (_, i) =>
    collected(
      { ...GROUPED, from: at("2026-08-01"), to: at("2026-08-01") + 90 * DAY },
      filled("2026-08-01", "2026-10-30", { domain: `d${i}.example.com`, traffic: i }),
    ),
  );
  const points = mergePoints(parts);
  const { lines } = timeSeries(points, { measures: ["traffic"], step: "hour", by: "domain" });
  expect(lines.length).toBe(50);
  expect(sum(lines.find(({ key }) => key === "d49.example.com")?.values ?? new Float64Array())).toBe(49 * 288 * 90);
});
