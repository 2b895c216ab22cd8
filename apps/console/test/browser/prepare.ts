// Fills a folder from an emulator once, for all files. Each of them uses a copy.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import type { TestProject } from "vitest/node";
import { cli } from "./programs.ts";

const DAY_MS = 86_400_000;
const GMT8_MS = 8 * 3_600_000;
const DAYS = 14;

const DOMAINS = "www.example.com,img.example.com,video.example.com";
const TOPS = "top_url_detail,top_referer_detail,top_ua_detail,top_ip_detail,top_path_detail";

const root = mkdtempSync(join(tmpdir(), "cdn-export-browser-"));

/** `2026-11-01`, so many days before today in GMT+8. */
function dayBefore(days: number): string {
  return new Date(Date.now() + GMT8_MS - days * DAY_MS).toISOString().slice(0, 10);
}

export async function setup({ provide }: TestProject): Promise<void> {
  const [folder, billed] = [join(root, "exports"), join(root, "billed")];
  // Later days may not be complete yet.
  const [from, to] = [dayBefore(DAYS + 2), dayBefore(2)];
  const month = dayBefore(32).slice(0, 7);
  const cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  try {
    const { ak, sk } = DEMO_CREDENTIALS;
    const env = { CDN_EXPORT_ENDPOINT: cloud.url, HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk };
    const common = ["--from", from, "--to", to, "--per", "day", "--batch", "3", "--language", "en", "-o", folder];
    const points = ["--interval", "300", "--group-by", "domain"];
    await cli(["sync", "reports_detail,isp_detail", DOMAINS, ...common, ...points], env);
    await cli(["sync", TOPS, DOMAINS, ...common], env);
    const whole = ["--on", month, "--per", "month", "--batch", "3", "--language", "en", "-o", billed];
    await cli(["sync", "reports_detail", DOMAINS, ...whole, ...points], env);
  } finally {
    await cloud.close();
  }
  // `cdn-export ui --emulator` refuses folders that don't say that their data is made up.
  writeFileSync(join(folder, ".cdn-export.emulator"), "");
  provide("data", { folder, from, to });
  provide("bill", { folder: billed, month });
}

export function teardown(): void {
  rmSync(root, { recursive: true, force: true });
}

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder, and the first and the last GMT+8 day that it has; the last one is exclusive. */
    data: { folder: string; from: string; to: string };
    /** A folder with basic data of a whole month. */
    bill: { folder: string; month: string };
  }
}
