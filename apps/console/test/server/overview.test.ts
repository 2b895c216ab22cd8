// The figures over time are those of the reports.
import { summary, toDecimal } from "@cdn-export/rows/report";
import { openFolder } from "@cdn-export/sync/folder";
import { pointsCsv, startOf, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { expect, it } from "vitest";
import type { Folder, Overview, Tops } from "../../src/contract.ts";
import { temporaryFolder, testConsole } from "./support.ts";

const DOMAINS = ["a.example.com", "b.example.com", "c.example.com"];

/** Bytes that differ by domain and time. */
function bytesAt(domain: string, time: string): number {
  const minutes = Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16));
  return 1_000_000 + minutes * (domain.charCodeAt(0) - 90) * 100;
}

function dayOf(day: number, domains: string[] = DOMAINS): TestWindow {
  const [from, to] = [day, day + 1].map((one) => `2026-11-${String(one).padStart(2, "0")}`) as [string, string];
  return { domains, groupBy: "domain", interval: 300, from, to, csv: pointsCsv(from, to, domains, bytesAt) };
}

function topOf(day: number): TestWindow {
  const { groupBy: _, interval: __, ...window } = dayOf(day);
  return { ...window, action: "top_url_detail", domains: "all" };
}

function folderWith(windows: readonly TestWindow[]): string {
  const folder = temporaryFolder();
  writeExportFolder(folder, windows);
  return folder;
}

it("has the totals, the peak and the hit ratio of summary", async () => {
  const folder = folderWith([dayOf(10), dayOf(11)]);
  const { whole } = await testConsole({ folder });
  const period = { from: startOf("2026-11-10"), to: startOf("2026-11-12") };
  const shown = await whole<Overview>(`/api/overview?from=${period.from}&to=${period.to}`);
  const { points } = await (await openFolder(folder)).points("reports_detail");
  const expected = points && summary(points, period);
  expect(shown.figures.totals.traffic.value).toBe(Number(expected?.totals.traffic.value));
  expect(shown.figures.hitRatio.requests.value).toBe(0.5);
  const peak = expected?.peaks.traffic.value;
  expect(shown.lines.peak.value).toEqual({
    bitsPerSecond: Number(peak && toDecimal(peak.rate, 6)),
    at: peak?.at.getTime(),
    interval: 300,
  });
  const sum = (values: readonly (number | string | null)[]) =>
    values.reduce<number>((all, one) => all + Number(one), 0);
  expect(sum(shown.totals.traffic)).toBe(shown.figures.totals.traffic.value);
  expect(Math.max(...shown.totals.bandwidth.map(Number))).toBeCloseTo(shown.lines.peak.value?.bitsPerSecond ?? 0, 3);
  expect(shown.lines.percentile95.value?.bitsPerSecond).toBeLessThan(shown.lines.peak.value?.bitsPerSecond ?? 0);
  expect(shown).toMatchObject({ isPartial: false, gaps: [], by: "domain", area: "mainland_china", provisional: 0 });
});

it("stacks domains, largest first, and adds up the others", async () => {
  const { whole } = await testConsole({ folder: folderWith([dayOf(10)]) });
  const { series, totals, bucket, starts } = await whole<Overview>("/api/overview?series=2&bucket=hour");
  expect([bucket, starts.length]).toEqual(["hour", 24]);
  expect(series.map(({ key, count }) => [key, count])).toEqual([
    ["c.example.com", undefined],
    ["b.example.com", undefined],
    [null, 1],
  ]);
  for (const [i, total] of totals.traffic.entries())
    expect(series.reduce((sum, { traffic }) => sum + Number(traffic?.[i]), 0)).toBe(total);
});

it("chooses the shortest bucket that fits, and none that the data doesn't have", async () => {
  const { whole } = await testConsole({ folder: folderWith([dayOf(10), dayOf(11), dayOf(12)]) });
  const bucketOf = async (query: string) => (await whole<Overview>(`/api/overview?${query}`)).bucket;
  expect(await bucketOf("points=864")).toBe("5min");
  expect(await bucketOf("points=863")).toBe("hour");
  expect(await bucketOf("points=3")).toBe("day");
  expect(await bucketOf("bucket=month")).toBe("month");
  const hourly = { ...dayOf(10), interval: 3600, csv: pointsCsv("2026-11-10", "2026-11-11", DOMAINS, bytesAt, 3600) };
  const other = await testConsole({ folder: folderWith([hourly]) });
  const { bucket, lines, previous } = await other.whole<Overview>("/api/overview?bucket=5min");
  expect(bucket).toBe("hour");
  expect(lines.percentile95.reason?.en).toContain("3600 seconds apart");
  expect(previous.reason).toEqual({
    en: expect.stringContaining("No export has"),
    zh: expect.stringContaining("没有"),
  });
});

it("filters by domain, and compares with the period before", async () => {
  const { whole } = await testConsole({ folder: folderWith([dayOf(10), dayOf(11)]) });
  const from = startOf("2026-11-11");
  const shown = await whole<Overview>(`/api/overview?from=${from}&to=${from + 86_400_000}&domains=a.example.com`);
  expect(shown.series.map(({ key }) => key)).toEqual(["a.example.com"]);
  expect(shown.previous.value).toMatchObject({
    from: startOf("2026-11-10"),
    growth: { traffic: { value: { difference: 0, percent: { value: "0.00" } } } },
  });
});

it("lists gaps, also those of a domain that only the query names", async () => {
  const { whole } = await testConsole({
    folder: folderWith([{ ...dayOf(10), domains: [...DOMAINS, "d.example.com"] }]),
  });
  const { gaps, figures } = await whole<Overview>("/api/overview");
  expect(gaps).toMatchObject([{ domain: "d.example.com", cause: "absent", points: 288 }]);
  expect(figures.points).toEqual({ present: 3 * 288, zero: 0, missing: 288 });
});

it("shows rows of single domains, not the sum of the same traffic that is in the folder, too", async () => {
  const sum: TestWindow = {
    domains: "all",
    interval: 300,
    from: "2026-11-10",
    to: "2026-11-11",
    csv: pointsCsv("2026-11-10", "2026-11-11", [""], () => 5_000_000),
  };
  const { whole } = await testConsole({ folder: folderWith([sum, dayOf(10)]) });
  const { series } = await whole<Overview>("/api/overview");
  expect(series.map(({ key }) => key)).toEqual(["c.example.com", "b.example.com", "a.example.com"]);
  const alone = await testConsole({ folder: folderWith([sum]) });
  expect(await alone.whole<Overview>("/api/overview")).toMatchObject({ by: "none", series: [{ key: "" }] });
});

it("refuses parameters that mean nothing, in both languages", async () => {
  const { get } = await testConsole({ folder: folderWith([dayOf(10)]) });
  for (const query of ["from=x", "from=5&to=4", "bucket=year", "by=city", "points=-1", "area=moon"]) {
    const response = await get(`/api/overview?${query}`);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error.message.zh).toMatch(/\p{Script=Han}/u);
  }
  const none = await get("/api/overview?domains=other.example.com");
  expect(none.status).toBe(404);
  expect((await none.json()).error.advice.en).toContain("Choose another period");
});

it("adds up top lists of days, with the shares of the lists", async () => {
  const list = (day: number, csv: string): TestWindow => ({ ...topOf(day), csv });
  const windows = [list(10, "URL,Requests\n/a,10\n/b,5\n"), list(11, "URL,Requests\n/a,20\n<b>,5\n")];
  const { whole, get } = await testConsole({ folder: folderWith([dayOf(10), dayOf(11), ...windows]) });
  const { lists } = await whole<Tops>("/api/tops?count=1");
  expect(lists).toHaveLength(1);
  expect(lists[0]).toMatchObject({
    action: "top_url_detail",
    measure: "requests",
    lists: 2,
    top: { value: { items: [{ key: "/a", value: 30, percent: "75.00" }], rest: { groups: 2, value: 10 }, total: 40 } },
  });
  const csv = await (await get("/api/tops.csv")).text();
  expect(csv.split("\r\n")[0]).toBe("action,rank,name,measure,value,percent");
});

it("exports what it shows as csv that a spreadsheet doesn't run", async () => {
  const evil = `URL,Requests\n"=HYPERLINK(""http://evil.example.com"")",10\n`;
  const { get } = await testConsole({
    folder: folderWith([dayOf(10), { ...topOf(10), csv: evil }]),
  });
  const tops = await get("/api/tops.csv");
  expect(tops.headers.get("content-disposition")).toBe('attachment; filename="tops.csv"');
  expect(await tops.text()).toContain(`"'=HYPERLINK`);
  const lines = (await (await get("/api/overview.csv?bucket=hour")).text()).trim().split("\r\n");
  expect(lines).toHaveLength(1 + 24 * 3);
  expect(lines[1]).toMatch(/^2026-11-10 00:00,c\.example\.com,\d+,120$/);
});

it("says what the folder has", async () => {
  const { whole, read } = await testConsole({ folder: folderWith([dayOf(10), dayOf(11)]) });
  await whole("/api/overview");
  expect(await read<Folder>("/api/folder")).toMatchObject({
    state: "ready",
    mode: "folder",
    jobsOff: { en: "off" },
    progress: { files: 2, ofFiles: 2, readFrom: startOf("2026-11-10") },
    data: [{ action: "reports_detail", areas: ["mainland_china"], domains: DOMAINS, interval: 300, files: 2 }],
    months: ["2026-11"],
    problems: [],
  });
});
