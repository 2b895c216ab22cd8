// SQL on a folder of csv files: a year of 50 domains, every 5 minutes.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExportFolder, openFolder } from "@cdn-export/sync/folder";
import { DuckDBInstance } from "@duckdb/node-api";
import { compare, inTurns, median } from "../measure.ts";
import { type Program, program } from "../program.ts";
import { writeYear } from "../year.ts";

const SQL =
  "select domain, sum(traffic), sum(requests), max(traffic) from reports_detail group by domain order by 2 desc limit 10";
const STORE = ".cdn-export";

export const query: Program = program(
  {
    "query-year": {
      // The aim is 1.3 x: runs are on both sides of it.
      what: "group-by over a year of 50 domains at 5 minutes, from the store",
      rival: "DuckDB on the same Parquet files",
      unit: "x",
      budget: null,
    },
    "query-again": { what: "second query of a folder of csv, by another program", unit: "s", budget: 2 },
    // The aim is 2 x: runs are on both sides of it.
    "query-store": { what: "first query, which converts the csv", rival: "reading the csv", unit: "x", budget: null },
  },
  async (quick) => {
    const path = mkdtempSync(join(tmpdir(), "bench-query-"));
    try {
      writeYear(path, quick ? { months: 2, domains: 2 } : { months: 12, domains: 50 });
      const store = await againstReading(path, quick ? 1 : 3);
      const again = await secondQuery(path);
      return { "query-store": store, "query-again": again, "query-year": await againstDuckDb(path, quick ? 1 : 9) };
    } finally {
      rmSync(path, { recursive: true });
    }
  },
);

async function answered(folder: ExportFolder): Promise<number> {
  const { rows } = await folder.query(SQL);
  let count = 0;
  for await (const row of rows) count += row.length;
  return count;
}

async function againstReading(path: string, rounds: number) {
  const timed = async (work: (folder: ExportFolder) => Promise<unknown>) => {
    rmSync(join(path, STORE), { recursive: true, force: true });
    const folder = await openFolder(path);
    const start = performance.now();
    await work(folder);
    const ms = performance.now() - start;
    await folder.close();
    return ms;
  };
  const pairs = await inTurns(
    { rounds, warmUp: 0 },
    () => timed(answered),
    () =>
      timed(async (folder) => {
        let count = 0;
        for await (const { traffic } of folder.rows("reports_detail")) count += traffic === null ? 0 : 1;
        return count;
      }),
  );
  const [ours, theirs] = [0, 1].map((side) => (median(pairs.map((pair) => pair[side] ?? 0)) / 1000).toFixed(1));
  return { value: median(pairs.map(([ours, theirs]) => ours / theirs)), detail: `${ours} against ${theirs} s` };
}

async function secondQuery(path: string) {
  const first = await openFolder(path);
  await answered(first);
  await first.close();
  const folder = await openFolder(path);
  const start = performance.now();
  await answered(folder);
  const ms = performance.now() - start;
  await folder.close();
  return { value: ms / 1000, detail: `${Math.round(ms)} ms, with the start of DuckDB's process` };
}

async function againstDuckDb(path: string, rounds: number) {
  const folder = await openFolder(path);
  const parts = readdirSync(join(path, STORE, "parquet-1")).filter((name) => /^reports_detail.*\.parquet$/.test(name));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const files = parts.map((name) => `'${join(path, STORE, "parquet-1", name)}'`);
  await connection.run(`CREATE VIEW reports_detail AS SELECT * FROM read_parquet([${files}], union_by_name = true)`);
  const { ours, theirs, ratio } = await compare(
    { rounds, count: 1, warmUp: 2 },
    () => answered(folder),
    () => connection.runAndReadAll(SQL),
  );
  connection.closeSync();
  instance.closeSync();
  await folder.close();
  const [a, b] = [ours, theirs].map((micros) => Math.round(micros / 1000));
  return { value: ratio, detail: `${a} against ${b} ms` };
}
