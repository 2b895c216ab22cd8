// Figures, and the reasons for those that aren't there.
import { afterEach, describe, expect, it } from "vitest";
import {
  bill,
  breakdown,
  fraction,
  gaps,
  growth,
  mergePoints,
  statusCodes,
  summary,
  toDecimal,
  top,
  valuesOf,
} from "../../src/report/index.ts";
import { at, collected, FIRST, FIVE_MINUTES, filled, first, GROUPED, HOUR, NOVEMBER, SUMMED } from "./points.ts";

const A = { domain: "a.example.com", traffic: 600 };
const B = { domain: "b.example.com", traffic: 300 };
const second = (columns: Record<string, unknown>) => filled("2026-11-02", "2026-11-03", columns);

describe("a figure", () => {
  it("has a reason if no export has its column", () => {
    const { totals, peaks, hitRatio } = summary(collected({ ...GROUPED, ...FIRST }, first(A)));
    const reason = "the exports have no column requests in its usual unit";
    expect([totals.requests, peaks.requests]).toEqual([{ reason }, { reason }]);
    expect(hitRatio.traffic.reason).toBe("the exports have no column hitTraffic in its usual unit");
  });

  it("has a reason if some points have no value", () => {
    const rows = first({ ...A, requests: 5 });
    rows[7] = { time: new Date(at("2026-11-01") + 7 * FIVE_MINUTES), ...A, requests: null };
    const { totals } = summary(collected({ ...GROUPED, ...FIRST }, rows));
    expect(totals.requests).toEqual({ reason: "requests has no value at 1 of 288 points" });
    expect(totals.traffic).toEqual({ value: 288n * 600n });
  });

  it("is complete if one export has the traffic and another the requests of the same points", () => {
    const parts = [first(A), first({ domain: A.domain, requests: 5, hitRequests: 4, status2xx: 5 })];
    const points = mergePoints(parts.map((rows) => collected({ ...GROUPED, ...FIRST }, rows)));
    const { totals, hitRatio } = summary(points);
    expect([totals.traffic.value, totals.requests.value, points.repeated]).toEqual([288n * 600n, 288n * 5n, 0]);
    expect(hitRatio.requests).toEqual({ value: fraction(4n, 5n) });
    expect(toDecimal(hitRatio.requests.value ?? fraction(0n))).toBe("0.80");
  });

  it("has a reason instead of a share of nothing", () => {
    const rows = first({ domain: A.domain, requests: 0, hitRequests: 0 });
    const { hitRatio } = summary(collected({ ...GROUPED, ...FIRST }, rows));
    expect(hitRatio.requests.reason).toBe("there is no traffic to take a share of");
  });

  it("is exact where numbers would be rounded", () => {
    const rows = first({ domain: A.domain, traffic: Number.MAX_SAFE_INTEGER });
    const { totals, peaks } = summary(collected({ ...GROUPED, ...FIRST }, rows));
    expect(totals.traffic.value).toBe(288n * (2n ** 53n - 1n));
    expect(peaks.traffic.value?.value).toBe(2n ** 53n - 1n);
    const two = [rows, first({ domain: B.domain, traffic: 2 })].map((some) =>
      collected({ ...GROUPED, ...FIRST }, some),
    );
    const both = mergePoints(two);
    expect(summary(both).totals.traffic.value).toBe(288n * (2n ** 53n + 1n));
    expect(summary(both).peaks.traffic.reason).toBe("the sum of a point exceeds 2^53");
    expect(bill(both, "2026-11", { until: "2026-11-02" }).areas.mainland_china.percentile95.reason).toBe(
      "the sum of a point exceeds 2^53",
    );
  });

  it("of a sum of all domains is what the domains add up to, with its peak", () => {
    const points = mergePoints([A, B].map((columns) => collected({ ...GROUPED, ...FIRST }, first(columns))));
    const { peaks, totals, domains } = summary(points);
    expect(peaks.traffic).toEqual({
      value: { value: 900n, rate: fraction(24n), at: new Date(at("2026-11-01")), interval: 300 },
    });
    const sum = summary(collected({ ...SUMMED, ...FIRST }, first({ traffic: 900 })));
    expect([sum.totals, sum.peaks, sum.domains]).toEqual([totals, peaks, "all"]);
    expect(domains).toEqual(["a.example.com", "b.example.com"]);
  });
});

describe("an interval that the query doesn't say", () => {
  const { interval, ...query } = { ...GROUPED, ...FIRST };

  it("is an hour if all times are full hours", () => {
    const points = collected(query, filled("2026-11-01", "2026-11-02", A, HOUR));
    expect(points.days[0]).toMatchObject({ interval: 3600, day: at("2026-11-01") });
    expect(summary(points)).toMatchObject({
      points: { present: 24, missing: 0 },
      peaks: { traffic: { value: { rate: fraction(4n, 3n), interval: 3600 } } },
    });
  });

  it("is five minutes if one isn't, wherever it is", () => {
    const hours = filled("2026-11-01", "2026-11-02", A, HOUR);
    const late = { ...A, time: new Date(at("2026-11-01", 23) + FIVE_MINUTES) };
    const points = collected(query, [...hours, late]);
    expect(points.days[0]).toMatchObject({ interval });
    expect(summary(points)).toMatchObject({
      points: { present: 25, missing: 263 },
      totals: { traffic: { value: 15_000n } },
    });
    expect(points.days).toEqual(collected({ ...query, interval }, [...hours, late]).days);
  });
});

describe("different intervals", () => {
  const fine = collected({ ...GROUPED, ...FIRST }, first(A));
  const coarse = (from: string, to: string, columns: Record<string, unknown>) =>
    collected({ ...GROUPED, interval: 3600, from, to }, filled(from, to, columns, HOUR));

  it("have totals, but no peak", () => {
    for (const other of [coarse("2026-11-02", "2026-11-03", A), coarse("2026-11-01", "2026-11-02", B)]) {
      const { totals, peaks, points } = summary(mergePoints([fine, other]));
      expect(totals.traffic.value).toBe(288n * 600n + 24n * BigInt(other.days[0]?.values.traffic?.[0] ?? 0));
      expect(peaks.traffic.reason).toBe("some points are of 300 seconds, others of 3600");
      expect(points).toEqual({ present: 312, zero: 0, missing: 0 });
    }
  });

  it("have a bill for the traffic, but not for peaks and percentiles", () => {
    const { mainland_china: area } = bill(mergePoints([fine, coarse("2026-11-02", "2026-12-01", A)]), "2026-11").areas;
    expect(area.traffic.value?.raw).toEqual(fraction(600n * (288n + 29n * 24n)));
    expect(area.validDays).toEqual({ value: 30 });
    const reason = "this mode needs points of 5 minutes, but those of 2026-11-02 are 3600 seconds apart";
    for (const figure of [area.dailyPeaks, area.percentile95, area.averageDailyPeak])
      expect(figure).toEqual({ reason });
  });

  it("of two domains on one day still make it a valid day", () => {
    const day = collected({ ...GROUPED, ...FIRST }, first({ ...B, traffic: 0 }));
    for (const parts of [
      [day, coarse("2026-11-01", "2026-11-02", A)],
      [coarse("2026-11-01", "2026-11-02", A), day],
    ])
      expect(bill(mergePoints(parts), "2026-11", { until: "2026-11-02" }).areas.mainland_china.validDays.value).toBe(1);
  });
});

describe("absent points", () => {
  const some = first(A).filter((_, i) => i % 2 === 0);
  const named = { ...GROUPED, ...FIRST, domains: ["a.example.com", "b.example.com"] };

  it("are missing unless they are taken as zero", () => {
    const points = collected({ ...GROUPED, ...FIRST }, some);
    expect(summary(points)).toMatchObject({ absent: "missing", points: { present: 144, zero: 0, missing: 144 } });
    expect(summary(points, { absent: "zero" })).toMatchObject({
      absent: "zero",
      points: { present: 144, zero: 144, missing: 0 },
    });
    const until = { until: "2026-11-02" } as const;
    const { areas, statements } = bill(points, "2026-11", { ...until, absent: "zero" });
    expect(areas.mainland_china.percentile95.value).toMatchObject({ values: 288, dropped: 14 });
    expect(statements).toContain("Absent points are taken as zero (144).");
    expect(bill(points, "2026-11", until).areas.mainland_china.traffic.reason).toBe(
      "points of a.example.com are absent in 2026-11-01 00:05 to 2026-11-01 00:10, and 143 more gaps",
    );
  });

  it("of a domain without any row are known if the query names the domain", () => {
    const points = collected(named, first(A));
    expect(gaps(points)).toEqual([
      {
        area: "mainland_china",
        domain: "b.example.com",
        from: new Date(at("2026-11-01")),
        to: new Date(at("2026-11-02")),
        points: 288,
        interval: 300,
        cause: "absent",
      },
    ]);
    const groups = breakdown(points, "domain", { absent: "zero" });
    expect(groups.map(({ key, totals }) => [key, totals.traffic.value])).toEqual([
      ["a.example.com", 288n * 600n],
      ["b.example.com", 0n],
    ]);
    expect(groups[1]?.peaks.traffic.reason).toBe("all points are absent and taken as zero");
    expect(breakdown(points, "domain")[1]?.totals.traffic.reason).toBe("no export has data for it");
  });

  it("of domains are known if the rows have domains, though the query doesn't group by them", () => {
    const { groupBy, ...query } = named;
    expect(gaps(collected(query, first(A)))).toEqual(gaps(collected(named, first(A))));
  });

  it("are apart from those that no export covers, and each has its interval", () => {
    const morning = { ...named, domains: ["a.example.com"], to: at("2026-11-01", 12), interval: 3600 } as const;
    const hours = filled("2026-11-01", "2026-11-02", A, HOUR).slice(0, 11);
    const points = mergePoints([
      collected(morning, hours),
      collected({ ...named, domains: ["b.example.com"] }, first(B)),
    ]);
    const found = gaps(points, { from: "2026-11-01", to: "2026-11-03", domains: ["a.example.com"] });
    expect(found.map(({ from, points, interval, cause }) => [from.getTime(), points, interval, cause])).toEqual([
      [at("2026-11-01", 11), 1, 3600, "absent"],
      [at("2026-11-01", 12), 36, 3600, "not exported"],
    ]);
    const both = gaps(points, { from: "2026-11-01", to: "2026-11-03" });
    expect(both.slice(1)).toMatchObject([
      { domain: "a.example.com", points: 12, interval: 3600 },
      { domain: "a.example.com", points: 288, interval: 300 },
      { domain: "b.example.com", points: 288, interval: 300 },
    ]);
  });

  it("are never zero where no export covers them", () => {
    const points = mergePoints([collected({ ...GROUPED, ...FIRST }, first(A)), collected(named, [])]);
    const found = gaps(points, { ...NOVEMBER, absent: "zero", domains: ["a.example.com"] });
    expect(found).toMatchObject([{ from: new Date(at("2026-11-02")), points: 29 * 288, cause: "not exported" }]);
  });

  it("make an export without rows a month without traffic, if they are zero", () => {
    const empty = collected({ ...SUMMED, ...NOVEMBER }, []);
    const { mainland_china: area } = bill(empty, "2026-11", { absent: "zero" }).areas;
    expect(area).toMatchObject({ domains: "all", validDays: { value: 0 }, traffic: { value: { raw: fraction(0n) } } });
    expect(area.percentile95.reason).toBe("no day has traffic");
  });
});

describe("a breakdown", () => {
  it("has carriers, and areas", () => {
    const query = { ...GROUPED, ...FIRST, action: "isp_detail" } as const;
    const rows = (isp: string, traffic: number) => first({ ...A, isp, traffic });
    const points = mergePoints([
      collected(query, [...rows("CERNET", 1), ...rows("China Mobile", 2)]),
      collected({ ...query, serviceArea: "outside_mainland_china" }, rows("Others", 4)),
    ]);
    const totals = (by: "carrier" | "area" | "domain") => valuesOf(breakdown(points, by), "traffic").value;
    expect(totals("carrier")).toEqual([
      { key: "CERNET", value: 288n },
      { key: "China Mobile", value: 576n },
      { key: "Others", value: 1152n },
    ]);
    expect(totals("area")).toEqual([
      { key: "mainland_china", value: 864n },
      { key: "outside_mainland_china", value: 1152n },
    ]);
    expect(totals("domain")).toEqual([{ key: "a.example.com", value: 2016n }]);
    expect(gaps(points)).toEqual([]);
  });

  it("by hour has only the hours of the period", () => {
    const points = collected({ ...GROUPED, ...FIRST }, first(A));
    const hours = breakdown(points, "hour", { from: at("2026-11-01", 22.5) });
    expect(hours.map(({ key, points }) => [key, points.present])).toEqual([
      ["2026-11-01 22:00", 6],
      ["2026-11-01 23:00", 12],
    ]);
  });

  it("has status codes, as far as there are columns", () => {
    const statuses = { status2xx: 90, status3xx: 5, status4xx: 4, status5xx: 1 };
    const points = collected({ ...SUMMED, ...FIRST }, first({ requests: 100, ...statuses }));
    const { value = [] } = statusCodes(summary(points));
    expect(top(value, 2).items.map(({ key, percent }) => [key, toDecimal(percent)])).toEqual([
      ["2xx", "90.00"],
      ["3xx", "5.00"],
    ]);
    const { status5xx, ...without } = statuses;
    const others = summary(collected({ ...SUMMED, ...FIRST }, first(without)));
    expect(statusCodes(others).reason).toBe("5xx: the exports have no column status5xx in its usual unit");
  });

  it("names the group that lacks a value", () => {
    const points = mergePoints([
      collected({ ...GROUPED, ...FIRST }, first(A)),
      collected({ ...GROUPED, ...FIRST }, first({ ...B, requests: 1 })),
    ]);
    expect(valuesOf(breakdown(points, "domain"), "requests").reason).toBe(
      "a.example.com: the exports have no column requests in its usual unit",
    );
  });
});

describe("growth", () => {
  it("is the difference, and the percentage of the earlier period", () => {
    const october = collected({ ...SUMMED, ...FIRST }, first({ traffic: 300, requests: 0 }));
    const november = collected(
      { ...SUMMED, from: "2026-11-02", to: "2026-11-03" },
      second({ traffic: 400, requests: 1 }),
    );
    const { traffic, requests, hitTraffic } = growth(summary(november), summary(october));
    expect(traffic.value).toEqual({ difference: 28_800n, percent: { value: fraction(100n, 3n) } });
    expect(requests.value).toEqual({ difference: 288n, percent: { reason: "the earlier total is 0" } });
    expect(hitTraffic.reason).toBe("the later period: the exports have no column hitTraffic in its usual unit");
    expect(growth(summary(october), summary(november)).traffic.value?.percent).toEqual({ value: fraction(-25n) });
  });

  it("isn't computed from incomplete periods", () => {
    const [whole, part] = [first(A), first(A).slice(1)].map((rows) =>
      summary(collected({ ...GROUPED, ...FIRST }, rows)),
    );
    if (!whole || !part) throw new Error();
    expect(growth(whole, part).traffic.reason).toBe("the earlier period has missing points (1)");
    expect(growth(part, whole).traffic.reason).toBe("the later period has missing points (1)");
  });
});

describe("a month that isn't over", () => {
  const points = collected({ ...GROUPED, from: "2026-11-01", to: "2026-11-15" }, filled("2026-11-01", "2026-11-15", A));

  it("has a bill of its whole days so far, and says so", () => {
    const { areas, to, days, isMonthToDate, statements } = bill(points, "2026-11", { until: at("2026-11-15", 13) });
    expect([to, days, isMonthToDate]).toEqual([new Date(at("2026-11-15")), 30, true]);
    expect(areas.mainland_china.factor).toEqual({ value: fraction(14n, 30n) });
    expect(statements).toContain("The month isn't over: the figures are of the days before 2026-11-15.");
    expect(bill(points, "2026-11", { until: "2027-01-01" }).isMonthToDate).toBe(false);
  });

  it("has no figures without that", () => {
    const { areas, statements } = bill(points, "2026-11");
    expect(areas.mainland_china.traffic.reason).toBe(
      "no export has a.example.com in 2026-11-15 00:00 to 2026-12-01 00:00",
    );
    expect(statements.join()).not.toContain("isn't over");
  });
});

describe("a bill", () => {
  it("keeps the two areas apart, and doesn't divide global", () => {
    const ofArea = (serviceArea: "global" | "mainland_china" | "outside_mainland_china", traffic: number) =>
      collected({ ...SUMMED, ...NOVEMBER, serviceArea }, filled("2026-11-01", "2026-12-01", { traffic }));
    const points = mergePoints([ofArea("mainland_china", 1), ofArea("outside_mainland_china", 2), ofArea("global", 3)]);
    const { mainland_china, outside_mainland_china } = bill(points, "2026-11").areas;
    expect(mainland_china.traffic.value?.raw).toEqual(fraction(8640n));
    expect(outside_mainland_china.traffic.value?.raw).toEqual(fraction(17_280n));
    expect(bill(ofArea("global", 3), "2026-11").areas.mainland_china.traffic.reason).toBe(
      "mainland_china is missing: no export covers it in 2026-11-01 00:00 to 2026-12-01 00:00, and those of global can't be divided",
    );
  });

  it("has the first of several equal peaks", () => {
    const day = { ...SUMMED, ...FIRST };
    const { dailyPeaks } = bill(collected(day, first({ traffic: 1 })), "2026-11", { until: "2026-11-02" }).areas
      .mainland_china;
    expect(dailyPeaks.value?.[0]?.at).toEqual(new Date(at("2026-11-01")));
  });

  it("names an area that only other months have", () => {
    const points = collected({ ...SUMMED, ...FIRST }, first({ traffic: 1 }));
    expect(bill(points, "2026-12").areas.mainland_china.traffic.reason).toBe(
      "mainland_china is missing: no export covers it in 2026-12-01 00:00 to 2027-01-01 00:00",
    );
  });

  it("says if it has only some domains of the account", () => {
    const query = { ...GROUPED, ...NOVEMBER, domains: ["a.example.com"] };
    const { areas, statements } = bill(collected(query, filled("2026-11-01", "2026-12-01", A)), "2026-11");
    expect(areas.mainland_china.domains).toEqual(["a.example.com"]);
    expect(statements.at(-1)).toContain("mainland_china: the sum of the domains that the exports name (1)");
  });
});

describe("points", () => {
  const rows = first({ ...A, requests: 3 });

  it("stay as they are when they are merged, and survive a clone", () => {
    const parts = [
      collected({ ...GROUPED, ...FIRST }, rows),
      collected({ ...GROUPED, ...FIRST }, first({ ...A, hitTraffic: 1 })),
    ];
    const before = structuredClone(parts);
    const merged = mergePoints(parts);
    expect(parts).toEqual(before);
    expect(summary(mergePoints(before))).toEqual(summary(merged));
    expect(summary(mergePoints([mergePoints(parts.slice(0, 1)), ...parts.slice(1)]))).toEqual(summary(merged));
  });

  it("at the end of a period belong to the next one", () => {
    const last = { ...A, time: new Date(at("2026-11-02")) };
    const points = collected({ ...GROUPED, ...FIRST }, [...rows, last]);
    expect(summary(points).points.present).toBe(288);
    expect(
      summary(mergePoints([points, collected({ ...GROUPED, from: "2026-11-02", to: "2026-11-03" }, second(A))])).points,
    ).toEqual({ present: 576, zero: 0, missing: 0 });
  });

  it("outside of the period don't count, even of a complete day", () => {
    const points = collected({ ...GROUPED, ...FIRST }, rows);
    const { totals, points: counts } = summary(points, { from: at("2026-11-01", 6), to: at("2026-11-01", 18) });
    expect([totals.traffic.value, counts]).toEqual([144n * 600n, { present: 144, zero: 0, missing: 0 }]);
  });

  it("of a period that starts within an interval include that interval", () => {
    const query = { ...GROUPED, interval: 3600, from: at("2026-11-01", 10.5), to: at("2026-11-01", 12) };
    const times = [10, 11].map((hour) => ({ ...A, time: new Date(at("2026-11-01", hour)) }));
    expect(summary(collected(query, times)).points).toEqual({ present: 2, zero: 0, missing: 0 });
    const { interval, ...unknown } = query;
    expect(collected(unknown, times)).toEqual(collected(query, times));
  });

  it("have their period from the rows if the query has none", () => {
    const { from, to } = summary(collected(GROUPED, rows.slice(3)));
    expect([from, to]).toEqual([new Date(at("2026-11-01", 0.25)), new Date(at("2026-11-02"))]);
  });

  it("may have their times under `startTime`, and their domains in any case", () => {
    const others = rows.map(({ time, ...row }) => ({ startTime: time, ...row, domain: " A.Example.com" }));
    const query = { ...GROUPED, ...FIRST };
    expect(collected(query, others as never)).toEqual(collected(query, rows));
  });
});

describe("a machine in another zone", () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"])(
    "%s has the same days",
    (name) => {
      process.env.TZ = name;
      // Clocks change in March and in April there.
      const march = { from: "2026-03-01", to: "2026-05-01" } as const;
      const points = collected({ ...SUMMED, ...march }, filled("2026-03-01", "2026-05-01", { traffic: 1 }));
      const days = breakdown(points, "day");
      expect(days).toHaveLength(61);
      expect(days.every(({ totals, points }) => totals.traffic.value === 288n && points.missing === 0)).toBe(true);
      expect(bill(points, "2026-03").areas.mainland_china.validDays).toEqual({ value: 31 });
      expect(
        breakdown(points, "hour")
          .map(({ key }) => key)
          .slice(0, 2),
      ).toEqual(["2026-03-01 00:00", "2026-03-01 01:00"]);
    },
  );
});
