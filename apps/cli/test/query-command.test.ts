import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { pointsCsv, reportFolder } from "./report-folder.ts";

const TWO = ["www.example.com", "img.example.com"];
const PERIOD = { from: "2026-11-01", to: "2026-11-02" };
const folder = reportFolder([
  {
    ...{ ...PERIOD, domains: TWO, groupBy: "domain", interval: 300 },
    csv: pointsCsv(PERIOD.from, PERIOD.to, TWO, (domain) => (domain === "www.example.com" ? 3_000_000 : 1)),
  },
  { ...PERIOD, action: "top_url_detail", domains: "all", csv: "URL,Requests\n=1+1,10\n/\u001b[31m红,5\n" },
]);
const query = (...args: string[]) => run(["query", ...args]);
const BY_DOMAIN =
  "select domain, sum(traffic) as bytes, max(time) as last from reports_detail group by domain order by bytes desc";

describe("query", () => {
  test("prints a table with whole numbers, and times in GMT+8", async () => {
    const { code, stdout, stderr } = await query(BY_DOMAIN, folder, "--format", "table");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      [
        "domain               bytes  last (GMT+8)",
        "---------------  ---------  -------------------",
        "www.example.com  864000000  2026-11-01 23:55:00",
        "img.example.com        288  2026-11-01 23:55:00",
        "",
      ].join("\n"),
    );
  });

  test("prints csv in a pipe, and JSON with --json", async () => {
    expect((await query(BY_DOMAIN, folder)).stdout).toBe(
      [
        "domain,bytes,last",
        "www.example.com,864000000,2026-11-01T23:55:00+08:00",
        "img.example.com,288,2026-11-01T23:55:00+08:00",
        "",
      ].join("\r\n"),
    );
    const { stdout } = await query(`${BY_DOMAIN} limit 1`, folder, "--json");
    expect(JSON.parse(stdout)).toEqual({
      domain: "www.example.com",
      bytes: 864_000_000,
      last: "2026-11-01T23:55:00+08:00",
    });
  });

  test("keeps every digit, and columns with the same name", async () => {
    const sql =
      "select 9007199254740993 as n, 1.10::decimal(9, 2) as n, [1, 2] as list, 'nan'::double as nan, null as none, true as yes";
    expect(JSON.parse((await query(sql, folder, "--json")).stdout)).toEqual({
      n: "9007199254740993",
      "n (2)": "1.10",
      list: "[1,2]",
      nan: "NaN",
      none: null,
      yes: true,
    });
    expect((await query("select 9007199254740993 as n", folder, "--format", "table")).stdout).toContain(
      "9007199254740993",
    );
  });

  test("guards csv against formulas, and writes a heading without rows", async () => {
    expect((await query("select url from top_url_detail order by requests desc limit 1", folder)).stdout).toBe(
      "url\r\n'=1+1\r\n",
    );
    expect((await query("select domain, traffic from uv, reports_detail", folder)).stdout).toBe("");
    expect((await query("select url from top_url_detail where false", folder)).stdout).toBe("url\r\n");
  });

  test("reads the statement from stdin", async () => {
    expect((await run(["query", "-", folder], { input: "select 1 as one\n" })).stdout).toBe("one\r\n1\r\n");
  });

  test("prints the plan of EXPLAIN as it is", async () => {
    expect((await query(`explain ${BY_DOMAIN}`, folder, "--format", "table")).stdout).toContain("┌─");
  });

  test("writes csv, NDJSON and Parquet files", async () => {
    const to = newFolder();
    const path = (name: string) => join(to, name);
    for (const name of ["x.csv", "x.ndjson", "x.parquet"])
      expect((await query(BY_DOMAIN, folder, "--to", path(name))).code).toBe(0);
    expect(readFileSync(path("x.csv"), "utf8")).toContain("img.example.com,288,2026-11-01T23:55:00+08:00\r\n");
    expect(readFileSync(path("x.ndjson"), "utf8").split("\n").length).toBe(3);
    const { buffer, byteOffset, length } = readFileSync(path("x.parquet"));
    const rows = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer });
    expect(rows[1]).toMatchObject({
      domain: "img.example.com",
      bytes: 288n,
      last: new Date("2026-11-01T23:55:00+08:00"),
    });
  });

  test("replaces only files that it wrote", async () => {
    const to = join(newFolder(), "x.csv");
    writeFileSync(to, "mine");
    const refused = await query("select 1", folder, "--to", to);
    expect([refused.code, readFileSync(to, "utf8")]).toEqual([2, "mine"]);
    expect((await query("select 1 as a", folder, "--to", to, "--force")).code).toBe(0);
    expect(readFileSync(to, "utf8")).toBe("a\r\n1\r\n");
  });

  test("leaves no file behind if the query fails", async () => {
    const to = join(newFolder(), "x.csv");
    const { code, stderr } = await query("select * from range(2000000)", folder, "--to", to, "--max-rows", "1000");
    expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining("more than 1000 rows") });
    expect(existsSync(to)).toBe(false);
  });

  test("names files that aren't the saved ones", async () => {
    const changed = reportFolder([
      { ...PERIOD, domains: "all", interval: 300, csv: pointsCsv(PERIOD.from, PERIOD.to, TWO, () => 1) },
    ]);
    writeFileSync(join(changed, "reports_detail/0.csv"), "other");
    const { code, stdout, stderr } = await query("select count(*) as n from reports_detail", changed);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "n\r\n0\r\n" });
    expect(stderr).toContain("0.csv has another size than when it was saved, so it's left out");
  });
});

describe("bad input has one line", () => {
  test.each<[args: string[], code: number, message: string]>([
    [["select", folder], 2, "Parser Error: SELECT clause without selection list"],
    [["select nope from uv", folder], 2, 'Referenced column "nope" not found'],
    [["copy uv to 'x.csv'", folder], 2, "only a single SELECT or EXPLAIN statement can run"],
    [["select 1; select 2", folder], 2, "There are 2 statements"],
    [["", folder], 2, "There is no statement"],
    [["select * from read_text('/etc/passwd')", folder], 2, "The function read_text can't be used"],
    [["select sleep_ms(100000)", folder, "--max-time", "1s"], 5, "The query takes longer than 1 seconds"],
    [["select 1", "nowhere"], 7, "There is no ledger nowhere/.cdn-export.ledger"],
    [["select 1", folder, "--to", "x.xls"], 2, "must end in .csv, .ndjson or .parquet"],
    [["select 1", folder, "--to", "x.csv", "--format", "csv"], 2, "--format is for stdout"],
    [["select 1", folder, "--force"], 2, "--force is for --to"],
    [["select 1", folder, "--max-memory", "1"], 2, "--max-memory"],
  ])("%j", async (args, code, message) => {
    const result = await query(...args);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain(message);
    expect(result.stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
  });
});
