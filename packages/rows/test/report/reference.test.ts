// Random exports against a naive reference: it keeps each point in a map, and adds with BigInt only.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocate,
  bill,
  breakdown,
  fraction,
  gaps,
  mergePoints,
  type Points,
  summary,
  top,
  valuesOf,
} from "../../src/report/index.ts";
import { at, collected, DAY, FIVE_MINUTES, GROUPED, type TestRow } from "./points.ts";

const FIRST = at("2026-11-29");
const DOMAINS = ["a.example.com", "b.example.com", "c.example.com"];
const SLOTS = 288;

interface Point {
  domain: string;
  day: number;
  slot: number;
  traffic: number;
  hitTraffic: number;
  requests: number;
  hitRequests: number;
}

const count = fc.oneof(fc.maxSafeNat(), fc.nat(1000), fc.constant(0));
/** Up to three domains on four days around the end of a month. Most points are at the edges of days, where mistakes are. */
const point: fc.Arbitrary<Point> = fc.record({
  domain: fc.constantFrom(...DOMAINS),
  day: fc.nat(3),
  slot: fc.oneof(fc.constantFrom(0, 1, 11, 12, 286, 287), fc.nat(SLOTS - 1)),
  traffic: count.map((value) => Math.floor(value / 4)),
  hitTraffic: count.map((value) => Math.floor(value / 4)),
  requests: count.map((value) => Math.floor(value / 4)),
  hitRequests: fc.nat(1000),
});
const points = fc.uniqueArray(point, {
  minLength: 1,
  maxLength: 60,
  selector: ({ domain, day, slot }) => `${domain} ${day} ${slot}`,
});

function timeOf({ day, slot }: Point): number {
  return FIRST + day * DAY + slot * FIVE_MINUTES;
}

function rowOf(point: Point): TestRow {
  const { day, slot, ...row } = point;
  return { time: new Date(timeOf(point)), ...row };
}

function periodOf(firstDay: number, lastDay: number) {
  return { from: FIRST + firstDay * DAY, to: FIRST + (lastDay + 1) * DAY };
}

function exportOf(list: readonly Point[], firstDay = 0, lastDay = 3): Points {
  const own = list.filter(({ day }) => day >= firstDay && day <= lastDay);
  return collected({ ...GROUPED, ...periodOf(firstDay, lastDay) }, own.map(rowOf));
}

type Measure = "traffic" | "hitTraffic" | "requests" | "hitRequests";

function sum(list: readonly Point[], measure: Measure): bigint {
  return list.reduce((all, point) => all + BigInt(point[measure]), 0n);
}

/** The highest sum of a point, and the first time of it. */
function peak(list: readonly Point[], measure: Measure): { value: bigint; at: Date } {
  const times = [...new Set(list.map(timeOf))].sort((a, b) => a - b);
  let best = { value: -1n, at: new Date(0) };
  for (const time of times) {
    const value = sum(
      list.filter((one) => timeOf(one) === time),
      measure,
    );
    if (value > best.value) best = { value, at: new Date(time) };
  }
  return best;
}

function domainsOf(list: readonly Point[]): string[] {
  return [...new Set(list.map(({ domain }) => domain))].sort();
}

describe("a report of random points", () => {
  it("has the totals, peaks, hit ratios and counts of the reference", () => {
    fc.assert(
      fc.property(points, (list) => {
        const { totals, peaks, hitRatio, points: counts } = summary(exportOf(list));
        for (const measure of ["traffic", "hitTraffic", "requests", "hitRequests"] as const)
          expect(totals[measure]).toEqual({ value: sum(list, measure) });
        for (const measure of ["traffic", "requests"] as const) {
          expect(peaks[measure].value).toMatchObject(peak(list, measure));
          const all = sum(list, measure);
          const hits = sum(list, measure === "traffic" ? "hitTraffic" : "hitRequests");
          if (all > 0n) expect(hitRatio[measure]).toEqual({ value: fraction(hits, all) });
          else expect(hitRatio[measure].reason).toBeDefined();
        }
        const expected = domainsOf(list).length * 4 * SLOTS;
        expect(counts).toEqual({ present: list.length, zero: 0, missing: expected - list.length });
      }),
    );
  });

  it("has those of any period", () => {
    const slot = fc.nat(4 * SLOTS);
    fc.assert(
      fc.property(points, slot, slot, (list, a, b) => {
        fc.pre(a !== b);
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((slot) => FIRST + slot * FIVE_MINUTES) as [
          number,
          number,
        ];
        const own = list.filter((one) => timeOf(one) >= from && timeOf(one) < to);
        fc.pre(own.length > 0);
        const { totals, peaks, points: counts } = summary(exportOf(list), { from, to });
        expect(counts.present).toBe(own.length);
        expect(totals.requests).toEqual({ value: sum(own, "requests") });
        expect(peaks.traffic.value).toMatchObject(peak(own, "traffic"));
      }),
    );
  });

  it("has them for each domain, day, hour and customer, and the groups add up to the whole", () => {
    fc.assert(
      fc.property(points, (list) => {
        const all = exportOf(list);
        const keys = {
          domain: ({ domain }: Point) => domain,
          day: ({ day }: Point) => ["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02"][day] ?? "",
          hour: (one: Point) => new Date(timeOf(one) + 8 * 3_600_000).toISOString().slice(0, 13).replace("T", " "),
        };
        for (const [by, keyOf] of Object.entries(keys)) {
          const groups = breakdown(all, by as keyof typeof keys);
          const found = groups.filter(({ points }) => points.present > 0);
          expect(new Set(found.map(({ key }) => key.replace(/:00$/, "")))).toEqual(new Set(list.map(keyOf)));
          for (const { key, totals, peaks } of found) {
            const own = list.filter((one) => keyOf(one) === key.replace(/:00$/, ""));
            expect(totals.requests).toEqual({ value: sum(own, "requests") });
            expect(peaks.traffic.value).toMatchObject(peak(own, "traffic"));
          }
        }
        const byCustomer = breakdown(all, ({ domain }) => (domain === "a.example.com" ? "A" : "others"));
        for (const { key, totals, peaks } of byCustomer) {
          const own = list.filter(({ domain }) => (domain === "a.example.com") === (key === "A"));
          expect(totals.traffic).toEqual({ value: sum(own, "traffic") });
          expect(peaks.traffic.value).toMatchObject(peak(own, "traffic"));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is the same for one export, for one of each day, and for both together in any order", () => {
    fc.assert(
      fc.property(points, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (list, order) => {
        const whole = exportOf(list);
        const days = [0, 1, 2, 3].map((day) => exportOf(list, day, day));
        const parts = [...days, whole];
        const { repeated, ...merged } = summaryOf(mergePoints(order.map((i) => parts[i] as Points)));
        const { repeated: none, ...expected } = summaryOf(whole);
        expect(merged).toEqual(expected);
        expect(summaryOf(mergePoints(days))).toEqual({ ...expected, repeated: none });
        expect([none, repeated]).toEqual([0, list.length]);
      }),
      { numRuns: 50 },
    );
  });

  it("has gaps that, with the points, are the whole period of each domain", () => {
    fc.assert(
      fc.property(points, fc.nat(3), (list, firstDay) => {
        const own = list.filter(({ day }) => day >= firstDay);
        fc.pre(own.length > 0);
        const found = gaps(exportOf(list, firstDay), periodOf(0, 3));
        const covered = new Set(own.map((one) => `${one.domain} ${timeOf(one)}`));
        for (const { domain, from, to, points, interval, cause } of found) {
          expect(points).toBe((to.getTime() - from.getTime()) / FIVE_MINUTES);
          expect(interval).toBe(300);
          expect(cause).toBe(from.getTime() < periodOf(firstDay, 3).from ? "not exported" : "absent");
          for (let ms = from.getTime(); ms < to.getTime(); ms += FIVE_MINUTES) {
            expect(covered.has(`${domain} ${ms}`)).toBe(false);
            covered.add(`${domain} ${ms}`);
          }
        }
        expect(covered.size).toBe(domainsOf(own).length * 4 * SLOTS);
      }),
      { numRuns: 30 },
    );
  });
});

function summaryOf(points: Points) {
  return { ...summary(points), byDomain: breakdown(points, "domain"), repeated: points.repeated };
}

describe("the bill of random points", () => {
  /** In bit/s, from bytes. */
  const bandwidth = (bytes: bigint) => fraction(bytes * 8n, 300n);

  it("has the four modes of the reference, if absent points are zero", () => {
    fc.assert(
      fc.property(points, fc.constantFrom("floor" as const, "ceil" as const), (list, drop) => {
        const own = list.filter(({ day }) => day < 2);
        fc.pre(own.length > 0);
        const all = collected({ ...GROUPED, from: "2026-11-01", to: "2026-12-01" }, own.map(rowOf));
        const { mainland_china: area, outside_mainland_china: other } = bill(all, "2026-11", {
          absent: "zero",
          drop,
        }).areas;
        expect(other.traffic.reason).toContain("outside_mainland_china is missing");

        const days = [0, 1].map((day) => own.filter((one) => one.day === day));
        const valid = days.filter((day) => sum(day, "traffic") > 0n);
        expect(area.validDays).toEqual({ value: valid.length });
        expect(area.traffic.value?.raw).toEqual(fraction(sum(own, "traffic")));
        expect(area.traffic.value?.withOverhead).toEqual(fraction(sum(own, "traffic") * 11n, 10n));
        if (valid.length === 0) {
          expect(area.percentile95.reason).toBe("no day has traffic");
          return;
        }
        const peaks = valid.map((day) => peak(day, "traffic"));
        expect(area.dailyPeaks.value?.map(({ at, bandwidth }) => ({ at, raw: bandwidth.raw }))).toEqual(
          peaks.map(({ at, value }) => ({ at, raw: bandwidth(value) })),
        );
        const average = fraction(peaks.reduce((a, { value }) => a + value, 0n) * 8n, 300 * peaks.length);
        expect(area.averageDailyPeak.value?.raw).toEqual(average);

        const values = valid.flatMap((day) =>
          Array.from({ length: SLOTS }, (_, slot) =>
            sum(
              day.filter((one) => one.slot === slot),
              "traffic",
            ),
          ),
        );
        values.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
        const dropped = drop === "floor" ? Math.floor(valid.length * 14.4) : Math.ceil(valid.length * 14.4);
        const max95 = values[dropped] as bigint;
        expect(area.percentile95.value).toMatchObject({ values: values.length, dropped });
        expect(area.percentile95.value?.max95.raw).toEqual(bandwidth(max95));
        expect(area.percentile95.value?.billable.raw).toEqual(fraction(max95 * 8n * BigInt(valid.length), 300 * 30));
      }),
      { numRuns: 50 },
    );
  });
});

describe("shares", () => {
  it("add up exactly, and none is off by a whole unit", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 20n),
        fc.array(fc.bigInt(0n, 10n ** 20n), { maxLength: 20 }),
        (whole, weights) => {
          const parts = allocate(whole, weights);
          const total = weights.reduce((a, b) => a + b, 0n);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(total === 0n ? 0n : whole);
          for (const [i, part] of parts.entries()) {
            const off = part * total - whole * (weights[i] as bigint);
            if (total > 0n) expect(off > -total && off < total).toBe(true);
          }
        },
      ),
    );
  });

  it("go to the earlier of equal parts, and to the name that comes first", () => {
    expect(allocate(5n, [1n, 1n, 1n])).toEqual([2n, 2n, 1n]);
    const equal = ["b", "c", "a"].map((key) => ({ key, value: 1n }));
    expect(top(equal, 2).items.map(({ key }) => key)).toEqual(["a", "b"]);
  });

  it("of the largest groups and of the rest are the whole", () => {
    fc.assert(
      fc.property(points, fc.nat(4), (list, n) => {
        const { value = [] } = valuesOf(breakdown(exportOf(list), "domain"), "traffic");
        const { items, rest, total } = top(value, n);
        expect(items.map(({ value }) => value)).toEqual(
          [...items.map(({ value }) => value)].sort((a, b) => Number(b - a)),
        );
        expect(items.reduce((all, one) => all + one.value, rest.value)).toBe(sum(list, "traffic"));
        expect(items.length + rest.groups).toBe(domainsOf(list).length);
        const percent = [...items, rest].reduce(
          (all, one) => all + (one.percent.numerator * 100n) / one.percent.denominator,
          0n,
        );
        expect(percent).toBe(total === 0n ? 0n : 10_000n);
      }),
    );
  });
});
