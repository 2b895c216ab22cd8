import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { written } from "./exported.ts";
import { pointsCsv, reportFolder, type Window } from "./report-folder.ts";

const TWO = ["www.example.com", "img.example.com"];
const PERIOD = { from: "2026-11-01", to: "2026-11-03" };
const bytesAt = (domain: string, time: string) => {
  if (time === "2026-11-02 20:00:00") return 7_500_000;
  return domain === "www.example.com" ? 3_000_000 : 1_500_000;
};
const whole: Window = {
  ...PERIOD,
  domains: TWO,
  groupBy: "domain",
  interval: 300,
  csv: pointsCsv(PERIOD.from, PERIOD.to, TWO, bytesAt),
};
const summary = (...args: string[]) => run(["summary", ...args]);
const json = async (...args: string[]) => JSON.parse((await summary(...args, "--json")).stdout);
/** 574 points of 4.5 MB, then two of 7.5 MB. */
const TOTAL = 575 * 4_500_000 + 15_000_000;

describe("a folder of sync", () => {
  const folder = reportFolder([whole]);

  test("shows totals, peak, hit ratio, days, the largest domains and the age of the figures on one screen", async () => {
    const { code, stdout, stderr } = await summary(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Period         2026-11-01 00:00 to 2026-11-03 00:00 (GMT+8)\n");
    expect(stdout).toContain("Domains        2: img.example.com, www.example.com\n");
    expect(stdout).toContain("Figures as of  2026-11-04 00:00\n");
    expect(stdout).toContain("Traffic         2.6 GB\n");
    expect(stdout).toContain("400.0 kbit/s at 2026-11-02 20:00 (mean of 5 min)\n");
    expect(stdout).toContain("Origin traffic  - (the exports have no column originTraffic in its usual unit)\n");
    expect(stdout).toContain("Hit ratio       50.00 % of requests, 50.00 % of bytes\n");
    expect(stdout).toContain("▇█\nTraffic by day, 2026-11-01 to 2026-11-02, highest 1.3 GB\n");
    expect(stdout).toMatch(/www\.example\.com +1\.7 GB +66\.57 %/);
    expect(stdout).toMatch(/\nGaps: none\n$/);
    expect(stdout.split("\n").length).toBeLessThan(30);
  });

  test("has exact figures in JSON and csv", async () => {
    const { summary: figures, byDay, gaps } = await json(folder);
    expect(figures.totals.traffic.value).toBe(TOTAL);
    expect(figures.totals.requests.value).toBe(11_520);
    expect(figures.peaks.traffic.value).toMatchObject({ value: 15_000_000, rate: 400_000 });
    expect(byDay).toHaveLength(2);
    expect(gaps).toEqual([]);
    const lines = (await summary(folder, "--csv")).stdout.split("\r\n");
    expect(lines[0]).toMatch(/^day,traffic,hitTraffic,originTraffic,requests,/);
    expect(lines[1]).toMatch(/^2026-11-01,1296000000,648000000,,5760,/);
    const byDomain = (await summary(folder, "--by", "domain", "--csv")).stdout;
    expect(byDomain).toContain("\r\nwww.example.com,1732500000,");
  });

  test("compares with the period before", async () => {
    const { stdout } = await summary(folder, "--from", "2026-11-02", "--to", "2026-11-03", "--compare", "previous");
    expect(stdout).toContain("Traffic         1.3 GB   +0.81 %\n");
    expect(stdout).toContain("Changes are against 2026-11-01 00:00 to 2026-11-02 00:00\n");
  });

  test("takes the period of --on like the same --from and --to", async () => {
    const { stdout: on } = await summary(folder, "--on", "2026-11-02", "--compare", "previous");
    expect(on).toBe(
      (await summary(folder, "--from", "2026-11-02", "--to", "2026-11-03", "--compare", "previous")).stdout,
    );
    expect(on).toContain("Traffic         1.3 GB   +0.81 %\n");
  });

  test("says why a period can't be compared", async () => {
    const { code, stdout } = await summary(
      folder,
      "--from",
      "2026-11-01",
      "--to",
      "2026-11-02",
      "--compare",
      "2026-10",
    );
    expect(code).toBe(0);
    expect(stdout).toContain("No changes: No export has data in 2026-10-01 00:00 to 2026-11-01 00:00\n");
  });

  test.each(["domain", "day", "hour", "area"])("has lines by %s that add up to the total", async (by) => {
    const { groups } = (await json(folder, "--by", by)).by;
    const values = groups.map(({ totals }: { totals: { traffic: { value: number } } }) => totals.traffic.value);
    expect(values.reduce((sum: number, value: number) => sum + value)).toBe(TOTAL);
  });

  test("names the columns that a breakdown needs", async () => {
    const { code, stderr } = await summary(folder, "--by", "carrier");
    expect({ code, stderr }).toEqual({
      code: 7,
      stderr: "cdn-export: Only carrier data (isp_detail) has carriers\n",
    });
    expect((await summary(folder, "--by", "status")).stdout).toContain(
      "Status codes: - (2xx: the exports have no column",
    );
  });

  test("is in Chinese, too", async () => {
    const { stdout } = await run(["summary", folder, "--lang", "zh"]);
    expect(stdout).toContain("时间段");
    expect(stdout).toContain("2026-11-02 20:00（5 分钟均值）");
  });
});

describe("what is missing", () => {
  test("is a gap, and the figures are those of the other points", async () => {
    const csv = pointsCsv(PERIOD.from, PERIOD.to, TWO, (domain, time) =>
      domain === TWO[0] && time.startsWith("2026-11-01 10:0") ? undefined : bytesAt(domain, time),
    );
    const folder = reportFolder([{ ...whole, csv }]);
    const { stdout } = await summary(folder);
    expect(stdout).toContain("Incomplete      2 of 1152 points are missing: the figures are those of the others\n");
    expect(stdout).toContain("\n?█\n");
    expect(stdout).toContain(
      "  www.example.com, mainland_china, 2026-11-01 10:00 to 2026-11-01 10:10: absent from its export\n",
    );
    const { stdout: zero } = await summary(folder, "--absent", "zero");
    expect(zero).toContain("2 absent points are taken as zero\n");
    expect(zero).toMatch(/Gaps: none\n$/);
  });

  test("includes days at the end whose export failed", async () => {
    const failed = { ...whole, from: "2026-11-03", to: "2026-11-04", csv: null };
    const { stdout } = await summary(reportFolder([whole, failed]));
    expect(stdout).toContain("2026-11-01 00:00 to 2026-11-04 00:00");
    expect(stdout).toContain("Incomplete      576 of 1728 points are missing");
    expect(stdout).toContain("2026-11-03 00:00 to 2026-11-04 00:00: not exported\n");
  });

  test("includes a domain of which no file could be read", async () => {
    const { code, stdout } = await summary(
      reportFolder([whole, { ...whole, domains: ["new.example.com"], csv: null }]),
    );
    expect(code).toBe(0);
    expect(stdout).toContain("without      new.example.com: no file could be read\n");
  });

  test("includes a file that was removed, cut or changed, with a note", async () => {
    const days = [
      { ...whole, to: "2026-11-02", csv: pointsCsv("2026-11-01", "2026-11-02", TWO, bytesAt) },
      { ...whole, from: "2026-11-02", csv: pointsCsv("2026-11-02", "2026-11-03", TWO, bytesAt) },
    ];
    const removed = reportFolder(days);
    rmSync(join(removed, "reports_detail/1.csv"));
    const longer = reportFolder(days);
    appendFileSync(join(longer, "reports_detail/1.csv"), "\n");
    const changed = reportFolder(days, { sha256: "0".repeat(64) });
    for (const [folder, what] of [
      [removed, "is missing"],
      [longer, "has another size than when it was saved"],
    ] as const) {
      const { code, stdout, stderr } = await summary(folder);
      expect(code).toBe(0);
      expect(stderr).toContain(`Note: ${join(folder, "reports_detail/1.csv")} ${what}`);
      expect(stdout).toContain("576 of 1152 points are missing");
    }
    const { code, stderr } = await summary(changed);
    expect(code).toBe(7);
    expect(stderr).toContain(
      `has changed since it was saved, so it's left out. To export it again: cdn-export sync -o ${changed} --recreate reports_detail/2026-11-01/0\n`,
    );
  });

  test("includes a file whose text was changed so that its rows make no sense", async () => {
    const folder = reportFolder([
      { ...whole, to: "2026-11-02", csv: pointsCsv("2026-11-01", "2026-11-02", TWO, bytesAt) },
      { ...whole, from: "2026-11-02", csv: pointsCsv("2026-11-02", "2026-11-03", TWO, bytesAt) },
    ]);
    const file = join(folder, "reports_detail/1.csv");
    writeFileSync(file, readFileSync(file, "utf8").replace("www.example.com", "www.examp1e.com"));
    const { code, stdout, stderr } = await summary(folder);
    expect(code).toBe(0);
    expect(stderr).toContain(`Note: ${file} has changed since it was saved, so it's left out. To export it again:`);
    expect(stdout).toContain("576 of 1152 points are missing");
  });
});

describe("files without a ledger", () => {
  test("say what isn't known about them", async () => {
    const path = written("plain.csv", pointsCsv("2026-11-01", "2026-11-02", TWO, bytesAt));
    const { code, stdout } = await summary(path);
    expect(code).toBe(0);
    expect(stdout).toContain("As of    unknown: the files aren't in a ledger, so gaps at the ends don't show\n");
    expect((await json(path)).summary.totals.traffic.value).toBe(288 * 4_500_000);
  });

  test("have the query of the ledger above them", async () => {
    const folder = reportFolder([{ ...whole, serviceArea: "outside_mainland_china" }]);
    expect((await json(join(folder, "reports_detail/0.csv"))).summary.areas).toEqual(["outside_mainland_china"]);
  });
});

test("the largest URLs are those of the lists within the period", async () => {
  const list = (from: string, to: string, requests: number): Window => ({
    action: "top_url_detail",
    domains: ["www.example.com"],
    from,
    to,
    csv: `Rank,URL,Requests\n1,https://www.example.com/a,${requests}\n2,https://www.example.com/\u001b[2J,1\n`,
  });
  const folder = reportFolder([list("2026-11-01", "2026-11-02", 10), list("2026-11-02", "2026-11-03", 20)]);
  const { stdout } = await summary(folder);
  expect(stdout).toMatch(/https:\/\/www\.example\.com\/a +30 +93\.75 %/);
  expect(stdout).toContain("/\\x1b[2J");
  expect(stdout).toContain("(sums of 2 lists, which are cut off: lower bounds)");
  expect((await summary(folder, "--from", "2026-11-02")).stdout).toMatch(/\/a +20 /);
});

describe("bad input has one line", () => {
  const basic = (...lines: string[]) => `Time,Traffic (Byte)\n${lines.join("\n")}\n`;
  const wrong: [why: string, make: () => string[], code: number, message: RegExp][] = [
    ["no such file", () => ["none.csv"], 2, /^none.csv can't be read: it doesn't exist$/],
    ["a folder without a ledger", () => [newFolder()], 2, /isn't a folder of sync: it has no ledger/],
    [
      "a file of something else",
      () => [written("people.csv", "name,age\nA,7\n")],
      7,
      /isn't an export of statistics: .*"name", "age"$/,
    ],
    [
      "another unit",
      () => [written("mb.csv", "Time,Traffic (MB)\n2026-11-01 00:00:00,1\n")],
      7,
      /no known measure in bytes or requests .*"Traffic \(MB\)"$/,
    ],
    [
      "a fraction of a byte",
      () => [written("half.csv", basic("2026-11-01 00:00:00,1.5"))],
      7,
      /has traffic 1.5, which isn't a whole number/,
    ],
    [
      "the same time twice",
      () => [written("twice.csv", basic("2026-11-01 00:00:00,1", "2026-11-01 00:00:00,1"))],
      7,
      /would count twice/,
    ],
    [
      "two files for one window",
      () => [written("a.csv", basic("2026-11-01 00:05:00,1")), written("b.csv", basic("2026-11-01 00:05:00,2"))],
      7,
      /traffic is 1 in .*a\.csv, but 2 in .*b\.csv/,
    ],
    [
      "intervals of 300 and 3600 seconds",
      () => [written("5.csv", basic("2026-11-01 00:05:00,1")), written("60.csv", basic("2026-11-01 01:00:00,2"))],
      7,
      /has points every 300 seconds, .*every 3600/,
    ],
    [
      "carriers in two languages",
      () =>
        ["Telecom", "电信"].map((name, i) =>
          written(`isp${i}.csv`, `Time,Carrier,Traffic (Byte)\n2026-11-01 0${i}:05:00,${name},1\n`),
        ),
      7,
      /differ in language of carrier names \(en, zh\)/,
    ],
    [
      "unique visitors",
      () => [written("uv.csv", "Start time,Unique visitors\n2026-11-01 00:00:00,3\n")],
      7,
      /can't be added/,
    ],
    [
      "a top list without its period",
      () => [written("top.csv", "URL,Requests\n/a,3\n")],
      2,
      /is a top list, and its period isn't in the file/,
    ],
    [
      "grouped and ungrouped exports",
      () => [
        reportFolder([
          whole,
          { ...whole, domains: "all", groupBy: "none", csv: "Time,Traffic (Byte)\n2026-11-01 00:00:00,1\n" },
        ]),
      ],
      7,
      /Grouped and ungrouped data are never added/,
    ],
    [
      "a period that ends before it starts",
      () => [".", "--from", "2026-11-02", "--to", "2026-11-01"],
      2,
      /is not before --to/,
    ],
    [
      "no period to compare with",
      () => [".", "--compare", "previous"],
      2,
      /^--compare needs a period, such as --on 2026-10$/,
    ],
  ];
  test.each(wrong)("%s", async (_, make, exitCode, message) => {
    const { code, stdout, stderr } = await summary(...make());
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect(stderr.slice("cdn-export: ".length, -1)).toMatch(message);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
  });
});

test("a damaged file among several is named", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "cut.csv"), 'time,traffic\n2026-11-01 00:00,5\n"cut');
  const { code, stderr } = await run(["summary", join(folder, "cut.csv")]);
  expect(code).toBe(7);
  expect(stderr).toContain(`${join(folder, "cut.csv")}: The csv file is damaged or was cut off: A quote`);
});
