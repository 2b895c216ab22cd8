import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { fewestPixels, textOf } from "./figures.ts";
import { settled, useConsole } from "./open.ts";

const { from, to } = inject("data");
const { open } = useConsole();

const code = (page: Page, name: string) => page.getByRole("region", { name });

async function previewed(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "HTTP" }).waitFor();
  await settled(page);
}

test("a job runs from the form to its rows and to the chart", async () => {
  // The day after the last one of the folder.
  const start = Date.parse(`${to}T00:00:00+08:00`);
  const body = { action: "reports_detail", domain_name: "www.example.com,img.example.com,video.example.com" };
  const query = new URLSearchParams({
    ...body,
    ...{ start_time: String(start), end_time: String(start + 86_400_000), interval: "300", group_by: "domain" },
    language: "en",
  });
  const before = await open(`/overview?from=${to}&to=${to}T12:00`, { allow: /40\d|422/ });
  await before.locator(".problem").waitFor();
  expect(await fewestPixels(before, ["series-1"])).toBe(0);
  const page = await open(`/jobs/new?${query}`);
  await previewed(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.waitForURL(/\/jobs\/(?!new)/);
  await expect.poll(() => textOf(page.locator(".job-state").first()), { timeout: 40_000 }).toBe("done");
  await page.getByRole("table").waitFor();
  expect(await page.locator(".data-table tbody tr").count()).toBeGreaterThan(5);
  const calls = page.locator(".exchange");
  await calls.first().waitFor();
  const summaries = await calls.locator("summary").allTextContents();
  expect(summaries.some((text) => text.startsWith("POST /v1/cdn/statistics/export-tasks200"))).toBe(true);
  const chart = await open(`/overview?from=${to}&to=${to}T12:00`);
  await expect.poll(() => fewestPixels(chart, ["series-1"])).toBeGreaterThan(300);
});

test("a job stops, is still there when the page is opened again, and resumes", async () => {
  const start = Date.parse(`${from}T00:00:00+08:00`);
  const query = new URLSearchParams({
    ...{ action: "uv", domain_name: "www.example.com", language: "en" },
    ...{ start_time: String(start), end_time: String(start + 86_400_000) },
  });
  const page = await open(`/jobs/new?${query}`);
  await previewed(page);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => textOf(page.locator(".job-state").first()), { timeout: 20_000 }).toBe("stopped");
  const again = await open(new URL(page.url()).pathname);
  await again.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => textOf(again.locator(".job-state").first()), { timeout: 40_000 }).toBe("done");
});

describe("the form", () => {
  test("has the fields of the spec, with values in English and Chinese", async () => {
    const page = await open("/jobs/new");
    expect(await page.locator(".field > label code").allTextContents()).toEqual(
      expect.arrayContaining(["action", "domain_name", "start_time", "end_time", "interval", "country", "isp"]),
    );
    expect(
      await page
        .getByLabel(/action/)
        .locator("option")
        .allTextContents(),
    ).toContain("top URLs (top_url_detail)");
    const chinese = await open("/jobs/new", { locale: "zh-CN" });
    expect(await chinese.locator("#field-action option").allTextContents()).toContain("热门 URL (top_url_detail)");
  });

  test("says beside the field what is wrong, and then can't be sent", async () => {
    const page = await open("/jobs/new");
    await previewed(page);
    await page.locator("#field-end_time").fill(`${from}T00:00`);
    await page.locator("#field-start_time").fill(`${to}T00:00`);
    const finding = page.locator(".field", { has: page.locator("#field-start_time") }).locator(".finding.error");
    await finding.waitFor();
    expect(await textOf(finding)).toContain("begin before it ends");
    expect(await page.locator("#field-start_time").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByRole("button", { name: "Export", exact: true }).isDisabled()).toBe(true);
  });

  test("keeps its query in the address", async () => {
    const page = await open("/jobs/new");
    await previewed(page);
    await page.locator("#field-action").selectOption("uv");
    await expect.poll(() => new URL(page.url()).searchParams.get("action")).toBe("uv");
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await again.locator("#field-action").inputValue()).toBe("uv");
  });
});

describe("the request", () => {
  test("has body, headers, canonical request and string to sign, and its keys are masked", async () => {
    const page = await open("/jobs/new");
    await previewed(page);
    const http = await textOf(code(page, "Signed request"));
    expect(http).toContain("POST ");
    expect(http).toMatch(/Authorization: SDK-HMAC-SHA256 Access=/i);
    expect(http).toContain('"action"');
    expect(http).not.toContain("EMULATORDEMOAK000001");
    await page.getByRole("tab", { name: "Signature" }).click();
    expect(await textOf(code(page, "Canonical request"))).toContain("/v1/cdn/statistics/export-tasks/");
    expect(await textOf(code(page, "String to sign"))).toMatch(/^SDK-HMAC-SHA256 \d{8}T\d{6}Z [\da-f]{64}$/);
  });

  test.each(["TypeScript", "curl", "Python", "Java", "Go", "Node.js"])("has a program in %s", async (name) => {
    const page = await open("/jobs/new");
    await previewed(page);
    await page.getByRole("tab", { name, exact: true }).click();
    expect((await textOf(page.locator("#tab-panel pre").first())).length).toBeGreaterThan(100);
  });
});

test("the list of tasks is one call with its response", async () => {
  const page = await open("/jobs");
  await page.getByRole("button", { name: "List tasks" }).click();
  const exchange = page.locator(".exchange");
  await exchange.waitFor();
  const text = await textOf(exchange);
  expect(text).toContain("GET ");
  expect(text).toContain("HTTP 200");
  expect(text).not.toContain("EMULATORDEMOAK000001");
  // The query of a link is a signature, which lets anyone download the file.
  expect(text).not.toMatch(/"download_link": "[^"]*\?/);
});

describe("a saved file", () => {
  test("shows its rows, as they are in the file", async () => {
    const page = await open("/jobs/files");
    await page.getByRole("link", { name: new RegExp(`reports_detail/${from}`) }).click();
    const row = page.locator(".data-table tbody tr").first();
    await row.waitFor();
    expect(await row.locator("td").first().textContent()).toBe(`${from} 00:00`);
    await page.locator(".scroller").focus();
    await page.keyboard.press("End");
    await expect.poll(() => textOf(page.locator(".data-table .note"))).toMatch(/ to (\d+) of \1$/);
    await expect.poll(() => textOf(page.locator(".data-table tbody tr").last())).toContain(`${from} 23:55`);
  });

  test("is in the csv of the list", async () => {
    const page = await open("/jobs/files");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "csv", exact: true }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toContain(`reports_detail/${from}`);
  });
});
