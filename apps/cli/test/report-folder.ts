import { pointsCsv, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { newFolder } from "../scripts/run.ts";

export type { TestWindow as Window };
export { pointsCsv };

export const MONTH: { from: string; to: string } = { from: "2025-11-01", to: "2025-12-01" };
export const MEGA = 1_000_000;
export const TWO: string[] = ["www.example.com", "img.example.com"];

/** Example 1 of docs/billing.md, in November of 2025: 20 valid days with 264 values of 120 Mbit/s, 12 of 160 and 12 of 240. */
export function bytesOfExample1(domain: string, time: string): number {
  const [day, hour] = [Number(time.slice(8, 10)), time.slice(11, 13)];
  if (day > 20) return 0;
  if (domain === "www.example.com") return hour === "20" ? 7500 * MEGA : 3000 * MEGA;
  return hour === "10" ? 3000 * MEGA : 1500 * MEGA;
}

export const EXAMPLE_1: TestWindow = {
  ...MONTH,
  domains: TWO,
  groupBy: "domain",
  interval: 300,
  csv: pointsCsv(MONTH.from, MONTH.to, TWO, bytesOfExample1),
};

/** Writes the files and the ledger of a folder. @returns its path. */
export function reportFolder(windows: readonly TestWindow[], change: object = {}): string {
  const folder = newFolder();
  writeExportFolder(folder, windows, change);
  return folder;
}
