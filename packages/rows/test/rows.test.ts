// Rows of the emulator's files: every action, language and format.
import { DEMO_CREDENTIALS, manualClock, startEmulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import { describe, expect, it } from "vitest";
import { type Row, rows, tables } from "../src/index.ts";
import { all } from "./all.ts";

const FORMATS = ["csv", "gzip", "zip", "xlsx"] as const;
const LANGUAGES = ["en", "zh"] as const;

const TRAFFIC = ["traffic", "bandwidth", "hitTraffic", "originTraffic"];
const REQUESTS = ["requests", "hitRequests", "status2xx", "status3xx", "status4xx", "status5xx"];
/** The keys of each file. The emulator writes headings in two languages. */
const KEYS = {
  reports_detail: ["time", "domain", ...TRAFFIC, ...REQUESTS],
  isp_detail: ["time", "domain", "isp", "traffic", "bandwidth", "requests"],
  uv: ["startTime", "endTime", "domain", "uniqueVisitors"],
  top_url_detail: ["rank", "domain", "url", "requests"],
  top_path_detail: ["rank", "domain", "path", "requests"],
  top_referer_detail: ["rank", "domain", "referer", "requests"],
  top_ua_detail: ["rank", "domain", "userAgent", "requests", "sharePercent"],
  top_ip_detail: ["rank", "domain", "clientIp", "requests", "sharePercent"],
};
type Action = keyof typeof KEYS;

const TIMES = ["time", "startTime", "endTime"];
const TEXTS = ["domain", "isp", "url", "path", "referer", "userAgent", "clientIp"];

const FROM = Date.parse("2026-11-10T00:00:00+08:00");
const QUERY = {
  domain_name: "www.example.com,img.example.com",
  start_time: FROM,
  end_time: FROM + 86_400_000,
  interval: 3600,
  group_by: "domain",
};

async function exported(
  query: { action: Action; language: (typeof LANGUAGES)[number] },
  format: (typeof FORMATS)[number],
) {
  const clock = manualClock(Date.parse("2026-11-20T00:00:00Z"));
  const cloud = await startEmulator({ port: false, clock, format, runMs: 0 });
  const signed = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now: () => clock.now() });
  const url = `${cloud.url}/v1/cdn/statistics/export-tasks`;
  const headers = { "content-type": "application/json" };
  await signed(url, { method: "POST", headers, body: JSON.stringify({ ...QUERY, ...query }) });
  cloud.advance(3_600_000);
  const { data } = (await (await signed(url)).json()) as { data: { download_link: string }[] };
  return (await cloud.fetch(String(data[0]?.download_link))).blob();
}

describe.each(Object.keys(KEYS) as Action[])("rows of %s", (action) => {
  it("are typed, have the same names in both languages, and are the same in every format", async () => {
    const found = new Map<string, Row[]>();
    for (const language of LANGUAGES) {
      for (const format of FORMATS) {
        const rowsOfFile = await all(rows(await exported({ action, language }, format)));
        found.set(`${language} ${format}`, rowsOfFile);
      }
    }
    const [first = []] = found.values();
    expect(first.length).toBeGreaterThan(1);
    for (const row of first) {
      expect(Object.keys(row)).toEqual(KEYS[action]);
      for (const [key, value] of Object.entries(row)) {
        if (TIMES.includes(key)) expect(value).toBeInstanceOf(Date);
        else expect(typeof value).toBe(TEXTS.includes(key) ? "string" : "number");
      }
    }
    // Names of carriers depend on the language. The share has two digits in csv.
    const comparable = (list: Row[] = []) =>
      list.map(({ isp: _, ...row }) =>
        row.sharePercent ? { ...row, sharePercent: row.sharePercent.toFixed(2) } : row,
      );
    for (const list of found.values()) expect(comparable(list)).toEqual(comparable(first));
  });
});

describe("rows of the emulator", () => {
  it("have their times as Dates", async () => {
    for (const format of FORMATS) {
      const [first, second] = await all(rows(await exported({ action: "reports_detail", language: "zh" }, format)));
      expect([first?.time, second?.time]).toEqual([new Date(FROM), new Date(FROM + 3_600_000)]);
    }
  });

  it("name their file in an archive and their sheet in a workbook", async () => {
    const places = [];
    for (const format of FORMATS) {
      for await (const { file, sheet, columns } of tables(await exported({ action: "uv", language: "zh" }, format)))
        places.push({ file, sheet, heading: columns[2]?.heading });
    }
    expect(places).toEqual([
      { file: undefined, sheet: undefined, heading: "域名" },
      { file: undefined, sheet: undefined, heading: "域名" },
      { file: "cdn_uv_20261110-20261111.csv", sheet: undefined, heading: "域名" },
      { file: undefined, sheet: "Sheet1", heading: "域名" },
    ]);
  });
});
