// `npm run test:browser -- --bench`: how fast the page is, with 90 days x 50 domains at 5 minutes, and a file of a million rows.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import type { Browser, Page } from "playwright-core";
import { launch } from "./launch.ts";
import { cli, startConsole } from "./programs.ts";

const domains = (count: number) => Array.from({ length: count }, (_, i) => `d${i}.example.com`);
/** The chart is drawn, and is that of the whole answer. */
const DRAWN = ".plot canvas";

const root = mkdtempSync(join(tmpdir(), "cdn-export-bench-"));
const browser = await launch();
try {
  const cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  const { ak, sk } = DEMO_CREDENTIALS;
  const env = { CDN_EXPORT_ENDPOINT: cloud.url, HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk };
  const points = ["--interval", "300", "--group-by", "domain", "--language", "en"];
  const days = ["--last", "90d", "--per", "day", "--batch", "50", "-o", join(root, "days")];
  const month = ["--on", "2026-10", "--per", "month", "--batch", "120", "-o", join(root, "rows")];
  await cli(["sync", "reports_detail", domains(50).join(), ...days, ...points], env).catch(ignoreProvisional);
  await cli(["sync", "reports_detail", domains(120).join(), ...month, ...points], env).catch(ignoreProvisional);
  await cloud.close();
  await measureOverview(browser, join(root, "days"));
  await measureRows(browser, join(root, "rows"));
} finally {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
}

/** Exit code 8: yesterday may not be complete yet. */
function ignoreProvisional(error: { code: number }): string {
  if (error.code !== 8) throw error;
  return "";
}

async function measureOverview(browser: Browser, folder: string): Promise<void> {
  const running = await startConsole(folder, []);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const start = performance.now();
  await page.goto(running.link);
  await page.locator(DRAWN).waitFor();
  report("cold: the first chart", performance.now() - start);
  await page.locator(".progress").waitFor({ state: "detached", timeout: 300_000 });
  report("cold: everything read", performance.now() - start);
  report("server's memory, MB", memoryOf(running.pid) / 1e6);
  const warm = performance.now();
  await page.goto(`${running.origin}/overview`);
  await page.locator(DRAWN).waitFor();
  report("warm: the first chart", performance.now() - warm);
  for (const [name, selector] of [
    ["90 days", "a.button:text('90 days')"],
    ["zoom in", "[aria-label='Zoom in']"],
    ["zoom in again", "[aria-label='Zoom in']"],
    ["later", "[aria-label='Later']"],
    ["7 days", "a.button:text('7 days')"],
  ] as const)
    await reportTime(page, `zoom: ${name}`, selector);
  await page.locator(".menu summary").first().click();
  await reportTime(page, "filter: one domain", ".menu input[type=checkbox] >> nth=0");
  await reportTime(page, "filter: another", ".menu input[type=checkbox] >> nth=7");
  report("server's memory at the end, MB", memoryOf(running.pid) / 1e6);
  await running.close();
}

/** From the click until the chart of the answer is drawn, and how much of that the server took. */
async function reportTime(page: Page, name: string, selector: string): Promise<void> {
  const target = await page.locator(selector).first().elementHandle();
  await page.waitForTimeout(500);
  const { total, server } = await page.evaluate(async (element) => {
    const begin = performance.now();
    const drawn = new Promise<{ total: number; server: number }>((done) => {
      const observer = new PerformanceObserver((list) => {
        const answer = list.getEntries().find(({ name }) => name.includes("/api/overview"));
        if (answer === undefined) return;
        observer.disconnect();
        // The answer is here. The state changes, and two frames later it's on the screen.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => done({ total: performance.now() - begin, server: answer.duration })),
        );
      });
      observer.observe({ type: "resource" });
    });
    (element as HTMLElement).click();
    return drawn;
  }, target);
  report(name, total);
  report("  of which the server's answer", server);
}

async function measureRows(browser: Browser, folder: string): Promise<void> {
  const running = await startConsole(folder, []);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(running.link);
  await page.goto(`${running.origin}/jobs/files`);
  const start = performance.now();
  await page
    .getByRole("link", { name: /reports_detail/ })
    .first()
    .click();
  await page.locator(".data-table tbody td").first().waitFor();
  report("rows: the first ones of a million", performance.now() - start);
  await page.waitForFunction(() => !document.body.textContent?.includes("still being counted"), null, {
    timeout: 120_000,
  });
  report("rows: all counted", performance.now() - start);
  const { frames, slowest, shown } = await page.evaluate(async () => {
    const scroller = document.querySelector(".scroller") as HTMLElement;
    const gaps: number[] = [];
    let last = performance.now();
    const end = last + 5000;
    await new Promise<void>((done) => {
      const step = (now: number) => {
        gaps.push(now - last);
        last = now;
        // A fast hand: the whole file in about five seconds.
        scroller.scrollTop += (scroller.scrollHeight / 5000) * (gaps.at(-1) ?? 16);
        if (now < end) requestAnimationFrame(step);
        else done();
      };
      requestAnimationFrame(step);
    });
    const shown = document.querySelector(".data-table .note")?.textContent ?? "";
    return { frames: gaps.length / 5, slowest: Math.max(...gaps.slice(2)), shown };
  });
  report("rows: frames per second", frames);
  report("rows: the slowest frame", slowest);
  console.log(`  ${shown}`);
  await running.close();
}

function memoryOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/status`)) return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) * 1024;
  const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

function report(name: string, value: number): void {
  console.log(`${name.padEnd(36)} ${value.toFixed(value < 10 ? 1 : 0)}`);
}
