// `npm run test:browser -- --pictures`: writes the pictures of the documents into docs/images/, from an emulator's data.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launch } from "./launch.ts";
import { cli, startConsole } from "./programs.ts";
import { smallPng } from "./small-png.ts";

const IMAGES = join(import.meta.dirname, "../../../../docs/images");
/** Larger pictures make the repository slow to clone. */
const MAX_BYTES = 150_000;
const DOMAINS = ["www", "img", "video", "static", "api", "shop", "m", "download"].map((name) => `${name}.example.com`);

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

const root = mkdtempSync(join(tmpdir(), "cdn-export-pictures-"));
const folder = join(root, "exports");
const browser = await launch();
try {
  await fill();
  const running = await startConsole(folder);
  const first = await browser.newContext();
  await (await first.newPage()).goto(running.link);
  const storageState = await first.storageState();
  mkdirSync(IMAGES, { recursive: true });
  for (const { name, path, before, ...options } of PICTURES) {
    const context = await browser.newContext({ locale: "en-US", ...options, storageState });
    const page = await context.newPage();
    await page.goto(running.origin + path);
    await page.waitForFunction(
      () => document.querySelector("main .card") && !document.querySelector(".loading, .stale, .progress"),
    );
    await before?.(page);
    await page.waitForTimeout(500);
    const file = join(IMAGES, `console-${name}.png`);
    const png = smallPng(await page.screenshot({ animations: "disabled" }));
    writeFileSync(file, png);
    await context.close();
    console.log(`docs/images/console-${name}.png: ${(png.length / 1000).toFixed(0)} kB`);
    if (png.length > MAX_BYTES) process.exitCode = 1;
  }
  await running.close();
} finally {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
}

/** Thirty days of all statistics. One file is missing. */
async function fill(): Promise<void> {
  const cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  const { ak, sk } = DEMO_CREDENTIALS;
  const env = { CDN_EXPORT_ENDPOINT: cloud.url, HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk };
  const common = ["--per", "day", "--batch", String(DOMAINS.length), "--language", "en", "-o", folder];
  const points = ["--interval", "300", "--group-by", "domain"];
  const sync = (actions: string, more: readonly string[]) =>
    cli(["sync", actions, DOMAINS.join(), "--last", "30d", ...common, ...more], env).catch(({ code, stderr }) => {
      // Exit code 8: the data of yesterday may not be complete yet.
      if (code !== 8) throw new Error(stderr);
    });
  await sync("reports_detail,isp_detail", points);
  await sync("top_url_detail,top_referer_detail,top_ua_detail,top_ip_detail,top_path_detail", []);
  await cloud.close();
  rmSync(join(folder, "top_url_detail", dayBefore(9)), { recursive: true });
  writeFileSync(join(folder, ".cdn-export.emulator"), "");
}

/** `2026-11-01`, so many days before today in GMT+8. */
function dayBefore(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}
