import { gunzipSync } from "node:zlib";
import { ACTIONS } from "@cdn-export/api/values";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { DAY_MS } from "../src/base/constants.ts";
import { DAY, testCloud } from "./helpers.ts";

const query = { action: "reports_detail", language: "en", ...DAY };
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

async function download(body: unknown, options = {}): Promise<{ bytes: Uint8Array; headers: Headers }> {
  const { cloud, link } = await testCloud(options);
  const response = await cloud.fetch(await link(body));
  return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

/** The cells of a sheet, as strings. */
function cells(sheet: string): string[][] {
  return [...sheet.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<(?:v|t)(?: [^>]*)?>([^<]*)</g)].map(([, value = ""]) =>
      value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    ),
  );
}

test("the default format is a workbook", async () => {
  const { bytes, headers } = await download(query, { format: undefined });
  expect(headers.get("content-type")).toContain("spreadsheetml.sheet");
  expect(headers.get("content-disposition")).toMatch(/\.xlsx"$/);
  expect(Object.keys(unzipSync(bytes)).sort()).toEqual([
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
  ]);
});

describe.each(ACTIONS)("%s", (action) => {
  test("has the same rows as a workbook, as CSV and compressed", async () => {
    const body = { action, ...DAY, interval: 3600, language: "zh" };
    const [csv, gzip, zip, xlsx] = await Promise.all(
      ["csv", "gzip", "zip", "xlsx"].map(async (format) => (await download(body, { format })).bytes),
    );
    expect(gunzipSync(gzip ?? new Uint8Array())).toEqual(Buffer.from(csv ?? []));
    const packed = unzipSync(zip ?? new Uint8Array());
    expect(Object.keys(packed)).toEqual([`cdn_${action}_20261107-20261108.csv`]);
    expect(Object.values(packed)[0]).toEqual(csv);
    const sheet = cells(text(unzipSync(xlsx ?? new Uint8Array())["xl/worksheets/sheet1.xml"]));
    const lines = text(csv).split("\r\n").slice(0, -1);
    expect(sheet).toHaveLength(lines.length);
    expect(sheet[0]?.join()).toBe(lines[0]);
    // Numbers are unchanged. Dates are days since 1899-12-30.
    const [cell = "", line = ""] = [sheet.at(-1)?.at(-1), lines.at(-1)?.split(",").at(-1)];
    expect(cell).toBe(line);
    if (action === "uv") expect(Number(sheet[1]?.[0])).toBe(46333);
  });
});

describe.each(["csv", "gzip", "zip", "xlsx"] as const)("%s", (format) => {
  test("has the same bytes each time, for every task with the same query", async () => {
    const { cloud, link } = await testCloud({ format });
    const [first, second] = [await link(query), await link(query)];
    const bytes = async (url: string) => Buffer.from(await (await cloud.fetch(url)).arrayBuffer());
    expect(await bytes(first)).toEqual(await bytes(second));
    expect(await bytes(first)).toEqual(Buffer.from((await download(query, { format })).bytes));
  });

  test("supports ranges, also if it is too large for the cache", async () => {
    const year = {
      action: "isp_detail",
      interval: 3600,
      start_time: DAY.start_time - 80 * DAY_MS,
      end_time: DAY.end_time,
    };
    const { cloud, link } = await testCloud({ format });
    const url = await link({ ...year, group_by: "domain" });
    const whole = Buffer.from(await (await cloud.fetch(url)).arrayBuffer());
    const size = whole.length;
    if (format === "csv") expect(size).toBeGreaterThan(2 * 1024 * 1024);
    for (const [start, end] of [
      [0, 10],
      [size - 10, size],
      [size >> 1, (size >> 1) + 100_000],
      [123_457, size],
    ] as const) {
      const response = await cloud.fetch(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      expect(response.status).toBe(206);
      expect(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true);
    }
  });
});

test("an archive depends on no clock and no time zone", async () => {
  const { bytes } = await download(query, { format: "zip" });
  // MS-DOS date and time of the first entry: 1980-01-01 00:00.
  expect([...bytes.subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
});

test("the cells of a workbook have references", async () => {
  const { bytes } = await download(query, { format: "xlsx" });
  const sheet = text(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);
  expect(sheet).toMatch(/<row r="1"><c r="A1" [^>]*>.*<c r="B1" .*<row r="2"><c r="A2" s="1"><v>46333<\/v>/);
  expect(sheet).toContain('<row r="289">');
});

test("workbooks escape XML", async () => {
  const { bytes } = await download({ action: "top_ua_detail", language: "en", ...DAY }, { format: "xlsx" });
  const sheet = text(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);
  expect(sheet).toContain("model=&quot;E-55, 4K&quot;");
  expect(sheet).not.toMatch(/&(?!amp;|quot;|lt;|gt;)/);
});

test("fileBytes sets the exact size, with the usual start and with ranges", async () => {
  const fileBytes = 3_000_001;
  const { cloud, link } = await testCloud({ fileBytes });
  const url = await link(query);
  const response = await cloud.fetch(url);
  expect(response.headers.get("content-length")).toBe(String(fileBytes));
  const whole = Buffer.from(await response.arrayBuffer());
  expect(whole).toHaveLength(fileBytes);
  const { bytes: usual } = await download(query);
  expect(whole.subarray(0, usual.length)).toEqual(Buffer.from(usual));
  for (const [start, end] of [
    [0, 20],
    [700_001, 1_500_000],
    [fileBytes - 5, fileBytes],
  ] as const) {
    const part = await cloud.fetch(url, { headers: { range: `bytes=${start}-${end - 1}` } });
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(start, end))).toBe(true);
  }
});

test("fileBytes needs CSV, and can be less than the headings", async () => {
  await expect(testCloud({ fileBytes: 1, format: "xlsx" })).rejects.toThrow('fileBytes needs format: "csv"');
  expect((await download(query, { fileBytes: 5 })).bytes).toHaveLength(5);
});

test("a chunked file has no length and no ranges", async () => {
  const { cloud, link } = await testCloud({ transfer: "chunked" });
  const url = await link(query);
  const response = await cloud.fetch(url, { headers: { range: "bytes=1-2" } });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBeNull();
  expect(response.headers.get("accept-ranges")).toBe("none");
  expect(await response.text()).toBe(text((await download(query)).bytes));
  expect((await cloud.fetch(url, { method: "HEAD" })).headers.get("content-length")).toBeNull();
});

test("concurrent downloads share the same work", async () => {
  const { cloud, link } = await testCloud();
  const url = await link({ action: "top_path_detail", ...DAY });
  const sizes = await Promise.all(
    [1, 2, 3].map(async () => (await cloud.fetch(url, { method: "HEAD" })).headers.get("content-length")),
  );
  expect(new Set(sizes).size).toBe(1);
});
