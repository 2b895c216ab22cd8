import { describe, expect, it } from "vitest";
import { checkRules } from "../../../spec/rules.ts";
import { countries, isps, provinces } from "../generated/values.ts";
import { findMistakes, withSuggestion } from "../src/mistakes.ts";
import { nearest } from "../src/nearest.ts";
import { type Issue, validateRequest } from "../src/validate.ts";

const LONG = "x".repeat(20_000_000);

describe("findMistakes", () => {
  it("finds none in listed codes, and in valid names and times", () => {
    const all = (list: readonly { code: string }[]) => list.map(({ code }) => code).join();
    expect(findMistakes({ country: all(countries), province: all(provinces), isp: all(isps) })).toEqual([]);
    expect(findMistakes({ country: "all", province: "all", isp: "all", domain_name: "all" })).toEqual([]);
    expect(findMistakes({ domain_name: "*.example.com,a_b.example.com,中国.com,1.cn" })).toEqual([]);
    expect(findMistakes({ start_time: 0, end_time: Date.parse("2026-11-01") })).toEqual([]);
    expect(findMistakes({})).toEqual([]);
  });

  it("returns the field, the value and the severity of each mistake", () => {
    expect(
      findMistakes({ domain_name: "www.example.com,http://a.cn", country: "cn,CN", start_time: 1.8e9 }),
    ).toMatchObject([
      { rule: "domain-names", severity: "error", field: "domain_name", value: "http://a.cn" },
      { rule: "milliseconds", severity: "error", field: "start_time", value: 1.8e9 },
      { rule: "known-codes", severity: "warning", field: "country", value: "CN" },
    ]);
  });

  it.each([
    ["HTTPS://WWW.Example.com:8443/a?b#c", "www.example.com"],
    ["//www.example.com", "www.example.com"],
    ["https:\\\\www.example.com\\a", "www.example.com"],
    ["www.example.com?x=1", "www.example.com"],
    ["me@example.com", "example.com"],
    ["All ", "all"],
  ])("suggests the host name in %s", (name, host) => {
    const [finding] = findMistakes({ domain_name: name });
    expect(finding?.message).toBe(`${JSON.stringify(name)} is not a domain name: write "${host}"`);
  });

  it("never repeats a password of a URL", () => {
    const found = findMistakes({ domain_name: "https://user:not-a-secret@www.example.com/x,me:not-a-secret@a.cn" });
    expect(JSON.stringify(found)).not.toMatch(/not-a-secret/);
    expect(found[0]?.message).toBe('"https://...@www.example.com/x" is not a domain name: write "www.example.com"');
  });

  it("suggests nothing for a text with spaces", () => {
    expect(findMistakes({ domain_name: "a.cn b.cn" })[0]?.message).toBe('"a.cn b.cn" is not a domain name');
  });

  it("is fast and returns short messages for any fields", { timeout: 30_000 }, () => {
    const start = process.cpuUsage();
    const odd = { domain_name: 5, country: null, province: {}, isp: [], start_time: "x", end_time: Number.NaN };
    expect(findMistakes(odd as never)).toEqual([]);
    const many = Array.from({ length: 100_000 }, (_, i) => `x${i}`).join();
    const found = [
      ...findMistakes({ country: LONG, domain_name: `${LONG}:` }),
      ...findMistakes({ domain_name: many, country: many }),
    ];
    expect(found.length).toBeLessThanOrEqual(20);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(300);
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });
});

describe("checkRules", () => {
  it("returns the value that breaks the rule", () => {
    const [finding] = checkRules({ start_time: 5, end_time: 3 }, 0);
    expect(finding).toMatchObject({ field: "start_time", value: 5 });
  });
});

describe("withSuggestion", () => {
  it("returns an issue unchanged if there is no suggestion", () => {
    const issues = validateRequest("createExportTask", { body: { action: "zebra", group_by: 5, x: 1, isp: LONG } });
    expect(issues.map(withSuggestion)).toEqual(issues);
    const long: Issue = { pointer: "/action", keyword: "enum", message: "m", value: LONG };
    expect(withSuggestion(long)).toEqual(long);
  });
});

describe("validateRequest with the caller's names", () => {
  it("renames fields but never values", () => {
    const names = { country: "countries", province: "provinces", group_by: "groupBy", isp: "isps" };
    const say = (body: unknown) =>
      validateRequest("createExportTask", { body }, { names, lists: ["countries"] }).map(({ message }) => message);
    expect(say({ group_by: "isp" })).toEqual(['groupBy must be "domain", not "isp"']);
    expect(say({ country: "us,country", province: "isp" })).toEqual([
      'countries must be ["cn"] with provinces, not ["us","country"]',
    ]);
    expect(say({ action: "isp_detail", country: "country" })).toEqual(["countries must not be sent with isp_detail"]);
    expect(say({ province: "x" })).toEqual(["countries is missing: provinces cannot be sent without it"]);
    expect(say({ constructor: 1 })).toEqual(['"constructor" is not a known field']);
  });
});

describe("nearest", () => {
  const KNOWN = [
    ["beijing"],
    ["shanxi"],
    ["shaanxi"],
    ["hebei"],
    ["hubei"],
    ["en", "English"],
    ["gb", "United Kingdom"],
  ];

  it.each<[string, string[]]>([
    ["Beijing", ["beijing"]],
    ["bei-jing", ["beijing"]],
    ["bejing", ["beijing"]],
    ["biejing", ["beijing"]],
    ["beijingg", ["beijing"]],
    ["beij", ["beijing"]],
    ["jing", ["beijing"]],
    ["shnxi", ["shanxi"]],
    ["en-US", ["en"]],
    ["uk", ["gb"]],
    ["kingdom", ["gb"]],
    ["hbei", ["hebei", "hubei"]],
    ["guangzhou", []],
    ["b", []],
    ["", []],
    ["-", []],
  ])("to %j is %j", (text, names) => {
    expect(nearest(text, KNOWN)).toEqual(names);
  });
});
