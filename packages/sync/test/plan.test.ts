import { day, days, lastDays } from "@cdn-export/client";
import { describe, expect, it } from "vitest";
import { type PlanOptions, plan } from "../src/index.ts";

const base = { domains: ["www.example.com"], actions: ["uv"], per: "day" } as const;
const hours = (text: string) => Date.parse(`${text}:00+08:00`);
const problems = (options: unknown) => {
  try {
    plan(options as PlanOptions);
  } catch (error) {
    return (error as { problems?: unknown }).problems;
  }
  return undefined;
};

describe("plan", () => {
  it("creates one window a day, from midnight to midnight in GMT+8", () => {
    expect(plan({ ...base, ...days("2026-11-01", "2026-11-02") })).toEqual([
      {
        id: "uv/2026-11-01/www.example.com",
        action: "uv",
        domain: "www.example.com",
        label: "2026-11-01",
        plan: expect.stringMatching(/^[0-9a-f]{16}$/),
        from: hours("2026-11-01T00:00"),
        to: hours("2026-11-02T00:00"),
        query: {
          action: "uv",
          domains: ["www.example.com"],
          from: hours("2026-11-01T00:00"),
          to: hours("2026-11-02T00:00"),
        },
      },
      expect.objectContaining({ id: "uv/2026-11-02/www.example.com" }),
    ]);
  });

  it("widens the period to whole windows", () => {
    const from = "2026-11-01T23:59:59+08:00";
    const to = "2026-11-02T00:00:01+08:00";
    const labels = (per: PlanOptions["per"]) => plan({ ...base, per, from, to }).map(({ label }) => label);
    expect(labels("day")).toEqual(["2026-11-01", "2026-11-02"]);
    expect(labels("hour")).toEqual(["2026-11-01-23", "2026-11-02-00"]);
    expect(labels("month")).toEqual(["2026-11"]);
    expect(plan({ ...base, from, to: "2026-11-02" }).map(({ label }) => label)).toEqual(["2026-11-01"]);
  });

  it("uses the real length of months, across a new year and a leap day", () => {
    const months = plan({ ...base, per: "month", from: "2027-12-31", to: "2028-03-01" });
    expect(months.map(({ label, from, to }) => [label, (to - from) / 86_400_000])).toEqual([
      ["2027-12", 31],
      ["2028-01", 31],
      ["2028-02", 29],
    ]);
  });

  it("leaves no gap and no overlap", () => {
    for (const per of ["hour", "day", "month"] as const) {
      const windows = plan({ ...base, per, ...lastDays(90, Date.parse("2026-11-24T04:00:00Z")) });
      for (const [i, { from }] of windows.entries()) if (i > 0) expect(from).toBe(windows[i - 1]?.to);
    }
  });

  it("returns the same IDs whatever the order of the domains", () => {
    const ids = (domains: string[]) => plan({ ...base, domains, batch: 2, ...day("2026-11-01") }).map(({ id }) => id);
    expect(ids(["c.example", "a.example", "b.example"])).toEqual(ids(["a.example", "b.example", "c.example"]));
    expect(ids(["c.example", "a.example", "b.example"])).toEqual([
      expect.stringMatching(/^uv\/2026-11-01\/2-domains-[0-9a-f]{16}$/),
      "uv/2026-11-01/c.example",
    ]);
  });

  it("gives different IDs to windows with different queries", () => {
    const id = (more: Partial<PlanOptions>) => plan({ ...base, ...day("2026-11-01"), ...more })[0]?.id;
    const ids = [id({}), id({ interval: 3600 }), id({ statType: "flux" }), id({ interval: 3600, statType: "flux" })];
    expect(new Set(ids).size).toBe(4);
    expect(id({ statType: "flux", interval: 3600 })).toBe(ids[3]);
  });

  it("never repeats an ID", () => {
    const domains = Array.from({ length: 50 }, (_, i) => `www${i}.example.com`);
    const windows = plan({ ...base, domains, batch: 3, actions: ["uv", "top_url_detail"], ...lastDays(30) });
    expect(new Set(windows.map(({ id }) => id)).size).toBe(17 * 2 * 30);
    expect(windows.flatMap(({ query }) => query.domains)).toHaveLength(50 * 2 * 30);
  });

  it("lists every problem at once", () => {
    const period = day("2026-11-01");
    expect(problems({ ...base, ...period, per: "hour", actions: ["top_url_detail"] })).toEqual([
      'top_url_detail takes whole days: plan it per "day" or "month"',
    ]);
    expect(problems({ ...base, ...period, per: "week", batch: 0, domains: [], actions: ["uv", "uv"] })).toEqual([
      '"uv" is listed twice in actions',
      "domains must be a list with one entry at least",
      'per must be "hour", "day" or "month", not "week"',
      "batch must be a whole number of at least 1, not 0",
    ]);
    expect(problems({ ...base, ...period, domains: ["a.example", "a.example"] })).toEqual([
      '"a.example" is listed twice in domains',
    ]);
    expect(problems({ ...base, ...period, actions: ["uv", "top_url_detail"], countries: "all" })).toEqual([
      "top_url_detail takes no country",
    ]);
    expect(problems({ ...base, ...period, provinces: "all" })).toEqual(['provinces go with countries: ["cn"] only']);
    expect(problems({ ...base, ...period, countries: ["cn"], provinces: "all" })).toBeUndefined();
    expect(problems({ ...base, from: "2026-11-02", to: "2026-11-02" })).toEqual([
      "the period must begin before it ends",
    ]);
    expect(problems({ ...base, from: "2026-11-31", to: "2026-12-02" })).toEqual([
      expect.stringMatching(/^from and to: "2026-11-31" is not a day/),
    ]);
    expect(problems({ ...base, ...period, colour: "red" })).toEqual([
      expect.stringMatching(/^"colour" is not a property of a query: there are action, domains, from/),
    ]);
  });
});
