import { fakeService } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { createExportClient, day, days, type ExportQuery, lastDays, month } from "../../src/index.ts";
import { toMs } from "../../src/query/instant.ts";
import { toWire } from "../../src/query/query.ts";

const QUERY: ExportQuery = { action: "uv", domains: ["a.example.com", "b.example.com"], from: 0, to: 300_000 };
const iso = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe("a query on the wire", () => {
  it("has the spec's names, lists with commas, and milliseconds", () => {
    expect(
      toWire({
        ...QUERY,
        interval: 300,
        groupBy: "domain",
        serviceArea: "global",
        statType: "flux",
        countries: ["cn"],
        provinces: ["beijing", "shanghai"],
        isps: ["dianxin", "yidong"],
        language: "en",
      } as ExportQuery),
    ).toEqual({
      action: "uv",
      domain_name: "a.example.com,b.example.com",
      start_time: 0,
      end_time: 300_000,
      interval: 300,
      group_by: "domain",
      service_area: "global",
      stat_type: "flux",
      country: "cn",
      province: "beijing,shanghai",
      isp: "dianxin,yidong",
      language: "en",
    });
    class Query {
      readonly action = "uv";
      readonly from = 0;
      readonly to = 300_000;
      get domains(): "all" {
        return "all";
      }
    }
    const { domains: _, ...rest } = QUERY;
    const whole = { action: "uv", domain_name: "all", start_time: 0, end_time: 300_000 };
    expect(toWire(new Query())).toEqual(whole);
    expect(toWire(Object.assign(Object.create({ domains: "all" }), rest))).toEqual(whole);
    expect(toWire({ ...QUERY, domains: "all", isps: "all" })).toMatchObject({ domain_name: "all", isp: "all" });
  });

  it.each<[object, string]>([
    [{ domains: [] }, 'domains: an empty list selects nothing: name one, or use "all"'],
    [{ domains: [undefined] }, "domains: undefined is not one name: write each name as a separate string"],
    [{ domains: "a.example.com,,b" }, 'domains: "" is not one name: write each name as a separate string'],
    [{ isps: "" }, 'isps: "" is not one name: write each name as a separate string'],
    [{ domains: ["all", "a.example.com"] }, `domains: "all" can't be combined with names`],
    [{ from: "2026-02-30T00:00:00Z" }, 'from: "2026-02-30" is not a day of the calendar, such as "2026-11-01"'],
    [{ domains: ["a,b"] }, 'domains: "a,b" is not one name: write each name as a separate string'],
    [
      { from: "yesterday" },
      'from: "yesterday" is not a time: write "2026-11-01" (a day in GMT+8) or "2026-11-01T08:00:00+08:00"',
    ],
    [{ to: undefined }, "to is missing"],
    [{ domain: "x" }, '"domain" is not a property of a query: write domains'],
  ])("rejects %j with one line", (change, problem) => {
    expect(() => toWire({ ...QUERY, ...change } as ExportQuery)).toThrow(`Invalid query: ${problem}`);
  });

  it.each<[object, string]>([
    [{ action: "top_url_detail", countries: ["de"] }, "countries must not be sent with top_url_detail"],
    [{ provinces: ["beijing"] }, 'countries is missing: provinces cannot be sent without it; only "cn" has provinces'],
    [{ countries: ["us"], provinces: ["beijing"] }, 'countries must be ["cn"] with provinces, not ["us"]'],
    [{ interval: 60 }, "interval must be one of 300, 3600, not 60"],
    [
      { from: 300_000 },
      "the period must begin before it ends: 1970-01-01 08:05 (GMT+8) is not before 1970-01-01 08:05 (GMT+8); for one day, end at the start of the next day",
    ],
    [{ to: 91 * 86_400_000, interval: 300 }, "a period of more than 90 days requires interval 3600, not 300"],
  ])(
    "that breaks the spec or a rule, such as %j, is rejected with the query's names before anything is sent",
    async (change, problem) => {
      const service = fakeService();
      const query = { ...QUERY, ...change } as ExportQuery;
      await expect(createExportClient(service.options).exportStatistics(query)).rejects.toMatchObject({
        name: "InvalidQueryError",
        problems: [problem],
      });
      expect(service.seen).toEqual([]);
    },
  );
});

describe("an instant", () => {
  it.each<[Parameters<typeof toMs>[0], string]>([
    [new Date("2026-11-01T00:00:00Z"), "2026-11-01T00:00:00.000Z"],
    [Date.UTC(2026, 10, 1), "2026-11-01T00:00:00.000Z"],
    [{ epochMilliseconds: Date.UTC(2026, 10, 1) }, "2026-11-01T00:00:00.000Z"],
    ["2026-11-01T08:00:00+08:00", "2026-11-01T00:00:00.000Z"],
    ["2026-11-01 00:00Z", "2026-11-01T00:00:00.000Z"],
    ["2026-11-01", "2026-10-31T16:00:00.000Z"],
  ])("can be %s", (instant, expected) => {
    expect(new Date(toMs(instant)).toISOString()).toBe(expected);
  });

  it.each([
    ["2026-11-01T00:00:00"],
    ["2026-02-30"],
    ["2026-13-01"],
    ["01.11.2026"],
    [Number.NaN],
    [1.5],
    [new Date(Number.NaN)],
    [{}],
    [null],
  ])("can't be %s", (instant) => {
    expect(() => toMs(instant as never)).toThrow(RangeError);
  });
});

describe("periods of whole days", () => {
  it.each(["UTC", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])(
    "are days of GMT+8 when the process is in %s",
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        expect(iso(day("2026-11-01"))).toEqual(["2026-10-31T16:00:00.000Z", "2026-11-01T16:00:00.000Z"]);
        expect(iso(days("2026-11-01", "2026-11-07"))).toEqual(["2026-10-31T16:00:00.000Z", "2026-11-07T16:00:00.000Z"]);
        expect(iso(month("2026-12"))).toEqual(["2026-11-30T16:00:00.000Z", "2026-12-31T16:00:00.000Z"]);
        expect(iso(month("2028-02"))).toEqual(["2028-01-31T16:00:00.000Z", "2028-02-29T16:00:00.000Z"]);
        const now = Date.parse("2026-11-24T16:30:00Z"); // 00:30 on the 25th in GMT+8
        expect(iso(lastDays(1, now))).toEqual(["2026-11-23T16:00:00.000Z", "2026-11-24T16:00:00.000Z"]);
        expect(iso(lastDays(7, now))).toEqual(["2026-11-17T16:00:00.000Z", "2026-11-24T16:00:00.000Z"]);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  it.each<[string, () => unknown, string]>([
    ["day that doesn't exist", () => day("2026-02-30"), '"2026-02-30" is not a day of the calendar, such as'],
    ["day before 1970", () => day("0001-01-01"), '"0001-01-01" is not a day of the calendar, such as'],
    ["word", () => day("yesterday"), '"yesterday" is not a day of the calendar, such as "2026-11-01"'],
    ["Date", () => day(new Date(0) as never), `${new Date(0)} is not a day of the calendar, such as "2026-11-01"`],
    ["number", () => day(20261101 as never), '20261101 is not a day of the calendar, such as "2026-11-01"'],
    ["missing argument", () => day(undefined as never), 'undefined is not a day of the calendar, such as "2026-11-01"'],
    ["month 13", () => month("2026-13"), '"2026-13" is not a month: write "2026-10"'],
    ["number for a month", () => month(10 as never), '10 is not a month: write "2026-10"'],
    [
      "period that ends before it begins",
      () => days("2026-11-07", "2026-11-01"),
      'The first day, "2026-11-07", comes after the last one, "2026-11-01"',
    ],
    [
      "number in quotes",
      () => lastDays("7" as never),
      'lastDays takes a whole number of days, from 1 back to 1970, not "7"',
    ],
    ["no days", () => lastDays(0), "lastDays takes a whole number of days, from 1 back to 1970, not 0"],
    ["number of days that begins before 1970", () => lastDays(1e9), "from 1 back to 1970, not 1000000000"],
    ["wrong now", () => lastDays(1, Number.NaN), "now is a time in milliseconds, not NaN"],
  ])("reject a %s with one line that says what to write", (_, make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});
