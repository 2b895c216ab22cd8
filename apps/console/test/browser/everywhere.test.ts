// What holds in every view: accessibility, both languages, both themes, keyboard and phone.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, inject, test } from "vitest";
import { textOf } from "./figures.ts";
import { settled, useConsole } from "./open.ts";

const { from } = inject("data");
const { open } = useConsole();
const month = from.slice(0, 7);
const VIEWS = [
  "/overview",
  "/overview?measure=bandwidth",
  `/completeness?action=reports_detail&day=${from}`,
  "/jobs",
  "/jobs/new",
  "/jobs/files",
  `/bill/${month}`,
];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The bill of a month that isn't whole has no figures: the server says why. */
const allow = /status of 4\d\d/;

/** The serious findings of axe. The policy of the page forbids scripts in it, so this one comes from the debugger. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run(document));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

interface Axe {
  axe: { run: (root: Document) => Promise<AxeResults> };
}

describe.each(VIEWS)("%s", (view) => {
  test("has no serious finding of axe, light and dark", async () => {
    const page = await open(view, { colorScheme: "light", allow });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel("Theme").selectOption("dark");
    expect(await seriousFindings(page)).toEqual([]);
  });

  test("is in Chinese if the browser prefers it", async () => {
    const page = await open(view, { locale: "zh-CN", allow });
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await textOf(page.getByRole("navigation").first())).toContain("概览");
    expect(await textOf(page.locator("footer"))).toContain("所有时间均为 GMT+8");
  });

  test("fits a phone", async () => {
    const page = await open(view, { viewport: { width: 375, height: 750 }, hasTouch: true, isMobile: true, allow });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(375);
  });
});

test("the theme follows the system until one is chosen, and the choice stays", async () => {
  const page = await open("/overview", { colorScheme: "dark" });
  const shown = () => page.locator("html").getAttribute("data-theme");
  expect(await shown()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(shown).toBe("light");
  await page.getByLabel("Theme").selectOption("dark");
  expect(await shown()).toBe("dark");
  await page.reload();
  expect(await shown()).toBe("dark");
});

test("the keyboard alone goes from the overview to a job", async () => {
  const page = await open("/overview");
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      return { text: element?.textContent ?? "", outline: element ? getComputedStyle(element).outlineStyle : "" };
    });
  const tabTo = async (text: string) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const { text: found, outline } = await focused();
      if (!found.startsWith(text)) continue;
      // The focus is visible.
      expect(outline).toBe("solid");
      return;
    }
    throw new Error(`Tab doesn't reach ${text}`);
  };
  await page.keyboard.press("Tab");
  expect((await focused()).text).toBe("Skip to content");
  await tabTo("Jobs");
  await page.keyboard.press("Enter");
  await tabTo("New export");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "HTTP" }).waitFor();
  await settled(page);
  await tabTo("Export");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/jobs\/(?!new)[^/]+$/);
});

test("the page of an unknown address says that there is no such view", async () => {
  const page = await open("/nonsense");
  expect(await textOf(page.locator("main"))).toContain("There is no such view.");
});
