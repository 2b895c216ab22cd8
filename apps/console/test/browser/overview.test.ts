import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { fewestPixels, figureText, gmt8, grouped, pixelsOf, summaryOf, textOf, tipOf } from "./figures.ts";
import { settled, useConsole } from "./open.ts";

const { from, to } = inject("data");
const { folder, open } = useConsole();
const SERIES = ["series-1", "series-2", "series-3"];
const WHOLE = `from=${from}&to=${to}`;

const chartOf = (page: Page) => page.getByRole("application");
const paramsOf = (page: Page) => new URL(page.url()).searchParams;

/** Puts the cursor on the point at an index, with the keyboard. */
async function pointAt(page: Page, index: number) {
  await chartOf(page).press("Home");
  for (let i = 0; i < index; i++) await chartOf(page).press("ArrowRight");
  return tipOf(page);
}

describe("figures", () => {
  test("are those of summary --json, with their units", async () => {
    const { summary } = await summaryOf(folder, "--from", from, "--to", to);
    const page = await open(`/overview?${WHOLE}`);
    const { totals, peaks, hitRatio } = summary;
    const total = (name: string) => grouped(totals[name]?.value ?? Number.NaN);
    expect(await figureText(page, "Traffic")).toContain(`${total("traffic")} bytes`);
    expect(await figureText(page, "Origin traffic")).toContain(`${total("originTraffic")} bytes`);
    expect(await figureText(page, "Requests")).toContain(total("requests"));
    expect(await figureText(page, "Status 5xx")).toContain(total("status5xx"));
    expect(await figureText(page, "Hit ratio by requests")).toContain(
      `${(hitRatio.requests.value * 100).toFixed(2)} %`,
    );
    const peak = await figureText(page, "Peak bandwidth");
    expect(peak).toContain(`${(peaks.traffic.value.rate / 1e6).toFixed(1)} Mbit/s`);
    expect(peak).toContain(gmt8(peaks.traffic.value.at));
  });

  test("grow against the period before, as summary --compare computes it", async () => {
    const middle = new Date(Date.parse(`${to}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10);
    const { compared } = await summaryOf(folder, "--from", middle, "--to", to, "--compare", "previous");
    const percent = compared?.value.growth.traffic?.value.percent.value ?? Number.NaN;
    const page = await open("/overview");
    const text = `${percent > 0 ? "+" : ""}${percent.toFixed(1)} %`;
    expect(await figureText(page, "Traffic")).toContain(text);
    await expect.poll(() => textOf(page.getByText(/Changes are against/))).toContain(`to ${middle}`);
  });

  test("of status codes are those of summary --by status", async () => {
    const { by } = await summaryOf(folder, "--from", from, "--to", to, "--by", "status");
    const page = await open(`/overview?${WHOLE}`);
    const card = page.locator(".card", { has: page.getByRole("heading", { name: "Status codes" }) });
    const codes = by?.statusCodes?.value ?? [];
    expect(codes).toHaveLength(4);
    for (const { key, value } of codes)
      expect(await textOf(card.getByRole("row", { name: key }))).toContain(grouped(value));
  });
});

describe("the chart", () => {
  test("draws each series, and nothing where there are no data", async () => {
    const page = await open(`/overview?${WHOLE}`);
    await expect.poll(() => fewestPixels(page, SERIES)).toBeGreaterThan(300);
    const empty = await open("/overview?from=2020-01-01&to=2020-01-08", { allow: /404|422/ });
    await empty.locator(".problem").first().waitFor();
    expect(await pixelsOf(empty, SERIES)).toEqual([0, 0, 0]);
  });

  test.each(["bandwidth", "hits"])("draws %s as a line", async (measure) => {
    const page = await open(`/overview?${WHOLE}&measure=${measure}`);
    await expect.poll(() => fewestPixels(page, ["series-1"])).toBeGreaterThan(300);
  });

  test("draws the peak and the 95th percentile", async () => {
    const page = await open(`/overview?${WHOLE}`);
    await expect.poll(() => fewestPixels(page, ["peak", "percentile"])).toBeGreaterThan(200);
  });

  test("has the values of summary --by hour in its tips, exactly and with units", async () => {
    const { by } = await summaryOf(folder, "--from", from, "--to", to, "--by", "hour");
    const page = await open(`/overview?${WHOLE}&bucket=hour`);
    for (const index of [0, 7, 30]) {
      const group = by?.groups[index];
      const { time, rows } = await pointAt(page, index);
      expect(time).toBe(`${group?.key} GMT+8`);
      const bytes = group?.totals.traffic?.value ?? Number.NaN;
      expect(rows.at(-1)).toEqual(["Total", `${(bytes / 1e9).toFixed(1)} GB`, `${grouped(bytes)} bytes`]);
      expect(rows).toHaveLength(4);
    }
  });

  test("has an axis that fits: the highest hour is as high as its value", async () => {
    const { by } = await summaryOf(folder, "--from", from, "--to", to, "--by", "hour");
    const highest = Math.max(...(by?.groups.map(({ totals }) => totals.traffic?.value ?? 0) ?? []));
    const page = await open(`/overview?${WHOLE}&bucket=hour&by=none`);
    await page.locator(".uplot[data-max]").waitFor();
    const { max, share } = await page.evaluate(() => {
      const plot = document.querySelector<HTMLElement>(".plot");
      const canvas = plot?.querySelector("canvas");
      const over = plot?.querySelector<HTMLElement>(".u-over");
      const context = canvas?.getContext("2d");
      if (!plot || !canvas || !over || !context) throw new Error("no chart");
      const hex = getComputedStyle(document.documentElement).getPropertyValue("--series-1").trim();
      const color = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const isSeries = (at: number) => color.every((value, i) => Math.abs((data[at + i] ?? 0) - value) < 6);
      const first = Array.from({ length: canvas.width * canvas.height }, (_, i) => i).find(
        (i) => (data[i * 4 + 3] ?? 0) > 150 && isSeries(i * 4),
      );
      const y = Math.floor((first ?? 0) / canvas.width) / devicePixelRatio;
      const [top, height] = [over.offsetTop, over.offsetHeight];
      return { max: Number(plot.querySelector<HTMLElement>(".uplot")?.dataset.max), share: 1 - (y - top) / height };
    });
    expect(share * max).toBeGreaterThan(highest * 0.97);
    expect(share * max).toBeLessThan(highest * 1.03);
  });

  test("hides a series by a click on its name", async () => {
    const page = await open(`/overview?${WHOLE}`);
    await expect.poll(() => fewestPixels(page, SERIES)).toBeGreaterThan(0);
    await page.locator(".legend").getByRole("button", { name: "www.example.com" }).click();
    await expect.poll(() => fewestPixels(page, ["series-1"])).toBe(0);
    await expect.poll(() => fewestPixels(page, ["series-2", "series-3"])).toBeGreaterThan(0);
  });
});

describe("the address", () => {
  test("changes with a zoom by dragging, and the back button returns", async () => {
    const page = await open(`/overview?${WHOLE}`);
    const whole = await figureText(page, "Traffic");
    const box = await page.locator(".u-over").boundingBox();
    if (box === null) throw new Error("no chart");
    await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => paramsOf(page).get("from")).not.toBe(from);
    await settled(page);
    await expect.poll(() => figureText(page, "Traffic")).not.toBe(whole);
    const zoomed = await figureText(page, "Traffic");
    const url = page.url();
    await page.goBack();
    await settled(page);
    expect(paramsOf(page).get("from")).toBe(from);
    await expect.poll(() => figureText(page, "Traffic")).toBe(whole);
    const bookmarked = await open(new URL(url).pathname + new URL(url).search);
    expect(await figureText(bookmarked, "Traffic")).toBe(zoomed);
  });

  test("zooms to five minutes and to months by buttons", async () => {
    const page = await open(`/overview?from=${from}T20:00&to=${from}T20:20`);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await settled(page);
    expect(await page.getByRole("heading", { name: /Traffic per 5 minutes/ }).isVisible()).toBe(true);
    for (let i = 0; i < 14; i++) await page.getByRole("button", { name: "Zoom out" }).click();
    await settled(page);
    expect(await page.getByRole("heading", { name: /Traffic per (hour|day)/ }).isVisible()).toBe(true);
  });

  test("has the domains that are selected, and the figures are theirs", async () => {
    const { by } = await summaryOf(folder, "--from", from, "--to", to, "--by", "domain");
    const page = await open(`/overview?${WHOLE}`);
    await page.getByText("Domains all").click();
    await page.getByRole("checkbox", { name: "img.example.com" }).check();
    await settled(page);
    expect(paramsOf(page).get("domains")).toBe("img.example.com");
    const bytes = by?.groups.find(({ key }) => key === "img.example.com")?.totals.traffic?.value ?? Number.NaN;
    await expect.poll(() => figureText(page, "Traffic")).toContain(`${grouped(bytes)} bytes`);
    await page.goBack();
    await expect.poll(() => figureText(page, "Traffic")).not.toContain(`${grouped(bytes)} bytes`);
  });

  test.each(["carrier", "status"])("has what is stacked: %s", async (by) => {
    const page = await open(`/overview?${WHOLE}`);
    await page.getByLabel("Stacked by").selectOption(by);
    await settled(page);
    expect(paramsOf(page).get("by")).toBe(by);
    const colors = by === "status" ? ["status-2xx"] : SERIES;
    await expect.poll(() => fewestPixels(page, colors)).toBeGreaterThan(100);
  });

  test("of the peak is the hour around it, with the top URLs of its day", async () => {
    const page = await open(`/overview?${WHOLE}`);
    await page.locator(".figure", { hasText: "Peak bandwidth" }).getByRole("link").click();
    await settled(page);
    expect(await page.getByRole("heading", { name: "Traffic per 5 minutes" }).isVisible()).toBe(true);
    const day = paramsOf(page).get("from")?.slice(0, 10);
    const card = page.locator(".card", { has: page.getByRole("heading", { name: "Top URLs" }) });
    await expect.poll(() => textOf(card)).toContain(`${day} to `);
    expect(await card.locator("tbody tr").count()).toBeGreaterThan(5);
  });
});

test("csv has what the chart shows", async () => {
  const page = await open(`/overview?${WHOLE}&bucket=day`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".card.time").getByRole("link", { name: "csv" }).click(),
  ]);
  const lines = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toBe("time (GMT+8),domain,traffic (byte),requests");
  // Each of three domains on each of 14 days.
  expect(lines).toHaveLength(1 + 3 * 14);
  expect(lines[1]).toContain(from);
});

test("the top lists are sorted, and one of them can be selected", async () => {
  const page = await open(`/overview?${WHOLE}`);
  await page.getByLabel("Top lists").selectOption({ label: "top URLs" });
  await settled(page);
  expect(paramsOf(page).get("top")).toBe("top_url_detail");
  const values = await page
    .getByRole("table", { name: "Top URLs" })
    .locator("tbody tr:not(.rest) td:nth-child(2)")
    .allTextContents();
  const numbers = values.map((text) => Number(text.replaceAll(",", "")));
  expect(numbers).toHaveLength(10);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
});
