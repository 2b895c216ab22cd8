// The reports of a folder that sync has filled, against the plainest computation of the same figures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";

let cloud: Emulator;
const cwd = newFolder();
const json = async (...args: string[]) => JSON.parse((await run([...args, "--json"], { cwd })).stdout);
/** Bytes by time, of both domains together. */
const sums = new Map<string, number>();

beforeAll(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  const month = ["--on", "2026-10", "--per", "month", "--batch", "2", "--interval", "300", "--group-by", "domain"];
  const domains = "www.example.com,img.example.com";
  const env = { CDN_EXPORT_ENDPOINT: cloud.url };
  const { code } = await run(["sync", "reports_detail", domains, ...month], { env, cwd });
  expect(code).toBe(0);
  const [line = ""] = readFileSync(join(cwd, "exports/manifest.ndjson"), "utf8").split("\n");
  const csv = readFileSync(join(cwd, "exports", JSON.parse(line).path), "utf8");
  for (const row of csv.trim().split(/\r?\n/).slice(1)) {
    const [time = "", , traffic] = row.split(",");
    sums.set(time, (sums.get(time) ?? 0) + Number(traffic));
  }
});
afterAll(() => cloud.close());

test("summary has the total and the peak", async () => {
  const { summary } = await json("summary", "exports");
  const values = [...sums.values()];
  expect(values).toHaveLength(31 * 288);
  expect(summary.totals.traffic.value).toBe(values.reduce((sum, value) => sum + value));
  expect(summary.peaks.traffic.value.value).toBe(Math.max(...values));
  expect(summary.points).toEqual({ present: 2 * 31 * 288, zero: 0, missing: 0 });
});

test("bill has the 95th percentile and the average of the daily peaks", async () => {
  const { mainland_china: area } = (await json("bill", "2026-10")).bill.areas;
  const sorted = [...sums.values()].sort((a, b) => b - a);
  expect(area.percentile95.value.max95.raw).toBeCloseTo(((sorted[446] ?? 0) * 8) / 300, 4);
  const days = new Map<string, number>();
  for (const [time, value] of sums) days.set(time.slice(0, 10), Math.max(days.get(time.slice(0, 10)) ?? 0, value));
  const average = [...days.values()].reduce((sum, value) => sum + (value * 8) / 300, 0) / 31;
  expect(area.averageDailyPeak.value.raw).toBeCloseTo(average, 4);
});

test("status has the whole month", async () => {
  const { counts, lastCompleteDay } = await json("status");
  expect(counts).toMatchObject({ done: 1, missing: 0, failed: 0 });
  expect(lastCompleteDay).toBe("2026-10-31");
});
