// The messages for mistakes in a query, in JavaScript or behind a type assertion: one line for each mistake.

import { countries, isps, provinces } from "@cdn-export/api/values";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkQuery, type ExportQuery, type InvalidQueryError } from "../../src/index.ts";

const NOW = Date.parse("2026-11-20T12:00:00+08:00");
const QUERY = { action: "uv", domains: ["www.example.com"], from: "2026-11-01", to: "2026-11-08" };

/** A mistake as a program makes it, as a change to a valid query. */
const MISTAKES: Readonly<Record<string, object>> = {
  'action: "Top_url_detail"': { action: "Top_url_detail" },
  'action: "top_urls"': { action: "top_urls" },
  'action: "Top_url_detail", countries: ["cn"]': { action: "Top_url_detail", countries: ["cn"] },
  'action: "flux"': { action: "flux" },
  'action: "start_time"': { action: "start_time" },
  'action: ["uv"]': { action: ["uv"] },
  "action: undefined": { action: undefined },
  'domains: ["https://www.example.com/index.html"]': { domains: ["https://www.example.com/index.html"] },
  'domains: "https://user@www.example.com:8443"': { domains: "https://user@www.example.com:8443" },
  'domains: ["www.example.com/images"]': { domains: ["www.example.com/images"] },
  'domains: ["www.example.com:443"]': { domains: ["www.example.com:443"] },
  'domains: ["https://"]': { domains: ["https://"] },
  'domains: ["WWW.Example.com"]': { domains: ["WWW.Example.com"] },
  'domains: ["www.example.com."]': { domains: ["www.example.com."] },
  'domains: ["example"]': { domains: ["example"] },
  'domains: ["ALL"]': { domains: ["ALL"] },
  'domains: [" www.example.com"]': { domains: [" www.example.com"] },
  'domains: ["a.example.com,b.example.com"]': { domains: ["a.example.com,b.example.com"] },
  'domains: "a.example.com, b.example.com"': { domains: "a.example.com, b.example.com" },
  "domains: []": { domains: [] },
  'domains: ["all", "www.example.com"]': { domains: ["all", "www.example.com"] },
  'domain: "www.example.com" instead of domains': { domains: undefined, domain: "www.example.com" },
  'domain_name: "www.example.com"': { domain_name: "www.example.com" },
  'start_time: "2026-11-01"': { start_time: "2026-11-01" },
  'endTime: "2026-11-01"': { endTime: "2026-11-01" },
  'group_by: "domain"': { group_by: "domain" },
  'isp: "dianxin"': { isp: "dianxin" },
  'country: "cn"': { country: "cn" },
  'lang: "en"': { lang: "en" },
  "signal: AbortSignal": { signal: AbortSignal.abort() },
  'from: "2026-11-01T00:00:00"': { from: "2026-11-01T00:00:00" },
  "from: 1793462400 (seconds)": { from: 1_793_462_400 },
  "from and to in seconds": { from: 1_793_462_400, to: 1_794_067_200 },
  'from: "1793462400"': { from: "1793462400" },
  "from: new Date(NaN)": { from: new Date(Number.NaN) },
  "from: {}": { from: {} },
  "from: null": { from: null },
  'to: "2026-11-31"': { to: "2026-11-31" },
  'to: "yesterday"': { to: "yesterday" },
  "to: undefined": { to: undefined },
  'from: "2026-11-08", to: "2026-11-01"': { from: "2026-11-08", to: "2026-11-01" },
  'from: "2026-11-01", to: "2026-11-01"': { from: "2026-11-01", to: "2026-11-01" },
  'interval: "300"': { interval: "300" },
  "interval: 60": { interval: 60 },
  "interval: 360": { interval: 360 },
  "interval: 300, 91 days": { interval: 300, from: "2026-08-21", to: "2026-11-20" },
  'countries: "China"': { countries: "China" },
  'countries: ["CN"]': { countries: ["CN"] },
  'countries: ["uk", "usa"]': { countries: ["uk", "usa"] },
  'countries: ["zz"]': { countries: ["zz"] },
  'countries: ["Great Britain"]': { countries: ["Great Britain"] },
  'countries: ["United States", "cn "]': { countries: ["United States", "cn "] },
  'countries: ["中国"]': { countries: ["中国"] },
  "countries: 5": { countries: 5 },
  'countries: ["cn"], provinces: ["bejing"]': { countries: ["cn"], provinces: ["bejing"] },
  'countries: ["cn"], provinces: ["taiwan"]': { countries: ["cn"], provinces: ["taiwan"] },
  'provinces: ["bejing"] without countries': { provinces: ["bejing"] },
  'countries: ["CN"], provinces: ["beijing"]': { countries: ["CN"], provinces: ["beijing"] },
  'countries: ["us", "country"], provinces: "all"': { countries: ["us", "country"], provinces: "all" },
  'action: "isp_detail", countries: ["cn"]': { action: "isp_detail", countries: ["cn"] },
  'isps: ["telecom"]': { isps: ["telecom"] },
  'isps: ["China Mobile"]': { isps: ["China Mobile"] },
  'isps: ["CTCC"]': { isps: ["CTCC"] },
  'isps: ["China"]': { isps: ["China"] },
  'statType: "bw"': { statType: "bw" },
  'statType: "requests"': { statType: "requests" },
  'statType: "流量"': { statType: "流量" },
  'serviceArea: "mainland"': { serviceArea: "mainland" },
  'serviceArea: "country"': { serviceArea: "country" },
  'groupBy: "isp"': { groupBy: "isp" },
  "groupBy: true": { groupBy: true },
  'language: "en-US"': { language: "en-US" },
};

async function said(change: object): Promise<string[]> {
  try {
    const warnings = await checkQuery({ ...QUERY, ...change } as unknown as ExportQuery, NOW);
    return warnings.map(({ message }) => `warning: ${message}`);
  } catch (error) {
    return (error as InvalidQueryError).problems.map((problem) => `error: ${problem}`);
  }
}

describe("a mistake in a query", () => {
  it("has the message in gallery.txt", async () => {
    const gallery = await Promise.all(
      Object.entries(MISTAKES).map(async ([name, change]) => {
        const lines = await said(change);
        expect(lines, name).not.toEqual([]);
        for (const line of lines) expect(line).toMatch(/^.{1,260}$/);
        return [name, ...lines.map((line) => `  ${line}`)].join("\n");
      }),
    );
    await expect(`${gallery.join("\n")}\n`).toMatchFileSnapshot("./gallery.txt");
  });

  it("is reported with the names of a query, never with those of the wire", async () => {
    for (const [name, change] of Object.entries(MISTAKES)) {
      const prose = (await said(change)).join("\n").replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
      expect(prose, name).not.toMatch(/\b(domain_name|start_time|end_time|group_by|stat_type|service_area)\b/);
    }
  });
});

/** Names of wire fields and of query properties, alone or inside other text. */
const lookalikes = fc
  .tuple(
    fc.constantFrom("country", "province", "isp", "group_by", "start_time", "domain_name", "countries", "isps", "from"),
    fc.constantFrom("", ".isp_x.com", "_x", "-country", ".province", "\\", "'", "["),
    fc.constantFrom("", "www.", "x", "isp."),
  )
  .map(([name, after, before]) => before + name + after);

describe("a value that looks like a field", () => {
  it.each<[string, (value: string) => object, (value: string) => unknown]>([
    ["groupBy", (groupBy) => ({ groupBy }), (value) => value],
    ["action", (action) => ({ action }), (value) => value],
    ["statType", (statType) => ({ statType }), (value) => value],
    ["interval", (interval) => ({ interval }), (value) => value],
    ["from", (from) => ({ from }), (value) => value],
    ["a domain with a path", (name) => ({ domains: [`${name}/x`] }), (value) => `${value}/x`],
    ["a domain in capitals", (name) => ({ domains: [`X.${name}`] }), (value) => `X.${value}`],
    ["a country", (country) => ({ countries: [country] }), (value) => value],
    ["countries with provinces", (name) => ({ countries: ["us", name], provinces: "all" }), (value) => ["us", value]],
    ["a carrier", (isp) => ({ isps: [isp] }), (value) => value],
    ["a property", (name) => ({ [`${name}_`]: 1 }), (value) => `${value}_`],
  ])("isn't changed in messages as %s", async (_, changeOf, shownOf) => {
    await fc.assert(
      fc.asyncProperty(lookalikes, async (value) => {
        const lines = await said(changeOf(value));
        expect(lines.join("\n")).toContain(JSON.stringify(shownOf(value)));
      }),
      { seed: 20261130, numRuns: 100 },
    );
  });
});

describe("codes that the spec lists", () => {
  it("never cause a warning, together or alone", async () => {
    const codesOf = (list: readonly { code: string }[]) => list.map(({ code }) => code);
    expect(await said({ countries: codesOf(countries), isps: codesOf(isps) })).toEqual([]);
    expect(await said({ countries: ["cn"], provinces: codesOf(provinces) })).toEqual([]);
    expect(await said({ countries: "all", isps: "all" })).toEqual([]);
    expect(await said({ countries: ["cn"], provinces: "all", isps: ["dianxin"] })).toEqual([]);
  });

  it("are suggested for their English and Chinese names, in upper and lower case", async () => {
    for (const [change, list] of [
      [(code: string) => ({ countries: [code] }), countries],
      [(code: string) => ({ countries: ["cn"], provinces: [code] }), provinces],
      [(code: string) => ({ isps: [code] }), isps],
    ] as const) {
      for (const { code, en, zh } of list) {
        for (const written of [en, zh, code.toUpperCase()].filter((text) => text !== code && !text.includes(",")))
          expect((await said(change(written))).join(), written).toContain(`did you mean "${code}"`);
      }
    }
  });
});

it.each(["*.example.com", "xn--fiqs8s.com", "中国.com", "a_b.example.com", "1.example.com", "country.isp_x.com"])(
  "%s is accepted as a domain name",
  async (name) => {
    expect(await said({ domains: [name] })).toEqual([]);
    expect(await said({ domains: [name, "www.example.com"] })).toEqual([]);
  },
);
