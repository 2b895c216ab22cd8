// What happens to the traffic: launches, outages, failing origins, growth.
import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../src/base/constants.ts";
import type { ScenarioEvent } from "../src/index.ts";
import { DAY, numbers, sum, testCloud } from "./helpers.ts";

const NOON = DAY.start_time + 12 * HOUR_MS;

/** The numbers of one day, hour by hour. */
async function hours(scenario: readonly ScenarioEvent[], heading: string, more: object = {}): Promise<number[]> {
  const { file } = await testCloud({ scenario });
  const query = { action: "reports_detail", ...DAY, interval: 3600, language: "en", domain_name: "www.example.com" };
  return numbers(await file({ ...query, ...more }), heading);
}

const requests = (scenario: readonly ScenarioEvent[], more: object = {}) => hours(scenario, "Requests", more);

describe("an event", () => {
  test("multiplies the requests and bytes of its period, and no others", async () => {
    const usual = await requests([]);
    const launch = await requests([{ from: NOON, to: NOON + 2 * HOUR_MS, requests: 3 }]);
    for (const [hour, count] of launch.entries()) {
      if (hour === 12 || hour === 13) expect(count / (usual[hour] ?? 0)).toBeCloseTo(3, 2);
      else expect(count).toBe(usual[hour]);
    }
    const bytes = await hours([{ from: NOON, to: NOON + HOUR_MS, requests: 3 }], "Traffic (Byte)");
    expect((bytes[12] ?? 0) / ((await hours([], "Traffic (Byte)"))[12] ?? 0)).toBeCloseTo(3, 2);
  });

  test("stops the traffic of an outage, and of a domain that starts later", async () => {
    const later = await requests([{ to: new Date(NOON).toISOString(), requests: 0 }]);
    expect(sum(later.slice(0, 12))).toBe(0);
    expect(later.slice(12)).toEqual((await requests([])).slice(12));
  });

  test("grows evenly between two factors", async () => {
    const usual = await requests([]);
    const grown = await requests([{ from: DAY.start_time, to: DAY.end_time, requests: [1, 2] }]);
    const factors = grown.map((count, hour) => count / (usual[hour] ?? 1));
    for (const [hour, factor] of factors.entries()) expect(factor).toBeCloseTo(1 + (hour + 0.5) / 24, 1);
  });

  test("turns responses into 5xx, whose sum with the others is still all requests", async () => {
    const scenario = [{ from: NOON, to: NOON + HOUR_MS, serverErrors: 0.4 }];
    const [all, errors, ok] = [
      await requests(scenario),
      await hours(scenario, "Status 5xx"),
      await hours(scenario, "Status 2xx"),
    ];
    expect((errors[12] ?? 0) / (all[12] ?? 0)).toBeCloseTo(0.4, 2);
    // Each place has whole numbers, so they differ by a few.
    expect((all[12] ?? 0) / ((await requests([]))[12] ?? 0)).toBeCloseTo(1, 3);
    const others = await Promise.all(["Status 3xx", "Status 4xx"].map((heading) => hours(scenario, heading)));
    expect((ok[12] ?? 0) + (errors[12] ?? 0) + sum(others.map((list) => list[12] ?? 0))).toBe(all[12]);
    expect(errors[11]).toBe((await hours([], "Status 5xx"))[11]);
  });

  test("concerns only its domains", async () => {
    const scenario = [{ domains: ["img.example.com"], requests: 0 }];
    expect(await requests(scenario)).toEqual(await requests([]));
    expect(sum(await requests(scenario, { domain_name: "img.example.com" }))).toBe(0);
  });
});

test("days, hours and top lists of a scenario still add up", async () => {
  const { file } = await testCloud({ scenario: [{ from: NOON, requests: [1, 5], to: DAY.end_time }], topRows: 5000 });
  const query = { ...DAY, language: "en", domain_name: "www.example.com" };
  const fine = numbers(await file({ ...query, action: "reports_detail", interval: 300 }), "Requests");
  const coarse = numbers(await file({ ...query, action: "reports_detail", interval: 3600 }), "Requests");
  expect(sum(fine)).toBe(sum(coarse));
  const urls = sum(numbers(await file({ ...query, action: "top_url_detail" }), "Requests"));
  expect(urls).toBeLessThan(sum(fine));
  expect(urls / sum(fine)).toBeGreaterThan(0.8);
});

test.each<[string, unknown]>([
  ["a word", "launch"],
  ["an unknown field", { factor: 2 }],
  ["a negative factor", { requests: -1 }],
  ["a growth without an end", { from: 0, requests: [1, 2] }],
  ["an end before the start", { from: 2, to: 1 }],
  ["a time that isn't one", { from: "yesterday" }],
  ["a share above 1", { serverErrors: 2 }],
  ["a domain that isn't in a list", { domains: "www.example.com" }],
])("%s is refused in one line", async (_, event) => {
  await expect(testCloud({ scenario: [event] as ScenarioEvent[] })).rejects.toThrow(/^an event of the scenario .*$/);
});
