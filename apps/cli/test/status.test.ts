import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { reportFolder, type Window } from "./report-folder.ts";

const day = (number: number, csv: string | null = "Time,Traffic (Byte)\n", action = "uv"): Window => ({
  action,
  domains: ["www.example.com"],
  from: `2025-11-${String(number).padStart(2, "0")}`,
  to: `2025-11-${String(number + 1).padStart(2, "0")}`,
  csv,
});
const status = (folder: string, ...args: string[]) => run(["status", folder, ...args]);
const csvOf = (folder: string, number: number) => join(folder, `uv/${number}.csv`);

describe("a calendar", () => {
  test("has a line for each month of each action", async () => {
    const folder = reportFolder([day(1), day(2), day(3), day(2, "x\n", "isp_detail")]);
    const { code, stdout, stderr } = await status(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("\nuv\n  2025-11  ###\n");
    expect(stdout).toContain("\nisp_detail\n  2025-11   #\n");
    expect(stdout).toContain("Last complete day: 2025-11-03\nOldest gap: none\n");
    expect((await status(folder, "--quiet")).stdout).toBe("");
  });

  test("shows provisional and restated files, and exits with 8", async () => {
    const provisional = await status(reportFolder([day(1)], { provisional: true }));
    expect(provisional.code).toBe(8);
    expect(provisional.stdout).toContain("  2025-11  p\n");
    const restated = await status(reportFolder([day(1)], { restated: true }));
    expect(restated.code).toBe(0);
    expect(restated.stdout).toContain("  2025-11  r\n");
  });

  test("shows failed and missing days, names the oldest, and exits with 5", async () => {
    const { code, stdout } = await status(reportFolder([day(1), day(3), day(4, null), day(6)]));
    expect(code).toBe(5);
    expect(stdout).toContain("  2025-11  #?#!?#\n");
    expect(stdout).toContain("Oldest gap: uv, www.example.com, 2025-11-02 00:00 to 2025-11-03 00:00: missing\n");
  });

  test("shows the worst of several domains", async () => {
    const folder = reportFolder([day(1), day(2), { ...day(1, null), domains: ["img.example.com"] }]);
    expect((await status(folder)).stdout).toContain("  2025-11  !#\n");
  });

  test("ends with the last export, or with the period given", async () => {
    const folder = reportFolder([day(1), day(2)]);
    expect((await status(folder)).code).toBe(0);
    const { code, stdout } = await status(folder, "--on", "2025-11");
    expect(code).toBe(5);
    expect(stdout).toContain(`  2025-11  ##${"?".repeat(28)}\n`);
    const future = await status(folder, "--from", "2999-01-01", "--to", "2999-01-03");
    expect(future.code).toBe(0);
    expect(future.stdout).toContain("  2999-01  ..\n");
  });

  test("has whole months, and continues them", async () => {
    const folder = reportFolder([
      { ...day(1), from: "2025-10-01", to: "2025-11-01" },
      { ...day(1), from: "2025-11-01", to: "2025-12-01" },
    ]);
    const { stdout } = await status(folder, "--from", "2025-11-01", "--to", "2026-01-01");
    expect(stdout).toContain(`  2025-11  ${"#".repeat(30)}\n  2025-12  ${"?".repeat(31)}\n`);
  });
});

test.each<[damage: string, change: (path: string) => void, why: string]>([
  ["removed", (path) => rmSync(path), "no file"],
  ["longer", (path) => appendFileSync(path, "x"), "other size"],
  ["changed", (path) => writeFileSync(path, "Time,Traffic (Bite)\n"), "other content"],
])("a file that was %s is missing", async (_, change, why) => {
  const folder = reportFolder([day(1), day(2)]);
  change(csvOf(folder, 1));
  const { code, stdout } = await status(folder);
  expect(code).toBe(5);
  expect(stdout).toContain("  2025-11  #?\n");
  expect(stdout).toContain(`2025-11-02 00:00 to 2025-11-03 00:00: missing, ${why}\n`);
});

test("a changed file comes with the command that replaces it, because sync looks at sizes only", async () => {
  const folder = reportFolder([day(1), day(2)]);
  writeFileSync(csvOf(folder, 1), "Time,Traffic (Bite)\n");
  const { stdout } = await status(folder);
  expect(stdout).toContain(`\nTo export it again: cdn-export sync -o ${folder} --recreate uv/2025-11-02/1\n`);
});

test("JSON has each window, and metrics are for Prometheus", async () => {
  const folder = reportFolder([day(1), day(3)]);
  const metrics = join(newFolder(), "exports.prom");
  const { stdout } = await status(folder, "--json", "--metrics", metrics);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ lastCompleteDay: "2025-11-03", counts: { done: 2, missing: 1, failed: 0 } });
  expect(result.oldestGap).toMatchObject({ state: "missing", from: "2025-11-01T16:00:00.000Z" });
  expect(result.windows).toHaveLength(3);
  const text = readFileSync(metrics, "utf8");
  const start = Date.parse("2025-11-03T00:00:00+08:00") / 1000;
  expect(text).toContain(`cdn_export_last_complete_day_timestamp_seconds{action="uv"} ${start}\n`);
  expect(text).toMatch(/^cdn_export_age_seconds\{action="uv"\} \d{6,}$/m);
  expect(text).toContain('cdn_export_windows{action="uv",state="missing"} 1\n');
  expect(text).toContain('cdn_export_bytes{action="uv"} 40\n');
});

test("a folder without a ledger, or a bad place for metrics, has one line", async () => {
  const folder = newFolder();
  const none = await status(folder);
  expect(none).toMatchObject({ code: 7, stdout: "" });
  expect(none.stderr).toMatch(/^cdn-export: \S+ isn't a folder of sync: .* Name the folder that sync fills\n$/);
  const { code, stderr } = await status(reportFolder([day(1)]), "--metrics", join(folder, "none/x.prom"));
  expect(code).toBe(2);
  expect(stderr).toMatch(/^cdn-export: --metrics: .* can't be written: .*\n$/);
});

test("a ledger of an earlier release is described with a note", async () => {
  const folder = reportFolder([day(1)]);
  const old = '["uv/2025-11-02/www.example.com",{"error":{"code":"X","message":"failed"}}]\n';
  appendFileSync(join(folder, ".cdn-export.ledger"), old);
  const { code, stderr } = await status(folder);
  expect(code).toBe(0);
  expect(stderr).toContain("Note: exports of an earlier release aren't shown (1)");
});
