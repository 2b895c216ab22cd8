// `npm run test:browser -- --pictures`: writes the pictures of the documents into docs/images/, from the data of the demo.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launch } from "./launch.ts";
import { startDemo } from "./programs.ts";
import { smallPng } from "./small-png.ts";

const IMAGES = join(import.meta.dirname, "../../../../docs/images");
/** Larger pictures make the repository slow to clone. */
const MAX_BYTES = 150_000;

interface Picture extends BrowserContextOptions {
  name: string;
  path: string;
  /** What happens before the picture. */
  before?: (page: Page) => Promise<void>;
}

const pointed = async (page: Page) => {
  const { x = 0, y = 0, width = 0 } = (await page.locator(".u-over").boundingBox()) ?? {};
  await page.mouse.move(x + width * 0.34, y + 60);
  await page.locator(".tip").waitFor();
};

const PICTURES: readonly Picture[] = [
  { name: "overview", path: "/overview", viewport: { width: 1280, height: 860 }, before: pointed },
  { name: "overview-zh", path: "/overview", viewport: { width: 1280, height: 860 }, locale: "zh-CN", before: pointed },
  {
    name: "overview-dark",
    path: "/overview?by=status&hide=2xx",
    viewport: { width: 1280, height: 620 },
    colorScheme: "dark",
  },
  { name: "completeness", path: "/completeness", viewport: { width: 1280, height: 560 } },
  {
    name: "explorer",
    path: "/jobs/new",
    viewport: { width: 1280, height: 700 },
    before: async (page) => {
      await page.getByRole("tab", { name: "Signature" }).click();
    },
  },
  {
    name: "phone-zh",
    path: "/overview",
    viewport: { width: 375, height: 720 },
    locale: "zh-CN",
    before: (page) => page.locator(".card.time").evaluate((card) => card.scrollIntoView()),
  },
];

const browser = await launch();
const running = await startDemo();
try {
  const first = await browser.newContext();
  const start = await first.newPage();
  await start.goto(running.link);
  await start.locator(".figures").waitFor();
  await start.locator(".progress").waitFor({ state: "detached", timeout: 300_000 });
  // A file that somebody has deleted, so that the calendar has something to say.
  const folder = (await start.locator(".source .path").getAttribute("title")) ?? "";
  rmSync(join(folder, "top_url_detail", dayBefore(9)), { recursive: true });
  const storageState = await first.storageState();
  mkdirSync(IMAGES, { recursive: true });
  for (const { name, path, before, ...options } of PICTURES) {
    const context = await browser.newContext({ locale: "en-US", ...options, storageState });
    const page = await context.newPage();
    await page.goto(running.origin + path);
    await page.waitForFunction(
      () => document.querySelector("main .card") && !document.querySelector(".loading, .stale"),
    );
    await before?.(page);
    // The temporary folder has another name on each machine.
    await page.locator(".source .path").evaluate((shown) => {
      shown.textContent = "exports";
    });
    await page.waitForTimeout(500);
    const png = smallPng(await page.screenshot({ animations: "disabled" }));
    writeFileSync(join(IMAGES, `console-${name}.png`), png);
    await context.close();
    console.log(`docs/images/console-${name}.png: ${(png.length / 1000).toFixed(0)} kB`);
    if (png.length > MAX_BYTES) process.exitCode = 1;
  }
} finally {
  await Promise.all([browser.close(), running.close()]);
}

/** `2026-11-01`, so many days before today in GMT+8. */
function dayBefore(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}
