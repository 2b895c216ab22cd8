// Files of other tools: what they say about themselves, and what the flags add.
import { copyFileSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { readLedger } from "@cdn-export/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { pointsCsv, reportFolder } from "./report-folder.ts";

const MAINLAND = ["--service-area", "mainland_china"];
const adopt = (folder: string, ...args: string[]) => run(["adopt", folder, ...args]);
const ledgerOf = (folder: string) => readLedger(join(folder, ".cdn-export.ledger"));
const day = (date: string) => Date.parse(`${date}T00:00:00+08:00`);

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const TWO = ["www.example.com", "img.example.com"];
const october = pointsCsv("2025-10-01", "2025-11-01", TWO, () => 3_750_000);

describe("a file that names its domains and times", () => {
  test("is adopted with its action, domains, period, interval, rows and measures", async () => {
    const folder = folderWith({ "old/october.csv": october });
    const { code, stdout, stderr } = await adopt(folder, ...MAINLAND);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      "old/october.csv: reports_detail, 2025-10-01 00:00 to 2025-11-01 00:00, img.example.com,www.example.com, 17856 rows\n" +
        `1 file adopted in ${folder}\n`,
    );
    const [[id = "", record] = []] = await ledgerOf(folder);
    expect(id).toMatch(/^reports_detail\/2025-10\/2-domains-\w+$/);
    expect(record?.query).toEqual({
      ...{ action: "reports_detail", domains: [...TWO].sort(), serviceArea: "mainland_china" },
      ...{ interval: 300, groupBy: "domain", from: day("2025-10-01"), to: day("2025-11-01") },
    });
    expect(record?.found).toEqual({
      rows: 17_856,
      period: { first: day("2025-10-01"), last: day("2025-11-01") - 300_000 },
      measures: ["traffic", "hitTraffic", "requests", "hitRequests"],
    });
    expect(record?.file).toMatchObject({ path: "old/october.csv", adopted: true, provisional: false, verified: true });
  });

  test("is then in the summary, the bill and the calendar", async () => {
    const folder = folderWith({ "october.csv": october });
    await adopt(folder, ...MAINLAND);
    expect((await run(["summary", folder])).stdout).toMatch(/^Traffic +67\.0 GB$/m);
    const { code, stdout } = await run(["bill", "2025-10", folder]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^95th percentile: Max95 +0\.2000 /m);
    const status = await run(["status", folder]);
    expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining("Last complete day: 2025-10-31") });
    // No plan exports more of it.
    expect((await run(["status", folder, "--from", "2025-10", "--to", "2025-12"])).code).toBe(0);
  });

  test("isn't adopted twice, and nothing in the folder changes but the ledger", async () => {
    const folder = folderWith({ "october.csv": october });
    await adopt(folder, ...MAINLAND);
    const before = readFileSync(join(folder, ".cdn-export.ledger"), "utf8");
    const { code, stdout } = await adopt(folder, ...MAINLAND);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `0 files adopted in ${folder}, 1 were in the ledger\n` });
    expect(readFileSync(join(folder, ".cdn-export.ledger"), "utf8")).toBe(before);
    expect(readFileSync(join(folder, "october.csv"), "utf8")).toBe(october);
  });

  test("only shows with --dry-run what it would do", async () => {
    const folder = folderWith({ "october.csv": october });
    const { stdout } = await adopt(folder, ...MAINLAND, "--dry-run");
    expect(stdout).toMatch(/\n1 file would be adopted\n$/);
    expect(() => statSync(join(folder, ".cdn-export.ledger"))).toThrow();
  });

  test("is provisional if it was written before its data was complete", async () => {
    const folder = folderWith({ "october.csv": october });
    utimesSync(join(folder, "october.csv"), new Date(), new Date(day("2025-11-01")));
    await adopt(folder, ...MAINLAND);
    expect((await run(["status", folder])).code).toBe(8);
  });
});

describe("what a file can't say", () => {
  test.each<[why: string, files: Record<string, string>, args: string[], line: string]>([
    [
      "its area",
      { "a.csv": october },
      [],
      "the files don't say their area: add --service-area mainland_china, outside_mainland_china or global",
    ],
  ])("%s is asked for before anything is read", async (_, files, args, line) => {
    const { code, stdout, stderr } = await adopt(folderWith(files), ...args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: `cdn-export: ${line}\n` });
  });

  const sum = "Time (GMT+8),Traffic (Byte)\n2025-10-01 00:00:00,100\n2025-10-01 00:05:00,200\n";
  const top = "Rank,URL,Requests\n1,https://www.example.com/a,9\n";
  test.each<[why: string, content: string, args: string[], line: string]>([
    ["the domains of a sum", sum, [], "a.csv: it doesn't name its domains: add --domains"],
    [
      "the period of a top list",
      top,
      ["--domains", "www.example.com"],
      "a.csv: its period isn't in the file: add --on, or --from and --to",
    ],
    [
      "another action",
      sum,
      ["--action", "uv", "--domains", "all"],
      "a.csv: its columns are those of reports_detail, not of uv",
    ],
    [
      "another interval",
      sum,
      ["--interval", "3600", "--domains", "all"],
      "a.csv: its points are 300 seconds apart, not 3600",
    ],
    [
      "another domain",
      october,
      ["--domains", "www.example.com"],
      "a.csv: it has img.example.com, which --domains doesn't name",
    ],
    [
      "another period",
      sum,
      ["--domains", "all", "--on", "2025-11"],
      "Row 1 of FOLDER/a.csv is of 2025-10-01 00:00, outside of the query's period",
    ],
    [
      "times of a month for one day",
      october,
      ["--per", "day"],
      "a.csv: its times, 2025-10-01 00:00 to 2025-11-01 00:00, aren't within one day",
    ],
    [
      "a point that is there twice",
      `${sum}2025-10-01 00:05:00,200\n`,
      ["--domains", "all"],
      "Row 3 of FOLDER/a.csv is the second one for 2025-10-01 00:05: its traffic would count twice",
    ],
  ])("%s: one line, and exit code 7", async (_, content, args, line) => {
    const folder = folderWith({ "a.csv": content, "good.csv": october.replaceAll("2025-10", "2025-12") });
    const { code, stderr } = await adopt(folder, join(folder, "a.csv"), ...MAINLAND, ...args);
    expect(code).toBe(7);
    expect(stderr.split("\n")).toHaveLength(2);
    expect(stderr).toContain(line.replace("FOLDER", folder));
  });

  test("comes from the flags", async () => {
    const folder = folderWith({ "sum.csv": sum, "top.csv": top });
    const named = await adopt(
      folder,
      join(folder, "sum.csv"),
      ...MAINLAND,
      "--domains",
      "www.example.com",
      "--per",
      "day",
    );
    expect(named.stdout).toContain(
      "sum.csv: reports_detail, 2025-10-01 00:00 to 2025-10-02 00:00, www.example.com, 2 rows\n",
    );
    const listed = await adopt(folder, ...MAINLAND, "--domains", "www.example.com", "--on", "2025-10-01");
    expect(listed.stdout).toContain(
      "top.csv: top_url_detail, 2025-10-01 00:00 to 2025-10-02 00:00, www.example.com, 1 row\n",
    );
    expect([...(await ledgerOf(folder)).keys()]).toEqual([
      "reports_detail/2025-10-01/www.example.com",
      "top_url_detail/2025-10-01/www.example.com",
    ]);
  });
});

describe("a file that can't be adopted", () => {
  test("is named with its reason, and the others are adopted", async () => {
    const folder = folderWith({
      "notes.txt": "hello\n",
      "october.csv": october,
      "empty.csv": "",
      ".hidden": "x",
      "parquet/a.parquet": "x",
    });
    const { code, stdout, stderr } = await adopt(folder, ...MAINLAND);
    expect(code).toBe(7);
    expect(stderr.split("\n").slice(0, -1)).toEqual([
      expect.stringMatching(/empty\.csv/),
      expect.stringMatching(/notes\.txt isn't an export of statistics: it has no known column of times, only "hello"$/),
    ]);
    expect(stdout).toContain(`1 file adopted in ${folder}, 2 not adopted\n`);
  });

  test("two files of one window are both named, and neither is adopted", async () => {
    const folder = folderWith({ "a.csv": october, "b.csv": october });
    const { code, stderr } = await adopt(folder, ...MAINLAND);
    expect(code).toBe(7);
    expect(stderr).toMatch(
      /^cdn-export: a\.csv and b\.csv are of the same window, reports_detail\/2025-10\/\S+: adopt one of them, or move the others\n$/,
    );
    expect((await ledgerOf(folder)).size).toBe(0);
    await adopt(folder, join(folder, "b.csv"), ...MAINLAND);
    const again = await adopt(folder, ...MAINLAND);
    expect(again.stderr).toMatch(
      /^cdn-export: a\.csv: the ledger already has reports_detail\/2025-10\/\S+ with b\.csv\n$/,
    );
  });

  test("a record of a failed export stays", async () => {
    const window = { domains: TWO, from: "2025-10-01", to: "2025-11-01", csv: null };
    const folder = reportFolder([window]);
    const [id = ""] = (await ledgerOf(folder)).keys();
    writeFileSync(join(folder, "a.csv"), october);
    expect((await adopt(folder, ...MAINLAND)).code).toBe(0);
    const records = await ledgerOf(folder);
    expect(records.get(id)?.error).toEqual({ code: "X", message: "failed" });
    expect(records.size).toBe(2);
  });

  test("a folder that isn't there, and a file outside of the folder", async () => {
    const gone = await adopt("nowhere", ...MAINLAND);
    expect(gone).toMatchObject({ code: 2, stderr: "cdn-export: nowhere can't be read: it doesn't exist\n" });
    const other = join(folderWith({ "a.csv": october }), "a.csv");
    const { code, stderr } = await adopt(folderWith({}), other, ...MAINLAND);
    expect(code).toBe(2);
    expect(stderr).toMatch(/isn't in \S+: a ledger has only files of its folder\n$/);
  });

  test("is named in Chinese, too", async () => {
    const folder = folderWith({ "a.csv": october, "b.csv": october });
    const { stdout, stderr } = await adopt(folder, ...MAINLAND, "--lang", "zh");
    expect(stderr).toMatch(/^cdn-export: a\.csv 和 b\.csv 属于同一个窗口/);
    expect(stdout).toContain("2 个未登记");
  });
});

describe("with sync", () => {
  let cloud: Emulator;
  const cwd = newFolder();
  let env: Record<string, string>;
  beforeAll(async () => {
    cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
    env = { CDN_EXPORT_ENDPOINT: cloud.url };
    mkdirSync(join(cwd, "exports"));
    for (const date of ["2026-10-01", "2026-10-02"])
      await run(["get", "reports_detail", "www.example.com", "--on", date, "-o", `exports/mine-${date}`], { env, cwd });
  });
  afterAll(() => cloud.close());
  const sync = (...args: string[]) =>
    run(["sync", "reports_detail", "www.example.com", "--from", "2026-10-01", "--to", "2026-10-03", ...args], {
      env,
      cwd,
    });

  test("the windows of adopted files aren't exported again", async () => {
    await run(["adopt", "exports", ...MAINLAND, "--domains", "www.example.com", "--per", "day"], { cwd });
    expect((await sync()).stdout).toBe("2 of 2 files in exports, 0 new\n");
  });

  test("an adopted file stays where it is if its window is exported again", async () => {
    const mine = join(cwd, "exports/mine-2026-10-01.csv");
    const before = readFileSync(mine);
    const { code } = await sync("--recreate", "reports_detail/2026-10-01/www.example.com");
    expect(code).toBe(0);
    expect(readFileSync(mine)).toEqual(before);
    const { file } = (await ledgerOf(join(cwd, "exports"))).get("reports_detail/2026-10-01/www.example.com") ?? {};
    expect(file?.path).toBe("reports_detail/2026-10-01/www.example.com.csv");
    expect(file).not.toHaveProperty("adopted");
  });

  test("an adopted file where the export would be saved is kept unless --force is given", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "exports/reports_detail/2026-10-01"), { recursive: true });
    const target = join(folder, "exports/reports_detail/2026-10-01/www.example.com.csv");
    copyFileSync(join(cwd, "exports/mine-2026-10-02.csv"), target);
    writeFileSync(target, readFileSync(target, "utf8").replaceAll("2026-10-02", "2026-10-01"));
    const before = readFileSync(target);
    const adopted = await run(["adopt", "exports", ...MAINLAND, "--domains", "www.example.com"], { cwd: folder });
    expect(adopted.code).toBe(0);
    const again = ["--recreate", "reports_detail/2026-10-01/www.example.com"];
    const args = ["sync", "reports_detail", "www.example.com", "--on", "2026-10-01", ...again];
    const kept = await run(args, { env, cwd: folder });
    expect(kept.code).toBe(5);
    expect(kept.stderr).toContain("exists already");
    expect(readFileSync(target)).toEqual(before);
    expect((await run([...args, "--force"], { env, cwd: folder })).code).toBe(0);
  });
});
