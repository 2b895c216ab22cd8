// Rows of the emulator's files, over the whole client: every action, language and format.
import { DEMO_CREDENTIALS, manualClock, startEmulator } from "@cdn-export/emulator";
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery } from "../../src/index.ts";
import { type Row, rows, tables } from "../../src/rows.ts";
import { all } from "./rows-all.ts";

const FORMATS = ["csv", "gzip", "zip", "xlsx"] as const;
const LANGUAGES = ["en", "zh"] as const;

const TRAFFIC = ["traffic", "bandwidth", "hitTraffic", "originTraffic"];
const REQUESTS = ["requests", "hitRequests", "status2xx", "status3xx", "status4xx", "status5xx"];
/** Which keys each file is to have; the emulator heads them in two languages. */
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
  domains: ["www.example.com", "img.example.com"],
  from: "2026-11-10",
  to: "2026-11-11",
  interval: 3600,
  groupBy: "domain",
} as const;

async function exported(query: Pick<ExportQuery, "action" | "language">, format: (typeof FORMATS)[number]) {
  const clock = manualClock(Date.parse("2026-11-20T00:00:00Z"));
  const cloud = await startEmulator({ port: false, clock, format });
  const sleep = async (ms: number) => cloud.advance(ms);
  const cdn = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: cloud.fetch,
    runtime: { now: () => clock.now(), random: () => 0, sleep },
  });
  return cdn.exportStatistics({ ...QUERY, ...query } as ExportQuery);
}

describe.each(Object.keys(KEYS) as Action[])("rows of %s", (action) => {
  it("are typed, named alike in both languages, and the same in every format", async () => {
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
    // Carriers have their names in each language; the share has two digits in csv.
    const comparable = (list: Row[] = []) =>
      list.map(({ isp: _, ...row }) =>
        row.sharePercent ? { ...row, sharePercent: row.sharePercent.toFixed(2) } : row,
      );
    for (const list of found.values()) expect(comparable(list)).toEqual(comparable(first));
  });
});

describe("rows of the emulator", () => {
  it("have their times as instants", async () => {
    for (const format of FORMATS) {
      const [first, second] = await all(rows(await exported({ action: "reports_detail", language: "zh" }, format)));
      expect([first?.time, second?.time]).toEqual([new Date(FROM), new Date(FROM + 3_600_000)]);
    }
  });

  it("know the file of an archive and the sheet of a workbook they come from", async () => {
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
