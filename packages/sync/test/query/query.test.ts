// SQL on a folder, against answers that were worked out by hand.
import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pointsCsv, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { strToU8, zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ExportFolder, openFolder, type QueryValue } from "../../src/folder/index.ts";

let path: string;
let opened: ExportFolder[] = [];
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "query-"));
});
afterEach(async () => {
  for (const folder of opened) await folder.close();
  opened = [];
  rmSync(path, { recursive: true, force: true });
});

async function open(): Promise<ExportFolder> {
  const folder = await openFolder(path, { onWarning: () => {} });
  opened.push(folder);
  return folder;
}

async function answer(sql: string, folder?: ExportFolder): Promise<QueryValue[][]> {
  const { rows } = await (folder ?? (await open())).query(sql);
  const all: QueryValue[][] = [];
  for await (const row of rows) all.push([...row]);
  return all;
}

const GROUPED = { groupBy: "domain", interval: 3600 } as const;
const at = (text: string) => new Date(`${text}+08:00`);

/** Two days of two domains as csv with English headings, as xlsx with Chinese ones, and a day of a third domain as zip. */
async function mixedFolder(): Promise<void> {
  const english = [
    "Time (GMT+8),Domain,Traffic (Byte),Requests,Hit requests",
    "2026-10-31 22:00,a.example.com,100,10,5",
    "2026-10-31 23:00,a.example.com,200,20,15",
    "2026-10-31 22:00,b.example.com,1000,1,0",
    "2026-10-31 23:00,b.example.com,,,",
    "",
  ].join("\n");
  const chinese = await writeXlsx({
    sheets: [
      {
        name: "Sheet1",
        rows: [
          ["时间", "域名", "流量（Byte）", "请求数", "备注"],
          ["2026-11-01 00:00", "a.example.com", 400, 40, "x"],
          ["2026-11-01 01:00", "b.example.com", 9_007_199_254_740_991, 3, "y"],
        ],
      },
    ],
  });
  const zipped = zipSync({
    "part.csv": strToU8("Time,Traffic (Byte),Requests\n2026-11-01 02:00,7,1\n2026-11-01 03:00,8,2\n"),
  });
  const both = ["a.example.com", "b.example.com"];
  writeExportFolder(path, [
    { ...GROUPED, domains: both, from: "2026-10-31", to: "2026-11-01", csv: english },
    { ...GROUPED, domains: both, from: "2026-11-01", to: "2026-11-02", csv: chinese, ending: "xlsx" },
    { interval: 3600, domains: ["c.example.com"], from: "2026-11-01", to: "2026-11-02", csv: zipped, ending: "zip" },
    { interval: 3600, domains: ["d.example.com"], from: "2026-11-01", to: "2026-11-02", csv: null },
    {
      ...{ action: "top_url_detail", domains: "all", from: "2026-10-31", to: "2026-11-01" },
      csv: "URL,Requests\n/a,10\n/b,5\n",
    },
    {
      ...{ action: "top_url_detail", domains: "all", from: "2026-11-01", to: "2026-11-02" },
      csv: "URL,请求数\n/a,1\n/c,7\n",
    },
  ]);
}

describe("ten queries", () => {
  it.each<[sql: string, answer: QueryValue[][]]>([
    [
      "select domain, sum(traffic), sum(requests) from reports_detail group by domain order by domain",
      [
        ["a.example.com", 700n, 70n],
        ["b.example.com", 9_007_199_254_741_991n, 4n],
        ["c.example.com", 15n, 3n],
      ],
    ],
    [
      "select date_trunc('day', time) as day, sum(requests) from reports_detail group by day order by day",
      [
        [at("2026-10-31T00:00"), 31n],
        [at("2026-11-01T00:00"), 46n],
      ],
    ],
    [
      "select strftime(time, '%Y-%m-%d %H:%M') from reports_detail where domain = 'c.example.com' order by time",
      [["2026-11-01 02:00"], ["2026-11-01 03:00"]],
    ],
    [
      "select max(traffic), arg_max(time, traffic) from reports_detail",
      [[9_007_199_254_740_991n, at("2026-11-01T01:00")]],
    ],
    [
      "select domain, round(100.0 * sum(hitRequests) / sum(requests), 2) from reports_detail where hitRequests is not null group by 1 order by 1",
      [
        ["a.example.com", 66.67],
        ["b.example.com", 0],
      ],
    ],
    [
      "select url, sum(requests) as requests from top_url_detail group by url order by requests desc",
      [
        ["/a", 11n],
        ["/c", 7n],
        ["/b", 5n],
      ],
    ],
    [
      "select windowFrom, url, requests from top_url_detail join windows using (windowId) where url = '/a' order by 1",
      [
        [at("2026-10-31T00:00"), "/a", 10n],
        [at("2026-11-01T00:00"), "/a", 1n],
      ],
    ],
    [
      "select action, count(*), count(file), count(error) from windows group by action order by action",
      [
        ["reports_detail", 4n, 3n, 1n],
        ["top_url_detail", 2n, 2n, 0n],
      ],
    ],
    ["select 备注 from reports_detail where 备注 is not null order by 1", [["x"], ["y"]]],
    ["select count(*), count(uniqueVisitors) from uv", [[0n, 0n]]],
  ])("%s", async (sql, expected) => {
    await mixedFolder();
    expect(await answer(sql)).toEqual(expected);
  });

  it("have the same answers from the store", async () => {
    await mixedFolder();
    const sql = "select domain, sum(traffic) from reports_detail group by domain order by domain";
    const first = await answer(sql);
    const store = readdirSync(join(path, ".cdn-export/parquet-1")).sort();
    expect(await answer(sql)).toEqual(first);
    expect(readdirSync(join(path, ".cdn-export/parquet-1")).sort()).toEqual(store);
  });
});

it("runs every statement of docs/query.md", async () => {
  await mixedFolder();
  const folder = await open();
  const text = readFileSync(new URL("../../../../docs/query.md", import.meta.url), "utf8");
  const blocks = [...text.matchAll(/```sql\n(.*?)```/gs)]
    .flatMap(([, block = ""]) => block.split(/;\n/))
    .filter((sql) => sql.trim());
  const statements = [...blocks, ...[...text.matchAll(/query "(select .*?)"/g)].map(([, sql = ""]) => sql)];
  expect(statements.length).toBe(5);
  for (const sql of statements) await answer(sql, folder);
});

it("names the columns and their types", async () => {
  await mixedFolder();
  const folder = await open();
  const { columns } = await folder.query(
    "select time, traffic, bandwidth, domain, sum(traffic), true, 1.50::decimal(9, 2), date '2026-11-01' from reports_detail group by all",
  );
  expect(columns.map(({ type }) => type)).toEqual([
    ...["TIMESTAMP WITH TIME ZONE", "BIGINT", "DOUBLE", "VARCHAR"],
    ...["HUGEINT", "BOOLEAN", "DECIMAL(9,2)", "DATE"],
  ]);
});

it("returns values without loss", async () => {
  await mixedFolder();
  const [row] = await answer(
    "select 170141183460469231731687303715884105727::hugeint, 1.50::decimal(9, 2), date '2026-11-01', [1, null], {a: [date '2026-11-01']}, map {'x': 1}, 'infinity'::timestamptz, null",
  );
  expect(row).toEqual([
    170_141_183_460_469_231_731_687_303_715_884_105_727n,
    ...["1.50", "2026-11-01", [1, null], { a: ["2026-11-01"] }, [{ key: "x", value: 1 }], "infinity", null],
  ]);
});

it("takes statements as people write them", async () => {
  await mixedFolder();
  const folder = await open();
  for (const sql of ["/* c */ select 1;", "(select 1)", "-- c\nfrom (values (1))", "select 1 where 1e400 > 0"])
    expect(await answer(sql, folder)).toEqual([[1]]);
  expect((await answer("EXPLAIN /* c */ ANALYZE select 1", folder))[0]?.[0]).toBe("analyzed_plan");
});

it("reports what DuckDB says about a wrong statement", async () => {
  await mixedFolder();
  await expect(answer("select nope from uv")).rejects.toMatchObject({
    code: "BAD_SQL",
    message: expect.stringContaining('Referenced column "nope" not found'),
  });
  await expect(answer("selec 1")).rejects.toThrow('Parser Error: syntax error at or near "selec"');
});

it("has all rows of a query, and ends one that isn't read to its end", async () => {
  await mixedFolder();
  const folder = await open();
  expect((await answer("select * from range(100000)", folder)).length).toBe(100_000);
  const { rows } = await folder.query("select * from range(1000000000)", { maxRows: 1e9 });
  for await (const [value] of rows) {
    expect(value).toBe(0n);
    break;
  }
  expect(await answer("select 1", folder)).toEqual([[1]]);
});

it("runs several queries at once, whose results are read in any order", async () => {
  await mixedFolder();
  const folder = await open();
  const results = await Promise.all([1, 2, 3].map((n) => folder.query(`select ${n}, count(*) from range(5000)`)));
  const values: unknown[] = [];
  for (const { rows } of results.reverse()) for await (const row of rows) values.push(row);
  expect(values).toEqual([
    [3, 5000n],
    [2, 5000n],
    [1, 5000n],
  ]);
});

it("leaves out files that aren't the saved ones, also after they were in the store", async () => {
  await mixedFolder();
  const sql = "select count(*) from reports_detail";
  expect(await answer(sql)).toEqual([[8n]]);
  const csv = join(path, "reports_detail/0.csv");
  const { atime, mtime } = statSync(csv);
  writeFileSync(csv, readFileSync(csv, "utf8").replace("100", "999"));
  utimesSync(csv, atime, mtime);
  const { rows, leftOut } = await (await open()).query(sql);
  for await (const row of rows) expect(row).toEqual([4n]);
  expect(leftOut.map(({ window, reason }) => [window.id, reason])).toEqual([
    ["reports_detail/2026-10-31/0", "other content"],
  ]);
});

it("has new files, and those that were replaced", async () => {
  const day = (date: number, bytes: number): TestWindow => {
    const [from, to] = [`2026-11-0${date}`, `2026-11-0${date + 1}`];
    return { ...GROUPED, domains: ["a"], from, to, csv: pointsCsv(from, to, ["a"], () => bytes, 3600) };
  };
  const sql = "select sum(traffic), count(*) from reports_detail";
  const folder = async (...days: TestWindow[]) => {
    writeExportFolder(path, days);
    return answer(sql);
  };
  expect(await folder(day(1, 1))).toEqual([[24n, 24n]]);
  expect(await folder(day(1, 1), day(2, 1))).toEqual([[48n, 48n]]);
  expect(await folder(day(1, 5), day(2, 1))).toEqual([[144n, 48n]]);
  expect(await folder(day(2, 1))).toEqual([[24n, 24n]]);
});

describe("a damaged store", () => {
  const sql = "select domain, sum(requests), min(time) from reports_detail group by domain order by domain";

  it("is rebuilt", async () => {
    await mixedFolder();
    const folder = await open();
    const right = await answer(sql, folder);
    const store = join(path, ".cdn-export/parquet-1");
    for (const name of readdirSync(store).filter((name) => name.startsWith("reports_detail"))) {
      const file = join(store, name);
      const bytes = readFileSync(file);
      for (const place of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] as number) ^ 1;
        writeFileSync(file, changed);
        expect(await answer(sql, folder)).toEqual(right);
      }
      truncateSync(file, bytes.length >> 1);
      expect(await answer(sql, folder)).toEqual(right);
      rmSync(file, { force: true });
      expect(await answer(sql, folder)).toEqual(right);
    }
    rmSync(join(path, ".cdn-export"), { recursive: true });
    expect(await answer(sql, folder)).toEqual(right);
  });

  it("is rebuilt if a link to another file takes the place of one of its files", async () => {
    await mixedFolder();
    const right = await answer(sql);
    const store = join(path, ".cdn-export/parquet-1");
    for (const name of readdirSync(store)) {
      rmSync(join(store, name));
      symlinkSync(join(path, ".cdn-export.ledger"), join(store, name));
    }
    expect(await answer(sql)).toEqual(right);
    expect(readFileSync(join(path, ".cdn-export.ledger"), "utf8")).toContain('"cdn-export ledger"');
  });
});

it("says which file is damaged in itself", async () => {
  writeExportFolder(path, [{ ...GROUPED, domains: ["a"], from: "2026-11-01", to: "2026-11-02", csv: "PK not a zip" }]);
  await expect(answer("select * from reports_detail")).rejects.toThrow(join(path, "reports_detail/0.csv"));
  expect(await answer("select 1")).toEqual([[1]]);
});

it("can be killed while it builds the store: the next query is right", async () => {
  const days = Array.from({ length: 6 }, (_, i): TestWindow => {
    const [from, to] = [`2026-11-${String(i + 1).padStart(2, "0")}`, `2026-11-${String(i + 2).padStart(2, "0")}`];
    return { ...GROUPED, domains: ["a"], from, to, csv: pointsCsv(from, to, ["a"], () => i, 300) };
  });
  writeExportFolder(path, days);
  const program = fileURLToPath(new URL("../programs/query-folder.ts", import.meta.url));
  const folder = await open();
  for (let kills = 0; kills < 4; kills++) {
    if (kills % 2 === 0) rmSync(join(path, ".cdn-export"), { recursive: true, force: true });
    const child = spawn(process.execPath, [program, path], { stdio: ["ignore", "pipe", "inherit"] });
    const after = 1 + ((kills * 5) % 6);
    let dots = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      dots += chunk.length;
      if (dots >= after) child.kill("SIGKILL");
    });
    await new Promise((resolve) => child.on("close", resolve));
    expect(await answer("select count(*), sum(traffic) from reports_detail", folder)).toEqual([[1728n, 288n * 15n]]);
  }
});

it("says how to install DuckDB if it is missing", async () => {
  // A copy of the package whose dependencies are all there, except for the optional one.
  const own = fileURLToPath(new URL("../..", import.meta.url));
  const copy = mkdtempSync(join(tmpdir(), "no-duckdb-"));
  cpSync(join(own, "src"), join(copy, "src"), { recursive: true });
  writeFileSync(join(copy, "package.json"), '{"type":"module"}');
  mkdirSync(join(copy, "node_modules"));
  symlinkSync(join(own, "node_modules/@cdn-export"), join(copy, "node_modules/@cdn-export"));
  mkdirSync(join(copy, "test"));
  cpSync(join(own, "test/programs/query-folder.ts"), join(copy, "test/programs/query-folder.ts"));
  await mixedFolder();
  const child = spawn(process.execPath, [join(copy, "test/programs/query-folder.ts"), path]);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
  await new Promise((resolve) => child.on("close", resolve));
  rmSync(copy, { recursive: true });
  expect(text).toContain("Queries need the package @duckdb/node-api: npm install @duckdb/node-api");
});

it("doesn't keep a program alive that never closes its folder", async () => {
  await mixedFolder();
  const program = fileURLToPath(new URL("../programs/query-folder.ts", import.meta.url));
  const child = spawn(process.execPath, [program, path], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, text]).toEqual([0, "...8"]);
});
