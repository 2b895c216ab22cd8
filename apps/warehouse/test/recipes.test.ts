// Each recipe of docs/warehouse.md runs unchanged, on a folder that `sync` made from the emulator. What is not installed is named:
// `npm run test:warehouse` installs the Python libraries.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { DEMO_CREDENTIALS, type Emulator, startEmulator } from "@cdn-export/emulator";
import { rows } from "@cdn-export/rows";
import { type PostgresServer, startPostgres } from "@cdn-export/test-support/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonWith } from "../src/python.ts";
import { blocksOf, SECTIONS } from "./document.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const python = pythonWith("databases");
const spark = pythonWith("spark");
const psql = has("psql", "--version");

function has(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

let cloud: Emulator;
let root: string;
/** A folder of exports of three days. */
let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  root = mkdtempSync(join(tmpdir(), "warehouse-"));
  // The command of the recipes.
  const bin = join(root, "bin");
  mkdirSync(bin);
  const program = path("../../cli/dist/bin.js");
  writeFileSync(join(bin, "cdn-export"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(bin, "cdn-export"), 0o755);
  env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    CDN_EXPORT_ENDPOINT: cloud.url,
    CDN_EXPORT_STATE: join(root, "state"),
    HUAWEICLOUD_SDK_AK: DEMO_CREDENTIALS.ak,
    HUAWEICLOUD_SDK_SK: DEMO_CREDENTIALS.sk,
  };
  folder = join(root, "work");
  mkdirSync(folder);
  for (const { code } of blocksOf("A folder of Parquet")) await run(["sh", "-c", code], folder);
  for (const { code } of blocksOf("csv for databases")) await run(["sh", "-c", code], folder);
});
afterAll(async () => {
  await cloud.close();
  rmSync(root, { recursive: true });
});

/** Runs a program in a folder. @throws if it fails */
async function run(
  [command = "", ...args]: readonly string[],
  cwd: string,
  more: NodeJS.ProcessEnv = {},
): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...env, ...more }, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${err}`);
  return out;
}

const duckdb = async (sql: string, cwd = folder) =>
  JSON.parse(await run([process.execPath, path("../src/duckdb.ts"), sql], cwd)) as Record<string, unknown>[];

const clickhouse = async (sql: string, cwd = folder) =>
  (await run([python ?? "", path("../src/clickhouse.py"), sql], cwd))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The sums of the csv files, by day and domain, as `rows` reads them. */
async function expected() {
  const sums = new Map<string, { date: string; domain: string; bytes: bigint; peak: number }>();
  const exports = join(folder, "exports/reports_detail");
  for (const date of readdirSync(exports)) {
    const [file = ""] = readdirSync(join(exports, date));
    for await (const row of rows<"reports_detail">(readFileSync(join(exports, date, file)))) {
      const { domain = "", traffic, bandwidth } = row;
      const sum = sums.get(date + domain) ?? { date, domain, bytes: 0n, peak: 0 };
      sum.bytes += BigInt(traffic ?? 0);
      sum.peak = Math.max(sum.peak, bandwidth ?? 0);
      sums.set(date + domain, sum);
    }
  }
  const all = [...sums.values()].sort((a, b) => (a.date + a.domain < b.date + b.domain ? -1 : 1));
  expect(all).toHaveLength(9);
  return all;
}

/** Numbers that programs print as text. */
const asSums = (found: readonly Record<string, unknown>[]) =>
  found.map(({ date, domain, bytes, peak }) => ({
    date: String(date).slice(0, 10),
    domain,
    bytes: BigInt(bytes as string),
    peak: Number(peak),
  }));

it("has a test for each section", () => {
  expect(SECTIONS).toEqual([
    "A folder of Parquet",
    ...["DuckDB", "Spark", "pandas"],
    "csv for databases",
    ...["Postgres", "ClickHouse"],
  ]);
});

describe("DuckDB", () => {
  it("reads the partitioned folder", async () => {
    const [sums] = blocksOf("DuckDB");
    expect(asSums(await duckdb(sums?.code ?? ""))).toEqual(await expected());
  });

  it("shows the query, the task and the columns of a file", async () => {
    const [, metadata] = blocksOf("DuckDB");
    const found = Object.fromEntries((await duckdb(metadata?.code ?? "")).map(({ key, value }) => [key, value]));
    expect(JSON.parse(String(found["cdn-export.query"]))).toEqual({
      action: "reports_detail",
      domains: "all",
      groupBy: "domain",
      from: Date.parse("2026-11-01T00:00+08:00"),
      to: Date.parse("2026-11-02T00:00+08:00"),
    });
    expect(cloud.tasks.map(({ task_id }) => task_id)).toContain(JSON.parse(String(found["cdn-export.task"])).id);
    expect(JSON.parse(String(found["cdn-export.columns"]))).toContainEqual({
      name: "time",
      heading: "时间（GMT+8）",
      kind: "time",
      timeZone: "+08:00",
    });
  });

  it("reads only the days of a condition, by the type of the partition", async () => {
    const sql = `select count(distinct date)::int as days, min(date)::text as first, any_value(typeof(date)) as type
      from read_parquet('exports/parquet/action=reports_detail/*/*.parquet', hive_partitioning = true) where date > '2026-11-01'`;
    expect(await duckdb(sql)).toEqual([{ days: 2, first: "2026-11-02", type: "DATE" }]);
  });

  it("reads the whole folder with all actions", async () => {
    const sql = `select action, count(*)::int as n from read_parquet('exports/parquet/**/*.parquet', union_by_name = true)
      group by 1 order by 1`;
    const found = await duckdb(sql);
    expect(found.map(({ action }) => action)).toEqual(["reports_detail", "top_url_detail"]);
    for (const { n } of found) expect(n).toBeGreaterThan(100);
  });
});

describe("Spark", () => {
  it.skipIf(!spark)(
    "reads the partitioned folder (npm run test:warehouse -- --spark)",
    { timeout: 600_000 },
    async () => {
      const [block] = blocksOf("Spark");
      const found = await run([spark ?? "", "-c", block?.code ?? ""], folder);
      const sums = (await expected()).map(({ date, domain, bytes }) => [date, domain, String(bytes)]);
      const lines = [...found.matchAll(/^\|(\d\S+) *\|(\S+) *\|(\d+) *\|$/gm)].map(([, ...cells]) => cells);
      expect(lines).toEqual(sums);
    },
  );
});

describe("pandas", () => {
  it.skipIf(!python)("reads the partitioned folder (npm run test:warehouse)", async () => {
    const [block] = blocksOf("pandas");
    const found = await run([python ?? "", "-c", block?.code ?? ""], folder);
    const sums = (await expected()).map(({ date, domain, bytes }) => `${date},${domain},${bytes}`);
    expect(found.trim().split("\n")).toEqual(["date,domain,traffic", ...sums]);
  });

  it.skipIf(!python)("gets the types, the metadata and each cell (npm run test:warehouse)", async () => {
    const code = `
import json, sys, pyarrow.parquet as pq
table = pq.read_table(sys.argv[1], partitioning=None)
print(json.dumps([{name: str(table.schema.field(name).type) for name in table.column_names},
  sorted(key.decode() for key in table.schema.metadata), table.num_rows]))`;
    const [file = ""] = readdirSync(join(folder, "exports/parquet/action=reports_detail/date=2026-11-01"));
    const found = await run(
      [python ?? "", "-c", code, `exports/parquet/action=reports_detail/date=2026-11-01/${file}`],
      folder,
    );
    const [types, keys, count] = JSON.parse(found);
    expect(types).toMatchObject({
      time: "timestamp[ms, tz=UTC]",
      domain: "string",
      traffic: "int64",
      bandwidth: "double",
      otherCells: "string",
    });
    expect(keys).toEqual(["cdn-export.columns", "cdn-export.query", "cdn-export.task"]);
    expect(count).toBe(3 * 288);
  });
});

/** Text that has a meaning in csv, in a spreadsheet or in a database. */
const HOSTILE: readonly string[] = [
  ...["=1+1", "@x", "+5", "-5", "'single", '"double"', "a,b", "a;b\tc", "\\N", "\\n", "NULL", "null", "a\\"],
  ...[" around ", "中文😀", "$1", "%s", "'; drop table traffic; --", "{{x}}", "two\nlines", "\u0085next\u2028"],
];

/** A folder with one export, whose domains are hostile text. */
function hostileFolder(domains: readonly string[], traffic = "9007199254740993"): string {
  const cwd = mkdtempSync(join(root, "hostile-"));
  const day = join(cwd, "exports/reports_detail/2026-11-01");
  mkdirSync(day, { recursive: true });
  const lines = domains.map((domain) => `2026-11-01 00:00,"${domain.replaceAll('"', '""')}",${traffic},1.5,\n`);
  const headings = "Time (GMT+8),Domain,Traffic (Byte),Bandwidth (bit/s),Requests\n";
  writeFileSync(join(day, "all.csv"), headings + lines.join(""));
  return cwd;
}

async function withCsv(cwd: string): Promise<string> {
  for (const { code } of blocksOf("csv for databases")) await run(["sh", "-c", code], cwd);
  return cwd;
}

const TIME = "2026-10-31T16:00:00Z";

describe.skipIf(!psql)("Postgres (needs psql)", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  const query = async (url: string, sql: string) =>
    JSON.parse(
      await run(
        ["psql", url, "-qAtc", `select coalesce(json_agg(t), '[]') from (${sql.replace(/;\s*$/, "")}) t`],
        folder,
      ),
    ) as Record<string, unknown>[];
  /** Runs the recipe in an empty database. @returns its address. */
  async function loaded(name: string, cwd: string): Promise<string> {
    const url = await server.createDatabase(name);
    await recipe(url, cwd);
    return url;
  }
  async function recipe(url: string, cwd: string): Promise<void> {
    const [create, load] = blocksOf("Postgres");
    await run(["psql", url, "-q", "-v", "ON_ERROR_STOP=1", "-c", create?.code ?? ""], cwd);
    const { hostname, port, username, password, pathname } = new URL(url);
    const place = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password };
    await run(["sh", "-c", load?.code ?? ""], cwd, { ...place, PGDATABASE: pathname.slice(1) });
  }

  it("loads the exports, and loading them again changes nothing", async () => {
    const url = await loaded("exports", folder);
    await recipe(url, folder);
    const [, , select] = blocksOf("Postgres");
    const all = await query(url, (select?.code ?? "").replaceAll("sum(traffic)", "sum(traffic)::text"));
    expect(asSums(all)).toEqual(await expected());
  });

  it("keeps hostile text, whole numbers beyond 2^53 and nulls", async () => {
    const url = await loaded("hostile", await withCsv(hostileFolder(HOSTILE)));
    const found = await query(
      url,
      `select to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as time, domain, traffic::text, bandwidth, requests from traffic`,
    );
    const row = { time: TIME, traffic: "9007199254740993", bandwidth: 1.5, requests: null };
    expect(found).toHaveLength(HOSTILE.length);
    expect(found).toEqual(expect.arrayContaining(HOSTILE.map((domain) => ({ ...row, domain }))));
  });

  it("loads nothing of a file with text among numbers", async () => {
    const cwd = await withCsv(hostileFolder(["a", "b"], "007x"));
    const url = await server.createDatabase("odd");
    await expect(recipe(url, cwd)).rejects.toThrow("invalid input syntax for type bigint");
    expect(await query(url, "select * from traffic")).toEqual([]);
  });

  it("loads nothing or everything of a file with a line that psql before 18 reads as the end", async () => {
    const domains = ["a", "x\n\\.\ny", "z"];
    const cwd = await withCsv(hostileFolder(domains));
    const url = await server.createDatabase("end");
    const error = await recipe(url, cwd).catch(String);
    const found = (await query(url, "select domain from traffic order by domain")).map(({ domain }) => domain);
    if (error !== undefined) expect(error).toContain("unterminated CSV quoted field");
    expect(found).toEqual(error === undefined ? domains : []);
  });
});

describe.skipIf(!python)("ClickHouse (npm run test:warehouse)", () => {
  const recipe = () => blocksOf("ClickHouse")[0]?.code ?? "";
  const [load] = recipe().split(/^select/m);

  it("loads the exports, and rows that were loaded twice count once", async () => {
    expect(asSums(await clickhouse(recipe()))).toEqual(await expected());
    expect(asSums(await clickhouse(load + recipe()))).toEqual(await expected());
  });

  it("keeps hostile text, whole numbers beyond 2^53 and nulls", async () => {
    const cwd = await withCsv(hostileFolder(HOSTILE));
    const select =
      "select formatDateTime(time, '%Y-%m-%dT%H:%i:%SZ') as time, domain, toString(traffic) as traffic, bandwidth, requests from traffic";
    const found = await clickhouse(load + select, cwd);
    const row = { time: TIME, traffic: "9007199254740993", bandwidth: 1.5, requests: null };
    expect(found).toHaveLength(HOSTILE.length);
    expect(found).toEqual(expect.arrayContaining(HOSTILE.map((domain) => ({ ...row, domain }))));
  });

  it("rejects a file with text among numbers", async () => {
    const cwd = await withCsv(hostileFolder(["a"], "007x"));
    await expect(clickhouse(`${load}select 1`, cwd)).rejects.toThrow("CANNOT_PARSE");
  });

  it("reads the Parquet files", async () => {
    const sql =
      "select count() as n, sum(traffic) as bytes from file('exports/parquet/action=reports_detail/*/*.parquet', Parquet)";
    const bytes = (await expected()).reduce((sum, day) => sum + day.bytes, 0n);
    expect(await clickhouse(sql)).toEqual([{ n: 3 * 3 * 288, bytes: Number(bytes) }]);
  });
});
