import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { fewestPixels, textOf } from "./figures.ts";
import { useConsole } from "./open.ts";
import { cli } from "./programs.ts";

const { folder: billed, month } = inject("bill");
const { folder, open } = useConsole({ fill: (copy) => cpSync(billed, copy, { recursive: true }), args: [] });
const CARD = ".card:has(table.list)";

interface Amount {
  value: { raw: number; withOverhead: number };
}

interface BillJson {
  bill: {
    areas: {
      mainland_china: {
        traffic: Amount;
        averageDailyPeak: Amount;
        percentile95: { value: { billable: Amount["value"] } };
      };
    };
  };
  costs: { mainland_china: { value: { unit: string; amount: Amount["value"] }[] }[] };
}

const billOf = async (...args: string[]): Promise<BillJson> =>
  JSON.parse(await cli(["bill", month, folder, "--json", ...args]).catch(({ stdout }) => stdout as string));
/** `1,234.5678` */
const decimals = (value: number, count: number) =>
  value.toLocaleString("en-US", { minimumFractionDigits: count, maximumFractionDigits: count });

test("the modes are those of bill --json, raw and x 1.10, with their units", async () => {
  const { traffic, averageDailyPeak, percentile95 } = (await billOf()).bill.areas.mainland_china;
  const page = await open(`/bill/${month}`);
  const card = page.locator(CARD).first();
  await card.waitFor();
  const rows = await card.locator("table.list").first().locator("tbody tr").allTextContents();
  const line = (amount: Amount["value"], size: number, unit: string) =>
    `${decimals(amount.raw / size, 4)}${decimals(amount.withOverhead / size, 4)}${unit}`;
  expect(rows.some((text) => text.endsWith(line(traffic.value, 1e9, "GB (1000³)")))).toBe(true);
  expect(rows.some((text) => text.endsWith(line(traffic.value, 1024 ** 3, "GB (1024³)")))).toBe(true);
  expect(rows.some((text) => text.endsWith(line(percentile95.value.billable, 1e6, "Mbit/s")))).toBe(true);
  expect(rows.some((text) => text.endsWith(line(averageDailyPeak.value, 1e6, "Mbit/s")))).toBe(true);
});

test("the peaks of the days are drawn", async () => {
  const page = await open(`/bill/${month}`);
  await page.getByRole("application").waitFor();
  await expect.poll(() => fewestPixels(page, ["series-1"])).toBeGreaterThan(300);
});

test("a price has a cost, and an invoice is compared with it", async () => {
  const [cost] = (await billOf("--price", "traffic=0.15/GB")).costs.mainland_china;
  const amount = decimals(cost?.value[0]?.amount.withOverhead ?? Number.NaN, 2);
  const page = await open(`/bill/${month}`);
  await page.getByLabel("Prices").fill("traffic=0.15/GB");
  await page.getByLabel("Prices").press("Enter");
  await page.getByLabel("Invoice").fill(amount.replaceAll(",", ""));
  await page.getByLabel("Invoice").press("Enter");
  const invoice = page.locator(".card", { has: page.getByRole("heading", { name: /^Invoice: / }) });
  await invoice.waitFor();
  expect(await textOf(invoice)).toContain(amount);
  expect(await textOf(invoice.locator("td.good").first())).toBe("yes");
  expect(new URL(page.url()).searchParams.get("prices")).toBe("traffic=0.15/GB");
});

test("a wrong price is refused with what to write", async () => {
  const page = await open(`/bill/${month}?prices=free`, { allow: /status of 4\d\d/ });
  await page.locator(".problem").waitFor();
  expect(await textOf(page.locator(".problem"))).toContain("free");
});

test("a file of customers divides the figures", async () => {
  const page = await open(`/bill/${month}`);
  const path = join(folder, "..", "customers.csv");
  writeFileSync(path, "domain,customer\nwww.example.com,Alpha\nimg.example.com,Beta\nvideo.example.com,Beta\n");
  await page.getByLabel("Customers").setInputFiles(path);
  const table = page.locator("table", { has: page.getByRole("columnheader", { name: "Customer" }) });
  await table.waitFor();
  expect(await table.locator("tbody th").allTextContents()).toEqual(expect.arrayContaining(["Alpha", "Beta"]));
});

test("prints without buttons and forms, in the light theme", async () => {
  const page = await open(`/bill/${month}`, { colorScheme: "dark" });
  await page.locator(CARD).first().waitFor();
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".top", ".filters"]) expect(await page.locator(hidden).isVisible()).toBe(false);
  await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("light");
});
