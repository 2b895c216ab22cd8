// Every figure in the examples of docs/billing.md, computed from the csv above it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Amount,
  allocate,
  type Bill,
  type BillOptions,
  bill,
  type Fraction,
  mergePoints,
  multiply,
  parseDecimal,
  summary,
  toDecimal,
} from "../../src/report/index.ts";
import { at, collected, DAY, FIVE_MINUTES, GROUPED, type TestRow } from "./points.ts";

const text = readFileSync(new URL("../../../../docs/billing.md", import.meta.url), "utf8");
/** Without its line breaks. */
const words = text.replace(/\s+/g, " ");
const examples = text
  .split(/^## /m)
  .filter((section) => section.startsWith("Example"))
  .map((section) => ({ title: section.split("\n")[0] ?? "", section, lines: linesOf(section) }));

interface Line {
  from: string;
  to: string;
  first: number;
  end: number;
  domain: string;
  bytes: number;
}

function linesOf(section: string): Line[] {
  const [, csv = ""] = /```csv\n.*\n([\s\S]*?)```/.exec(section) ?? [];
  return csv
    .trim()
    .split("\n")
    .map((line) => {
      const [from = "", to = "", hours = "", domain = "", bytes] = line.split(",");
      const [first = 0, end = 0] = hours.split("-").map((time) => {
        const [hour, minute] = time.split(":").map(Number);
        return (Number(hour) * 60 + Number(minute)) * 60_000;
      });
      return { from, to, first, end, domain, bytes: Number(bytes) };
    });
}

/** An export for each day that a line names. */
function pointsOf(lines: readonly Line[]) {
  const days = new Map<number, Map<string, TestRow>>();
  for (const { from, to, first, end, domain, bytes } of lines)
    for (let day = at(from); day < at(to); day += DAY)
      for (let ms = day + first; ms < day + end; ms += FIVE_MINUTES) {
        const rows = days.get(day) ?? new Map<string, TestRow>();
        days.set(day, rows.set(`${domain} ${ms}`, { time: new Date(ms), domain, traffic: bytes }));
      }
  const parts = [...days].map(([day, rows]) => collected({ ...GROUPED, from: day, to: day + DAY }, rows.values()));
  return mergePoints(parts);
}

function billOf(lines: readonly Line[], options?: BillOptions): Bill["areas"]["mainland_china"] {
  return bill(pointsOf(lines), "2026-11", options).areas.mainland_china;
}

function present<T>({ value, reason }: { value?: T; reason?: string }): T {
  if (value === undefined) throw new Error(reason);
  return value;
}

function percentileOf(lines: readonly Line[], options?: BillOptions) {
  return present(billOf(lines, options).percentile95);
}

const onlyOf = (lines: readonly Line[], domain: string) => lines.filter((line) => line.domain === domain);
const CEIL = { drop: "ceil" } as const;
const UNTIL = { until: "2026-11-14" } as const;

/** What each line of the tables is. */
const FIGURES: Record<string, (lines: readonly Line[]) => number | Fraction | Amount> = {
  "valid days": (lines) => present(billOf(lines).validDays),
  factor: (lines) => present(billOf(lines).factor),
  "traffic, bytes": (lines) => present(billOf(lines).traffic),
  "peak of 1 November, bit/s": (lines) => {
    const [first] = present(billOf(lines).dailyPeaks);
    expect(first?.day).toBe("2026-11-01");
    return (first as NonNullable<typeof first>).bandwidth;
  },
  values: (lines) => percentileOf(lines).values,
  dropped: (lines) => percentileOf(lines).dropped,
  "`Max95`, bit/s": (lines) => percentileOf(lines).max95,
  "billable 95th percentile, bit/s": (lines) => percentileOf(lines).billable,
  "average of daily peaks, bit/s": (lines) => present(billOf(lines).averageDailyPeak),
  "`Max95` of www.example.com alone, bit/s": (lines) => percentileOf(onlyOf(lines, "www.example.com")).max95,
  "`Max95` of img.example.com alone, bit/s": (lines) => percentileOf(onlyOf(lines, "img.example.com")).max95,
  'dropped with `drop: "ceil"`': (lines) => percentileOf(lines, CEIL).dropped,
  '`Max95` with `drop: "ceil"`, bit/s': (lines) => percentileOf(lines, CEIL).max95,
  "factor until 14 November": (lines) => present(billOf(lines, UNTIL).factor),
  "traffic until 14 November, bytes": (lines) => present(billOf(lines, UNTIL).traffic),
  "billable 95th percentile until 14 November, bit/s": (lines) => percentileOf(lines, UNTIL).billable,
};

/** With as many decimals as the table has. */
function like(shown: string, value: number | Fraction): string {
  return typeof value === "number" ? String(value) : toDecimal(value, shown.split(".")[1]?.length ?? 0);
}

describe.each(examples)("docs/billing.md, $title", ({ section, lines }) => {
  const rows = [...section.matchAll(/^\| (.+?) \| .*? \| ([\d.]+) \| ([\d.]*) ?\|$/gm)];

  it.each(rows.map(([, name = "", raw = "", more = ""]) => ({ name, raw, more })))(
    "has the right $name",
    ({ name, raw, more }) => {
      const figure = FIGURES[name]?.(lines);
      if (figure === undefined) throw new Error(`The test doesn't know ${name}`);
      const isAmount = typeof figure === "object" && "raw" in figure;
      expect(like(raw, isAmount ? figure.raw : figure)).toBe(raw);
      expect(isAmount ? like(more, figure.withOverhead) : "").toBe(more);
    },
  );

  it("shows no figure that the test overlooks", () => {
    expect(rows.length).toBe(section.match(/^\| (?!figure|-).* \|$/gm)?.length);
    expect(rows.length).toBeGreaterThan(2);
  });
});

it("docs/billing.md splits the price by traffic", () => {
  const lines = examples[0]?.lines ?? [];
  const price = multiply(percentileOf(lines).billable.withOverhead, parseDecimal("0.00002"));
  expect(words).toContain("117.333... x 20.00 = 2,346.67");
  expect(toDecimal(price)).toBe("2346.67");
  const traffic = ["www.example.com", "img.example.com"].map((domain) =>
    present(summary(pointsOf(onlyOf(lines, domain))).totals.traffic),
  );
  expect(words).toContain("918 GB and 450 GB a day");
  expect(traffic).toEqual([20n * 918_000_000_000n, 20n * 450_000_000_000n]);
  expect(words).toContain("pays 1,574.74 of it and img.example.com 771.93");
  expect(allocate(234_667n, traffic)).toEqual([157_474n, 77_193n]);
});

it("docs/billing.md has the reasons of a bill with gaps", () => {
  const { areas } = bill(pointsOf(examples[2]?.lines ?? []), "2026-11");
  for (const { traffic, dailyPeaks, percentile95, averageDailyPeak, validDays } of Object.values(areas)) {
    expect(words).toContain(`\`${traffic.reason}\``);
    for (const { reason } of [dailyPeaks, percentile95, averageDailyPeak, validDays])
      expect(reason).toBe(traffic.reason);
  }
});
