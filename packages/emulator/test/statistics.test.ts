import { ACTIONS, isps, provinces } from "@cdn-export/api/values";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../src/base/constants.ts";
import { csvChunks } from "../src/formats/csv.ts";
import { exportQuery } from "../src/tables/export-query.ts";
import { exportTable } from "../src/tables/export-table.ts";
import { DAY, numbers, rowsOf, sum, testCloud } from "./helpers.ts";

const { start_time, end_time } = DAY;
const week = { start_time: start_time - 6 * DAY_MS, end_time };
const days = Array.from({ length: 7 }, (_, i) => ({
  start_time: week.start_time + i * DAY_MS,
  end_time: week.start_time + (i + 1) * DAY_MS,
}));

/** The files of many queries from one emulator. */
async function files(bodies: readonly object[], options = {}): Promise<string[]> {
  const { file } = await testCloud(options);
  const texts: string[] = [];
  for (const body of bodies) texts.push(await file({ language: "en", ...body }));
  return texts;
}

async function totals(bodies: readonly object[], heading = "Traffic (Byte)"): Promise<number[]> {
  return (await files(bodies.map((body) => ({ interval: 3600, ...body })))).map((text) => sum(numbers(text, heading)));
}

describe.each(ACTIONS)("%s", (action) => {
  test("has the same numbers under headings of both languages", async () => {
    const [en = "", zh = ""] = await files([
      { action, ...DAY },
      { action, ...DAY, language: "zh" },
    ]);
    const lines = { en: en.split("\r\n"), zh: zh.split("\r\n") };
    expect(lines.zh[0]).not.toBe(lines.en[0]);
    expect(lines.zh).toHaveLength(lines.en.length);
    expect(lines.en.length).toBeGreaterThan(2);
    if (action !== "isp_detail") expect(lines.zh.slice(1)).toEqual(lines.en.slice(1));
  });

  test("has a column of domains when grouped, and rows for each", async () => {
    const [text = ""] = await files([
      { action, ...DAY, group_by: "domain", domain_name: "b.example.com,a.example.com", language: "zh" },
    ]);
    expect(text.split("\r\n")[0]).toContain("域名");
    for (const domain of ["a.example.com", "b.example.com"]) expect(text).toContain(`,${domain},`);
  });

  test("has no numbers without traffic", async () => {
    const query = exportQuery({ action, ...DAY, isp: "unknown" }, ["a.example.com"], 0);
    const table = exportTable(query, { seed: 1, topRows: 10 });
    for (const _ of table.prepare?.() ?? []);
    for (let i = 0; i < table.count(); i++) expect(table.row(i).at(-1)).toBe(0);
  });
});

describe.each(["Traffic (Byte)", "Requests"])("%s", (heading) => {
  const check = async (whole: object, parts: readonly object[]) => {
    const [total, ...others] = await totals([whole, ...parts], heading);
    expect(total).toBeGreaterThan(0);
    expect(sum(others)).toBe(total);
  };

  test("of the days add up to the week", () => check(week, days));

  test("of any two parts add up", () =>
    check(DAY, [
      { start_time, end_time: start_time + 7_654_321 },
      { start_time: start_time + 7_654_321, end_time },
    ]));

  test("of five minutes add up to the hours", () => check(DAY, [{ ...DAY, interval: 300 }]));

  test("of single domains add up to all domains", () =>
    check({ ...DAY, domain_name: "a.example.com,b.example.com" }, [
      { ...DAY, domain_name: "a.example.com" },
      { ...DAY, domain_name: "b.example.com" },
    ]));

  test("of the areas add up to the world", () =>
    check({ ...DAY, service_area: "global" }, [
      { ...DAY, service_area: "mainland_china" },
      { ...DAY, service_area: "outside_mainland_china" },
    ]));

  test("of the countries add up to their list", () =>
    check({ ...DAY, service_area: "outside_mainland_china", country: "de,fr,jp" }, [
      { ...DAY, service_area: "outside_mainland_china", country: "de" },
      { ...DAY, service_area: "outside_mainland_china", country: "fr, jp" },
    ]));

  test("of the provinces add up to the country", async () => {
    const part = ({ code }: { code: string }) => ({ ...DAY, country: "cn", province: code, service_area: "global" });
    await check({ ...DAY, country: "cn", province: "all", service_area: "global" }, provinces.map(part));
  });

  test("of the carriers add up, in basic data and carrier data", async () => {
    await check(
      DAY,
      isps.map(({ code }) => ({ ...DAY, isp: code })),
    );
    await check(DAY, [{ ...DAY, action: "isp_detail" }]);
    await check({ ...DAY, isp: "yidong" }, [{ ...DAY, isp: "yidong", action: "isp_detail", interval: 300 }]);
  });
});

test("stat_type selects the columns", async () => {
  const [flux = "", requests = ""] = await files([
    { ...DAY, stat_type: "flux" },
    { ...DAY, stat_type: "req_num" },
  ]);
  expect(rowsOf(flux)[0]).toEqual([
    "Time (GMT+8)",
    "Traffic (Byte)",
    "Bandwidth (bit/s)",
    "Hit traffic (Byte)",
    "Origin traffic (Byte)",
  ]);
  expect(rowsOf(requests)[0]).toEqual([
    "Time (GMT+8)",
    "Requests",
    "Hit requests",
    "Status 2xx",
    "Status 3xx",
    "Status 4xx",
    "Status 5xx",
  ]);
});

test("status codes add up to the requests, hits and misses to the traffic", async () => {
  const [text = ""] = await files([DAY]);
  const column = (heading: string) => sum(numbers(text, heading));
  expect(column("Status 2xx") + column("Status 3xx") + column("Status 4xx") + column("Status 5xx")).toBe(
    column("Requests"),
  );
  expect(column("Hit traffic (Byte)") + column("Origin traffic (Byte)")).toBe(column("Traffic (Byte)"));
});

test("every interval has one row, labelled by its start in GMT+8", async () => {
  const [fine = "", coarse = ""] = await files([DAY, { ...DAY, interval: 3600 }]);
  expect(rowsOf(fine)).toHaveLength(1 + 288);
  expect(rowsOf(coarse)).toHaveLength(1 + 24);
  expect(rowsOf(coarse)[1]?.[0]).toBe("2026-11-07 00:00:00");
  expect(rowsOf(fine).at(-1)?.[0]).toBe("2026-11-07 23:55:00");
});

test("the default interval is five minutes up to seven days, then an hour", async () => {
  const [short = "", long = ""] = await files([week, { ...week, start_time: week.start_time - DAY_MS }]);
  expect(rowsOf(short)).toHaveLength(1 + 7 * 288);
  expect(rowsOf(long)).toHaveLength(1 + 8 * 24);
});

test("evenings are busier than nights", async () => {
  const [text = ""] = await files([{ ...DAY, interval: 3600 }]);
  const hours = numbers(text, "Requests");
  expect(hours[21]).toBeGreaterThan(2 * (hours[4] ?? 0));
});

test("the values of a top list add up over days, including values that the lists omit", async () => {
  const values = (text: string) => new Map(rowsOf(text).map(([, label = "", value]) => [label, Number(value)]));
  for (const stat_type of ["flux", "req_num"]) {
    const bodies = [week, ...days].map((period) => ({ action: "top_url_detail", stat_type, ...period }));
    const [whole = new Map(), ...parts] = (await files(bodies, { topRows: 5000 })).map(values);
    const labels = [...whole.keys()].slice(1, 80);
    for (const label of labels) expect(sum(parts.map((part) => part.get(label) ?? 0))).toBe(whole.get(label));
  }
});

test("top lists have a hundred rows, largest first, with a long tail", async () => {
  const [text = ""] = await files([{ action: "top_url_detail", ...week }]);
  const values = numbers(text, "Requests");
  expect(values).toHaveLength(100);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(values[0]).toBeGreaterThan(10 * (values[60] ?? 0));
  const [all] = await totals([{ ...week, stat_type: "req_num" }], "Requests");
  expect(sum(values)).toBeLessThan(all ?? 0);
});

test("a path has the sum of its URLs", async () => {
  const [urls = "", paths = ""] = await files(
    ["top_url_detail", "top_path_detail"].map((action) => ({ action, ...DAY })),
    { topRows: 5000 },
  );
  const byPath = new Map<string, number>();
  for (const [, url = "", value] of rowsOf(urls).slice(1)) {
    const { pathname } = new URL(url);
    byPath.set(pathname, (byPath.get(pathname) ?? 0) + Number(value));
  }
  expect(
    new Map(
      rowsOf(paths)
        .slice(1)
        .map(([, path = "", value]) => [path, Number(value)]),
    ),
  ).toEqual(byPath);
});

test("shares of user agents and IPs are of the whole", async () => {
  const [text = ""] = await files([{ action: "top_ip_detail", ...DAY }], { topRows: 5000 });
  const shares = sum(numbers(text, "Share (%)"));
  expect(shares).toBeGreaterThan(80);
  expect(shares).toBeLessThan(100);
});

test("cells with commas and quotes are quoted", async () => {
  const [text = ""] = await files([{ action: "top_ua_detail", ...DAY }]);
  expect(text).toMatch(/,"ExamplePlayer\/3\.2 \(TV; model=""E-55, 4K""\)",\d+,/);
});

test("a span has at most the visitors of its parts together, and at least those of each part", async () => {
  for (const extra of [{}, { domain_name: "a.example.com", country: "cn", province: "qinghai" }]) {
    const texts = await files([week, ...days].map((period) => ({ action: "uv", ...extra, ...period })));
    const [whole = 0, ...parts] = texts.map((text) => numbers(text, "Unique visitors")[0] ?? 0);
    expect(whole).toBeLessThanOrEqual(sum(parts));
    expect(whole).toBeGreaterThanOrEqual(Math.max(...parts));
  }
});

test("visitors have a row per interval, or one row for the whole period without one", async () => {
  const [hours = "", whole = ""] = await files([
    { action: "uv", ...DAY, interval: 3600 },
    { action: "uv", ...DAY },
  ]);
  expect(rowsOf(hours)).toHaveLength(25);
  expect(rowsOf(whole)).toHaveLength(2);
  expect(rowsOf(whole)[1]?.slice(0, 2)).toEqual(["2026-11-07 00:00:00", "2026-11-08 00:00:00"]);
});

test("a request without a period is about the last 24 whole hours", async () => {
  const [text = ""] = await files([{ interval: 3600 }]);
  expect(rowsOf(text)).toHaveLength(25);
  expect(rowsOf(text).at(-1)?.[0]).toBe("2026-11-08 09:00:00");
});

test("a file of any length starts at once", () => {
  const query = exportQuery({ start_time: 0, end_time: 4_102_416_000_000, interval: 300 }, ["a.example.com"], 0);
  const chunks = csvChunks(exportTable(query, { seed: 1, topRows: 100 }), {
    language: "en",
    bom: false,
    newline: "\n",
  });
  const first = chunks.next().value;
  expect(first).toBeInstanceOf(Uint8Array);
  expect(first?.length).toBeLessThan(100_000);
  chunks.return(undefined);
});

test("two hours of the same day differ, and so does the same hour with another seed", async () => {
  const hour = { start_time, end_time: start_time + HOUR_MS };
  const [a] = await files([hour]);
  const [b] = await files([hour], { seed: 2 });
  expect(new Set(numbers(a ?? "", "Requests")).size).toBe(12);
  expect(a).not.toBe(b);
});
