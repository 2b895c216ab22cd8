// What a query can't do, with everything that we know to try.
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pointsCsv, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExportFolder, openFolder, type QueryOptions } from "../../src/folder/index.ts";

const SECRET = "top-secret-4711";
const DOMAINS = ["a.example.com", "b.example.com"];
const DAY: TestWindow = {
  ...{ domains: DOMAINS, groupBy: "domain", interval: 300, from: "2026-11-01", to: "2026-11-02" },
  csv: pointsCsv("2026-11-01", "2026-11-02", DOMAINS, () => 100),
};

let outside: string;
let path: string;
let folder: ExportFolder;
/** A Parquet file of the store, which queries may read. */
let part: string;
beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), "attacks-"));
  path = join(outside, "exports");
  mkdirSync(path);
  writeExportFolder(path, [DAY]);
  writeFileSync(join(outside, "secret.txt"), SECRET);
  writeFileSync(join(outside, "secret.csv"), `a\n${SECRET}\n`);
  writeFileSync(join(outside, "secret.json"), `{"a":"${SECRET}"}`);
  process.env.CDN_EXPORT_TEST_SECRET = SECRET;
  folder = await openFolder(path);
  for await (const [count] of (await folder.query("select count(*) from reports_detail")).rows)
    expect(count).toBe(576n);
  const store = join(path, ".cdn-export/parquet-1");
  const [large = ""] = readdirSync(store)
    .filter((name) => name.endsWith(".parquet"))
    .sort((a, b) => statSync(join(store, b)).size - statSync(join(store, a)).size);
  part = join(store, large);
  symlinkSync(join(outside, "secret.csv"), join(store, "link.csv"));
  symlinkSync(outside, join(store, "up"));
});
afterAll(async () => {
  await folder.close();
  delete process.env.CDN_EXPORT_TEST_SECRET;
  rmSync(outside, { recursive: true });
});

/** Every file below the folder, with its content; without the list of hashed files, which every query may add to. */
function everything(folder: string = outside): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "checked-1.json")
    .flatMap((entry) => {
      const file = join(folder, entry.name);
      if (entry.isDirectory()) return everything(file);
      return entry.isFile() ? [`${file} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`] : [file];
    })
    .sort();
}

/** The result as text, or the code of the error. */
async function tried(sql: string, options: QueryOptions = {}): Promise<string> {
  try {
    const rows: unknown[] = [];
    for await (const row of (await folder.query(sql, options)).rows) rows.push(row);
    return JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

/** The attacks, with the paths in them. */
const attacks = (list: string) =>
  list
    .trim()
    .split("\n")
    .map((line) => line.trim());
const filled = (sql: string) => sql.replaceAll("$OUT", outside).replaceAll("$PART", part);

describe("a statement that isn't SELECT", () => {
  it.each(
    attacks(`
      copy reports_detail to '$OUT/new.parquet'
      copy (select 1) to '$PART'
      copy (select 1) to '$OUT/exports/reports_detail/0.csv'
      copy windows from '$OUT/secret.csv'
      COPY/**/(select 1)/**/TO '$OUT/new.csv'
      -- select\\ncopy (select 1) to '$OUT/new.csv'
      explain copy (select 1) to '$PART'
      explain analyze copy (select 1) to '$PART'
      explain analyze copy (select 1) to '$OUT/new.csv'
      EXPLAIN/**/ANALYZE/**/COPY (select 1) to '$PART'
      explain (analyze) copy (select 1) to '$PART'
      explain analyze create table t as select 1
      explain explain select 1
      export database '$OUT/exported'
      import database '$OUT/exports'
      attach '$OUT/new.db'
      attach '$PART' as z
      attach ':memory:' as z
      detach memory
      use memory
      install httpfs
      load httpfs
      load '$PART'
      force install httpfs from 'http://127.0.0.1/'
      update extensions
      set memory_limit = '100GB'
      set global enable_external_access = true
      set lock_configuration = false
      reset allowed_paths
      set variable x = 1
      pragma enable_profiling
      pragma profiling_output = '$OUT/profile.json'
      pragma memory_limit = '100GB'
      pragma version
      pragma import_database('$OUT')
      pragma database_list
      call enable_logging()
      call pragma_version()
      create table t as select 1
      create view v as select 1
      create macro m() as 1
      create secret s (type s3)
      create or replace view reports_detail as select 1
      insert into windows select * from windows
      update windows set action = 'x'
      delete from windows
      merge into windows using windows w on true when matched then delete
      with x as (insert into windows select * from windows returning *) select * from x
      with x as (delete from windows returning *) select * from x
      truncate windows
      drop view reports_detail
      alter view reports_detail rename to x
      comment on view reports_detail is 'x'
      prepare p as select 1
      execute p
      begin
      commit
      vacuum
      analyze
      checkpoint
      force checkpoint
      select 1; select 2
      select 1; copy (select 1) to '$OUT/new.csv'
      explain select 1; copy (select 1) to '$OUT/new.csv'
      pivot reports_detail on domain using sum(traffic)
    `),
  )("is rejected: %s", async (sql) => {
    const before = everything();
    expect(["NOT_A_QUERY", "BAD_SQL"]).toContain(await tried(filled(sql).replaceAll("\\n", "\n")));
    expect(everything()).toEqual(before);
  });

  it.each([
    "",
    "  ",
    ";",
    "-- nothing",
    "/* nothing */",
    "\u0000",
    "select ?",
    "select $1",
    "explain",
    "explain analyze",
  ])("is rejected: %j", async (sql) => {
    expect(["NOT_A_QUERY", "BAD_SQL"]).toContain(await tried(sql));
  });
});

describe("a SELECT that reads something else", () => {
  it.each(
    attacks(`
      select * from '$OUT/secret.csv'
      select * from '$OUT/secret.json'
      select * from "$OUT/secret.csv"
      select * from '$OUT/exports/reports_detail/0.csv'
      select * from '$OUT/exports/../secret.csv'
      select * from '$PART/../../../secret.csv'
      select * from '$OUT/exports/.cdn-export/parquet-1/link.csv'
      select * from '$OUT/exports/.cdn-export/parquet-1/up/secret.csv'
      select * from '../secret.csv'
      select * from 'secret.csv'
      select * from 'file://$OUT/secret.csv'
      select * from '/dev/stdin'
      select * from '/proc/self/environ'
      select * from read_text('$OUT/secret.txt')
      select * from read_text('/proc/self/environ')
      select * from read_blob('$OUT/secret.txt')
      select * from read_blob('$PART')
      select * from read_csv('$OUT/secret.csv')
      select * from READ_CSV_AUTO('$OUT/secret.csv')
      select * from read_json('$OUT/secret.json')
      select * from read_ndjson_objects('$OUT/secret.json')
      select * from read_parquet('$OUT/*.parquet')
      select * from read_parquet('$PART')
      select * from parquet_scan('$PART')
      select * from parquet_metadata('$PART')
      select * from parquet_kv_metadata('$PART')
      select * from read_duckdb('$OUT/x.db')
      select * from sniff_csv('$OUT/secret.csv')
      select * from glob('$OUT/*')
      select * from glob('/etc/*')
      select * from query('select 42')
      select * from query('copy (select 1) to ''$OUT/new.csv''')
      select * from query_table('$OUT/secret.csv')
      select * from query_table(['$OUT/secret.csv'])
      select * from json_execute_serialized_sql(json_serialize_sql('select 43'))
      select * from (select * from (select * from read_text('$OUT/secret.txt')))
      with x as (select * from read_text('$OUT/secret.txt')) select * from x
      select (select count(*) from read_text('$OUT/secret.txt'))
      select 1 where exists (from read_text('$OUT/secret.txt'))
      from read_text('$OUT/secret.txt')
      select * from windows, read_text('$OUT/secret.txt')
      select * from windows join lateral (from read_text(windows.file)) on true
      summarize '$OUT/secret.csv'
      describe '$OUT/secret.csv'
      explain analyze select * from read_text('$OUT/secret.txt')
      explain select * from '$OUT/secret.csv'
      select getenv('CDN_EXPORT_TEST_SECRET')
      select * from sqlite_scan('$OUT/secret.csv', 'x')
      select * from postgres_scan('host=127.0.0.1', 'x', 'y')
      select * from duckdb_secrets()
      select * from which_secret('s3://x', 's3')
    `),
  )("is rejected: %s", async (sql) => {
    const result = await tried(filled(sql));
    expect(["NOT_A_QUERY", "BAD_SQL"]).toContain(result);
  });

  it("finds no keys in the environment of its process, and no paths in its settings", async () => {
    expect(await tried("select name, value from (select * from duckdb_settings())")).toBe("NOT_A_QUERY");
    expect(await tried("select current_setting('temp_directory'), current_setting('secret_directory')")).not.toContain(
      SECRET,
    );
  });

  it("makes no connection", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("a\n1\n")).on("connection", () => connections++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/x`;
    for (const sql of [
      `from '${url}.csv'`,
      `from '${url}.parquet'`,
      `from read_text('${url}')`,
      `from 's3://x/y.parquet'`,
    ])
      expect(["NOT_A_QUERY", "BAD_SQL"]).toContain(await tried(sql));
    server.close();
    expect(connections).toBe(0);
  });
});

describe("a SELECT with side effects", () => {
  it.each(
    attacks(`
      select * from enable_logging()
      select * from enable_logging(storage = 'file', storage_path = '$OUT/logs')
      select * from enable_logging(storage = 'stdout')
      select * from ENABLE_LOGGING()
      select * from "enable_logging"()
      select * from system.main.enable_logging()
      select * from disable_logging()
      select * from truncate_duckdb_logs()
      select * from enable_profiling(save_location = '$OUT/profile.json')
      select * from disable_profiling()
      select * from enable_peg_parser()
      select * from checkpoint()
      select * from force_checkpoint()
      select write_log('x')
      select * from windows positional join checkpoint()
      select (from enable_logging())
      explain analyze select * from enable_logging()
    `),
  )("is rejected: %s", async (sql) => {
    const before = everything();
    expect(["NOT_A_QUERY", "BAD_SQL"]).toContain(await tried(filled(sql)));
    expect(everything()).toEqual(before);
    expect(await tried("select 1")).toBe("[[1]]");
  });
});

describe("a query without end", () => {
  const limits = { maxSeconds: 0.5, maxRows: 1000, maxMemory: 200e6, threads: 2 };

  it.each(
    attacks(`
      select count(*) from range(100000000000)
      select count(*) from range(1000000) a, range(1000000) b, range(1000000) c
      with recursive t(i) as (select 1 union all select i + 1 from t) select count(*) from t
      with recursive t(i) as (select 1 union all select i + 1 from t) select max(i) from t
      select sleep_ms(100000)
      select pg_sleep(100)
      select md5(string_agg(i, '')) from range(100000000000) t(i)
      explain analyze select count(*) from range(100000000000)
    `),
  )("ends at the time limit: %s", async (sql) => {
    expect(["TOO_SLOW", "TOO_MUCH_MEMORY"]).toContain(await tried(sql, limits));
    expect(await tried("select 1")).toBe("[[1]]");
  });

  it.each(
    attacks(`
      select * from range(100000000000)
      select * from range(1000000) a, range(1000000) b
      select unnest(range(100000))
    `),
  )("ends at the limit of rows: %s", async (sql) => {
    expect(["TOO_MANY_ROWS", "TOO_SLOW", "TOO_MUCH_MEMORY"]).toContain(await tried(sql, { ...limits, maxSeconds: 20 }));
    expect(await tried("select 1")).toBe("[[1]]");
  });

  it.each(
    attacks(`
      select list(i) from range(1000000000) t(i)
      select string_agg(repeat('x', 1000), '') from range(10000000)
      select array_agg(repeat('x', 100000)) from range(1000000)
      select length(repeat('x', 4000000000))
      select lpad('', 2000000000, 'x')
      select range(1000000000)
      select list_transform(range(1000000000), x -> x * 2)
      select printf('%1000000000d', 1)
      select format('{:1000000000}', 1)
      select bit_count(repeat('1', 1000000000)::bit)
    `),
  )("ends at the limit of memory or time: %s", async (sql) => {
    expect(["TOO_MUCH_MEMORY", "TOO_SLOW", "BAD_SQL"]).toContain(await tried(sql, limits));
    expect(await tried("select 1")).toBe("[[1]]");
  });

  it.each([
    ["brackets", `select ${"(".repeat(20_000)}1${")".repeat(20_000)}`],
    ["sums", `select 1${"+1".repeat(100_000)}`],
    ["subqueries", `select * from ${"(select * from ".repeat(5000)}(select 1)${")".repeat(5000)}`],
    ["lists", `select ${"[".repeat(5000)}1${"]".repeat(5000)}`],
    [
      "ctes",
      `with t0 as (select 1), ${Array.from({ length: 30 }, (_, i) => `t${i + 1} as (select * from t${i} a, t${i} b)`)} select count(*) from t30`,
    ],
  ])("ends with deep or wide syntax: %s", async (_, sql) => {
    expect(["BAD_SQL", "TOO_SLOW", "TOO_MUCH_MEMORY"]).toContain(await tried(sql, limits));
    expect(await tried("select 1")).toBe("[[1]]");
  });

  it("ends when the caller aborts it", async () => {
    const controller = new AbortController();
    const result = folder.query("select count(*) from range(100000000000)", { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("stopped")), 300);
    await expect(result).rejects.toThrow("stopped");
    expect(await tried("select 1")).toBe("[[1]]");
  });
});

it("still reads what it may", async () => {
  expect(await tried("select count(*), sum(traffic) from reports_detail")).toBe('[["576","57600"]]');
});
