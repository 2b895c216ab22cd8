import { expect, it } from "vitest";
import { breakdown, summary, timeRates, toDecimal } from "../../src/report/index.ts";
import { collected, FIRST, filled, first, GROUPED } from "./points.ts";

const A = { domain: "a.example.com", traffic: 600, requests: 10, hitRequests: 9 };
const B = { domain: "b.example.com", traffic: 300, requests: 10, hitRequests: 3 };

it("has the highest point and the hit ratio of each step, over all series", () => {
  const rows = [...first(A), ...first(B)].map((row, i) => (i === 17 ? { ...row, traffic: 6000 } : row));
  const { bandwidth, hitRatio } = timeRates(collected({ ...GROUPED, ...FIRST }, rows), { step: "hour" });
  const usual = (8 * 900) / 300;
  expect([...bandwidth]).toEqual([usual, (8 * 6300) / 300, ...Array(22).fill(usual)]);
  expect([...hitRatio]).toEqual(Array(24).fill(0.6));
});

it("has the peak of summary as its highest value, and the ratios of breakdown", () => {
  const query = { ...GROUPED, from: "2026-10-28", to: "2026-11-03" };
  const rows = filled("2026-10-28", "2026-11-03", A).map((row, i) => ({
    ...row,
    traffic: (i * 7919) % 1000,
    hitRequests: i % 10,
  }));
  const points = collected(query, rows);
  for (const step of ["5 minutes", "hour", "day", "week", "month"] as const) {
    const peak = summary(points).peaks.traffic.value?.rate;
    expect(Math.max(...timeRates(points, { step }).bandwidth)).toBeCloseTo(Number(peak && toDecimal(peak, 6)), 5);
  }
  const ratios = breakdown(points, "day").map(({ hitRatio }) => hitRatio.requests.value);
  expect([...timeRates(points, { step: "day" }).hitRatio]).toEqual(
    ratios.map((ratio) => Number(ratio?.numerator) / Number(ratio?.denominator)),
  );
});

it("has no value where no point has one", () => {
  const rows = first(A).slice(12);
  const { bandwidth, hitRatio } = timeRates(collected({ ...GROUPED, ...FIRST }, rows), { step: "hour" });
  expect([bandwidth[0], hitRatio[0], bandwidth[1], hitRatio[1]]).toEqual([Number.NaN, Number.NaN, 16, 0.9]);
});
