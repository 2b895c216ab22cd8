// What a report refuses: each with one line that names the problem.
import { describe, expect, it } from "vitest";
import {
  allocate,
  bill,
  breakdown,
  collectPoints,
  fraction,
  mergePoints,
  parseDecimal,
  ReportError,
  type ReportQuery,
  summary,
  toDecimal,
  top,
} from "../../src/report/index.ts";
import { at, collected, FIRST, filled, first, GROUPED, HOUR, NOVEMBER, SUMMED } from "./points.ts";

const A = { domain: "a.example.com", traffic: 7 };
const B = { domain: "b.example.com", traffic: 5 };

function refusal(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ReportError);
    const { code, message } = error as ReportError;
    expect(message).not.toContain("\n");
    return { code, message };
  }
  throw new Error("It was not refused");
}

describe("rows that are refused", () => {
  const time = new Date(at("2026-11-01", 1));
  const cases: [problem: string, row: Record<string, unknown>, message: string][] = [
    ["without a time", { ...A }, "has no time"],
    ["with an empty time", { ...A, time: null }, "has no time"],
    ["without a domain in a grouped export", { time, traffic: 1 }, "has no domain, but the query groups by domain"],
    [
      "before the period",
      { ...A, time: new Date(at("2026-10-31", 23)) },
      "is of 2026-10-31 23:00, outside of the query's period",
    ],
    [
      "after the period",
      { ...A, time: new Date(at("2026-11-02", 1)) },
      "is of 2026-11-02 01:00, outside of the query's period",
    ],
    ["between two points", { ...A, time: new Date(at("2026-11-01") + 1000) }, "isn't a multiple of 300 seconds"],
    ["with part of a byte", { ...A, time, traffic: 0.5 }, "has traffic 0.5, which isn't a whole number from 0 to 2^53"],
    ["with less than nothing", { ...A, time, requests: -1 }, "has requests -1, which isn't a whole number"],
    ["with a rounded number", { ...A, time, traffic: 2 ** 53 }, "has traffic 9007199254740992, which isn't a whole"],
    ["with a text", { ...A, time, traffic: "1 GB" }, "has traffic 1 GB, which isn't a whole number"],
  ];
  it.each(cases)("%s", (_, row, message) => {
    const part = collectPoints({ ...GROUPED, ...FIRST }, { source: "day.csv" });
    part.add({ ...B, time });
    const { code, message: text } = refusal(() => part.add(row));
    expect([code, text]).toEqual(["BAD_ROW", expect.stringContaining("Row 2 of day.csv ")]);
    expect(text).toContain(message);
  });

  it("the second row of a point, even with the same value", () => {
    const { code, message } = refusal(() => collected({ ...GROUPED, ...FIRST }, [...first(A), ...first(A)], "day.csv"));
    expect(code).toBe("BAD_ROW");
    expect(message).toBe("Row 289 of day.csv is the second one for 2026-11-01 00:00: its traffic would count twice");
  });

  it("only rows in other units, or with nothing that can be added, even if absent points may be zero", () => {
    const query = { ...GROUPED, ...FIRST };
    const refused = (columns: Record<string, unknown>) =>
      refusal(() => collected(query, first({ domain: "a.example.com", ...columns }), "day.csv"));
    expect(refused({ "Traffic (GB)": 1.5 })).toEqual({
      code: "NO_COLUMN",
      message:
        'day.csv has nothing to add up: no known measure in bytes or requests among its columns "time", "domain", "Traffic (GB)"',
    });
    expect(refused({ bandwidth: 7 }).code).toBe("NO_COLUMN");
    expect(refused({ traffic: null }).code).toBe("NO_COLUMN");
  });

  it("only full hours where the query has points of 5 minutes, and the other way around", () => {
    const hours = filled("2026-11-01", "2026-11-02", A, HOUR);
    const refused = refusal(() => collected({ ...GROUPED, ...FIRST }, hours, "day.csv"));
    expect(refused.message).toBe("day.csv has only full hours, but the query's interval is 300");
    expect(refusal(() => collected({ ...GROUPED, ...FIRST, interval: 3600 }, first(A))).message).toContain(
      "is of 2026-11-01 00:05, which isn't a multiple of 3600 seconds",
    );
    // A few may be hours by chance.
    expect(collected({ ...GROUPED, ...FIRST }, hours.slice(0, 3)).days).toHaveLength(1);
  });

  it("a domain that the query doesn't name", () => {
    const query = { ...GROUPED, ...FIRST, domains: ["A.example.com"] };
    expect(collected(query, first(A)).days).toHaveLength(1);
    expect(refusal(() => collected(query, first(B))).message).toContain(
      "is of b.example.com, which the query doesn't name",
    );
  });
});

describe("queries that are refused", () => {
  const cases: [problem: string, query: Partial<ReportQuery>, code: string, message: string][] = [
    [
      "unique visitors",
      { action: "uv" },
      "NOT_ADDITIVE",
      "unique visitors of different times or domains can't be added",
    ],
    [
      "top lists",
      { action: "top_url_detail" },
      "NOT_ADDITIVE",
      "top_url_detail isn't for this report: it has no points",
    ],
    ["another interval", { interval: 60 }, "BAD_QUERY", "The interval 60 isn't 300 or 3600"],
    ["a period that ends before it starts", { from: 2, to: 1 }, "BAD_QUERY", "ends before it starts"],
    ["a day that doesn't exist", { from: "2026-02-30" }, "BAD_QUERY", '"2026-02-30" isn\'t a time or a day'],
    ["a time without a zone", { from: "2026-11-01 00:00" }, "BAD_QUERY", "isn't a time or a day"],
    ["no domain", { domains: [] }, "BAD_QUERY", "The query names no domain"],
  ];
  it.each(cases)("%s", (_, query, code, message) => {
    const found = refusal(() => collectPoints({ ...GROUPED, ...query }));
    expect(found).toEqual({ code, message: expect.stringContaining(message) });
  });
});

describe("exports that are refused together", () => {
  const day = collected({ ...GROUPED, ...FIRST }, first(A), "day.csv");

  it("two values of one point, unless the last one counts", () => {
    const rows = filled("2026-11-01", "2026-11-03", A);
    rows[13] = { ...rows[13], time: new Date(at("2026-11-01") + 13 * 300_000), domain: "a.example.com", traffic: 8 };
    const both = [day, collected({ ...GROUPED, ...NOVEMBER }, rows, "month.csv")];
    expect(refusal(() => mergePoints(both))).toEqual({
      code: "OVERLAP",
      message:
        "a.example.com, mainland_china, 2026-11-01 01:05: traffic is 7 in day.csv, but 8 in month.csv. Leave one out, or take the last",
    });
    const last = mergePoints(both, { onConflict: "last" });
    expect(summary(last, FIRST).totals.traffic).toEqual({ value: 287n * 7n + 8n });
    expect([last.repeated, last.replaced]).toEqual([287, 1]);
    const first = mergePoints(both.reverse(), { onConflict: "last" });
    expect(summary(first, FIRST).totals.traffic).toEqual({ value: 288n * 7n });
  });

  it("intervals of 300 and of 3600 seconds for one domain and day", () => {
    const hours = collected(
      { ...GROUPED, ...NOVEMBER, interval: 3600 },
      filled("2026-11-01", "2026-11-02", A, HOUR),
      "hours.csv",
    );
    expect(refusal(() => mergePoints([day, hours]))).toEqual({
      code: "OVERLAP",
      message:
        "a.example.com, mainland_china, 2026-11-01 00:00: day.csv has points every 300 seconds, hours.csv every 3600. Use one of them",
    });
  });

  it("carrier names in two languages", () => {
    const query = { ...GROUPED, ...FIRST, action: "isp_detail" } as const;
    const zh = collected(query, first({ ...A, isp: "中国电信" }));
    const en = collected(query, first({ ...A, isp: "China Telecom" }));
    const message = "The exports differ in language of carrier names (zh, en): report on each alone";
    expect(refusal(() => mergePoints([zh, en]))).toEqual({ code: "MIXED", message });
    expect(refusal(() => mergePoints([collected(query, []), zh, en]))).toEqual({ code: "MIXED", message });
    expect(mergePoints([en, collected(query, [])]).language).toBe("en");
  });

  it("basic and carrier data, and different regions", () => {
    const carriers = collected({ ...GROUPED, ...FIRST, action: "isp_detail" }, first({ ...A, isp: "CERNET" }));
    const germany = collected({ ...GROUPED, ...FIRST, countries: ["de"] }, first(A));
    expect(refusal(() => mergePoints([day, carriers])).message).toContain(
      "differ in statistic (reports_detail, isp_detail)",
    );
    expect(refusal(() => mergePoints([day, germany])).message).toContain("differ in region (none, country de)");
  });

  it("nothing at all", () => {
    expect(refusal(() => mergePoints([])).code).toBe("NO_DATA");
  });
});

describe("reports that are refused", () => {
  const day = (query: Partial<ReportQuery>, columns: Record<string, unknown>) =>
    collected({ ...GROUPED, ...FIRST, ...query }, first(columns));
  const sumOf = (...domains: string[]) => collected({ ...SUMMED, ...FIRST, domains }, first({ traffic: 12 }));

  it("global with one of its areas, if both are added", () => {
    const both = mergePoints([day({ serviceArea: "global" }, A), day({ serviceArea: "outside_mainland_china" }, A)]);
    expect(refusal(() => summary(both))).toEqual({
      code: "OVERLAP",
      message: "global contains the other areas (global, outside_mainland_china): report on one of them",
    });
    expect(summary(both, { areas: ["global"] }).totals.traffic).toEqual({ value: 288n * 7n });
  });

  it("grouped with ungrouped data", () => {
    const both = mergePoints([day({}, A), collected({ ...SUMMED, ...FIRST }, first({ traffic: 12 }))]);
    expect(refusal(() => summary(both))).toEqual({
      code: "OVERLAP",
      message:
        "Grouped and ungrouped data are never added: all (summed) and a.example.com (its own rows). Report on each alone",
    });
  });

  it("sums that share a domain on one day, but not sums of other days or of other domains", () => {
    const both = mergePoints([sumOf("a.example.com", "b.example.com"), sumOf("b.example.com", "c.example.com")]);
    expect(refusal(() => summary(both))).toEqual({
      code: "OVERLAP",
      message:
        "On 2026-11-01, the sums of a.example.com,b.example.com and of b.example.com,c.example.com share a domain: leave one out",
    });
    const others = mergePoints([sumOf("a.example.com", "b.example.com"), sumOf("c.example.com", "d.example.com")]);
    expect(summary(others).totals.traffic).toEqual({ value: 2n * 288n * 12n });
    const batch = ["b.example.com", "c.example.com", "d.example.com"];
    const later = collected(
      { ...SUMMED, domains: batch, from: "2026-11-02", to: "2026-11-03" },
      filled("2026-11-02", "2026-11-03", { traffic: 1 }),
    );
    const changed = mergePoints([sumOf("b.example.com", "c.example.com"), later]);
    expect(summary(changed).totals.traffic).toEqual({ value: 288n * 13n });
  });

  it("areas, periods and domains without exports", () => {
    const points = day({}, A);
    const options = [
      { areas: ["global"] },
      { from: "2026-12-01", to: "2027-01-01" },
      { domains: ["c.example.com"] },
    ] as const;
    expect(options.map((option) => refusal(() => summary(points, option)))).toEqual([
      { code: "NO_DATA", message: "There are no exports of global" },
      { code: "NO_DATA", message: "No export has data in 2026-12-01 00:00 to 2027-01-01 00:00" },
      { code: "NO_DATA", message: "No export has c.example.com in 2026-11-01 00:00 to 2026-11-02 00:00" },
    ]);
    const nothing = { from: "2026-11-01", to: "2026-11-01" };
    expect(refusal(() => summary(points, nothing)).message).toBe("The period of the report ends before it starts");
  });

  it("breakdowns by a column that isn't there", () => {
    expect(refusal(() => breakdown(day({}, A), "carrier")).message).toContain("Only carrier data");
    const sum = sumOf("a.example.com", "b.example.com");
    expect(refusal(() => breakdown(sum, "domain")).message).toBe(
      "The export of a.example.com,b.example.com isn't grouped by domain",
    );
  });

  it("bills of carrier data, of a region, of no month, and of a month that hasn't begun", () => {
    const carriers = collected({ ...GROUPED, ...FIRST, action: "isp_detail" }, first({ ...A, isp: "CERNET" }));
    expect(refusal(() => bill(carriers, "2026-11")).code).toBe("NOT_ADDITIVE");
    const region = day({ countries: ["cn"], provinces: ["beijing"] }, A);
    expect(refusal(() => bill(region, "2026-11")).message).toContain("limited to country cn; province beijing");
    expect(refusal(() => bill(day({}, A), "2026-13")).message).toContain("isn't a month like 2026-11");
    expect(refusal(() => bill(day({}, A), "2026-11", { until: "2026-11-01" })).message).toBe(
      "No day of 2026-11 is over",
    );
  });
});

describe("numbers that are refused", () => {
  it.each(["", "abc", "1,5", "1e3", "0.15 USD", ".", "0x10", "١"])("%j as a decimal number", (text) => {
    expect(refusal(() => parseDecimal(text)).code).toBe("BAD_QUERY");
  });

  it("shares of less than the sum, weights below zero, and a denominator of 0", () => {
    expect(refusal(() => top([{ key: "a", value: 2n }], 1, { total: 1n })).code).toBe("BAD_QUERY");
    expect(refusal(() => allocate(1n, [1n, -1n])).code).toBe("BAD_QUERY");
    expect(refusal(() => fraction(1n, 0n)).code).toBe("BAD_QUERY");
  });

  it("but not decimals of any length, of which none is rounded", () => {
    expect(toDecimal(parseDecimal("0.1234567890123456789"), 19)).toBe("0.1234567890123456789");
    expect(["-1.005", "1.005", "-0.004", "2", "+3.10"].map((text) => toDecimal(parseDecimal(text)))).toEqual([
      "-1.01",
      "1.01",
      "0.00",
      "2.00",
      "3.10",
    ]);
    expect(toDecimal(fraction(5n, 2n), 0)).toBe("3");
  });
});
