import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, inject, test } from "vitest";
import { textOf } from "./figures.ts";
import { settled, useConsole } from "./open.ts";
import { cli } from "./programs.ts";

const { from } = inject("data");
const { folder, open } = useConsole();

interface Status {
  lastCompleteDay: string;
  windows: { action: string; from: string; state: string }[];
}

const calendarOf = (page: Page, name: string) => page.getByRole("region", { name });
const dayOf = (page: Page, name: string, day: string) =>
  calendarOf(page, name).getByRole("button", { name: new RegExp(`^${day}: `) });

beforeAll(() => {
  // A file that somebody has deleted.
  rmSync(join(folder, "top_url_detail", from), { recursive: true, force: true });
});

test("the calendar has the states that status --json has", async () => {
  const page = await open("/completeness");
  const text = await cli(["status", folder, "--json", "--from", from, "--to", "yesterday"]).catch(
    ({ stdout }) => stdout as string,
  );
  const { windows, lastCompleteDay }: Status = JSON.parse(text);
  expect(await textOf(page.getByRole("heading", { level: 2 }))).toBe(`Complete up to ${lastCompleteDay}`);
  expect(windows.length).toBeGreaterThan(90);
  const names: Record<string, string> = {
    reports_detail: "Basic CDR data",
    isp_detail: "Carrier data",
    top_url_detail: "Top URLs",
    top_ip_detail: "Top client IPs",
  };
  for (const { action, from: start, state } of windows.filter(({ action }) => action in names)) {
    const day = new Date(Date.parse(start) + 8 * 3_600_000).toISOString().slice(0, 10);
    const label = await dayOf(page, names[action] ?? "", day).getAttribute("aria-label");
    expect(label).toMatch(new RegExp(`^${day}: ${state}`));
  }
});

test("a click on a missing day says why, exports it with live progress, and the day is done", async () => {
  const page = await open("/completeness");
  const day = dayOf(page, "Top URLs", from);
  expect(await day.getAttribute("aria-label")).toContain("missing");
  await day.click();
  const panel = page.locator(".day-panel");
  await panel.locator(".job-progress").waitFor();
  await expect.poll(() => textOf(panel.locator(".job-state")), { timeout: 30_000 }).toBe("done");
  await expect.poll(() => day.getAttribute("aria-label"), { timeout: 10_000 }).toMatch(/: (done|restated)/);
  expect(new URL(page.url()).searchParams.get("day")).toBe(from);
});

test("a click on a day that is done exports nothing", async () => {
  const page = await open("/completeness");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await dayOf(page, "Basic CDR data", from).click();
  await page.locator(".day-panel").waitFor();
  await settled(page);
  expect(requests).not.toContain("POST /api/jobs");
});

test("arrow keys move between days, and Enter chooses one", async () => {
  const page = await open("/completeness");
  const calendar = calendarOf(page, "Basic CDR data");
  await calendar.locator("button[tabindex='0']").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  const expected = new Date(Date.parse(`${from}T00:00:00Z`) + 8 * 86_400_000).toISOString().slice(0, 10);
  expect(label).toMatch(new RegExp(`^${expected}: `));
  await page.keyboard.press("Enter");
  expect(await textOf(page.locator(".day-panel h4"))).toContain(expected);
});
