// `sync --parquet`: the copy is complete after each run, and a file of it is written again only if its export has changed.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import { type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";

let cloud: Emulator;
let cwd: string;
beforeEach(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  cwd = newFolder();
});
afterEach(() => cloud.close());

const date = (daysBack: number) => new Date(Date.now() + GMT8_MS - daysBack * DAY_MS).toISOString().slice(0, 10);
const SYNC = ["sync", "uv,top_url_detail", "www.example.com", "--from", date(12), "--to", date(10), "--parquet"];
const sync = (...args: string[]) => run([...SYNC, ...args], { env: { CDN_EXPORT_ENDPOINT: cloud.url }, cwd });
const target = () => join(cwd, "exports/parquet");
const FILES = [12, 11].flatMap((daysBack) =>
  ["top_url_detail", "uv"].map((action) => `action=${action}/date=${date(daysBack)}/www.example.com.parquet`),
);
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .sort();
const bufferOf = (file: string) => new Uint8Array(readFileSync(join(target(), file))).buffer;

test("the copy has a file for each export, with its rows, query and task; the next run writes nothing", async () => {
  expect(await sync()).toEqual({
    code: 0,
    stdout: "4 of 4 files in exports, 4 new\n4 Parquet files in exports/parquet, 4 new\n",
    stderr: "",
  });
  expect(filesIn(target())).toEqual([...FILES].sort());
  const file = `action=uv/date=${date(12)}/www.example.com.parquet`;
  const { stdout } = await run(["rows", `exports/uv/${date(12)}/www.example.com.csv`, "--json"], { cwd });
  const expected = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const found = await parquetReadObjects({ file: bufferOf(file) });
  expect(found.map(({ uniqueVisitors }) => Number(uniqueVisitors))).toEqual(expected.map((row) => row.uniqueVisitors));
  expect(new Set(found.map(({ domain }) => domain))).toEqual(new Set(["www.example.com"]));
  const [query, task] = parquetMetadata(bufferOf(file)).key_value_metadata ?? [];
  expect(JSON.parse(query?.value ?? "")).toMatchObject({ action: "uv", domains: ["www.example.com"] });
  expect(cloud.tasks.map(({ task_id }) => task_id)).toContain(JSON.parse(task?.value ?? "").id);

  const before = statSync(join(target(), file)).mtimeMs;
  expect((await sync("--quiet")).stdout).toBe("");
  expect((await sync()).stdout).toBe("4 of 4 files in exports, 0 new\n4 Parquet files in exports/parquet, 0 new\n");
  expect(statSync(join(target(), file)).mtimeMs).toBe(before);
  rmSync(target(), { recursive: true });
  expect((await sync()).stdout).toContain("4 Parquet files in exports/parquet, 4 new\n");
});

test("the copy has every export of the ledger, also those of earlier runs", async () => {
  const withoutCopy = SYNC.filter((arg) => arg !== "--parquet");
  await run(withoutCopy, { env: { CDN_EXPORT_ENDPOINT: cloud.url }, cwd });
  expect(existsSync(target())).toBe(false);
  const oneDay = ["sync", "uv", "www.example.com", "--on", date(10), "--parquet"];
  const { stdout } = await run(oneDay, { env: { CDN_EXPORT_ENDPOINT: cloud.url }, cwd });
  expect(stdout).toBe("1 of 1 file in exports, 1 new\n5 Parquet files in exports/parquet, 5 new\n");
});

test("a file of the copy follows its export when late data restates it", async () => {
  await cloud.close();
  const justOver = Date.parse(`${date(11)}T00:10+08:00`);
  const clock = manualClock(justOver);
  cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id", clock });
  const args = ["sync", "uv", "www.example.com", "--on", date(12), "--parquet"];
  const again = () => run(args, { cwd, env: { CDN_EXPORT_ENDPOINT: cloud.url } });
  const file = `action=uv/date=${date(12)}/www.example.com.parquet`;
  expect((await again()).stdout).toContain("1 provisional\n1 Parquet file in exports/parquet, 1 new\n");
  const early = Buffer.from(bufferOf(file));
  clock.advance(2 * DAY_MS);
  expect((await again()).stdout).toContain("1 Parquet file in exports/parquet, 1 new\n");
  expect(Buffer.from(bufferOf(file)).equals(early)).toBe(false);
});

test("an export that isn't a table fails its copy: exit code 5, and the others are written", async () => {
  await sync();
  const [file = ""] = FILES;
  const export_ = join(cwd, `exports/top_url_detail/${date(12)}/www.example.com.csv`);
  writeFileSync(export_, readFileSync(export_, "utf8").replace(/\d(?=\r?\n$)/, "x"));
  rmSync(target(), { recursive: true });
  const { code, stdout, stderr } = await sync();
  expect(code).toBe(5);
  expect(stdout).toBe("4 of 4 files in exports, 0 new\n3 Parquet files in exports/parquet, 3 new; 1 failed\n");
  expect(stderr).toMatch(
    /^cdn-export: top_url_detail\/.*: .* has changed since it was saved\. Delete it, and run sync again/,
  );
  expect(existsSync(join(target(), file))).toBe(false);
  const { parquet } = JSON.parse((await sync("--json")).stdout);
  expect(parquet).toEqual({
    folder: "exports/parquet",
    written: 0,
    current: 3,
    failures: [
      { window: `top_url_detail/${date(12)}/www.example.com`, code: "FILE_CHANGED", message: expect.any(String) },
    ],
  });
});

test("a file that something else wrote is kept, and replaced with --force", async () => {
  const path = join(target(), FILES[0] ?? "");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "mine");
  const { code, stderr } = await sync();
  expect(code).toBe(5);
  expect(stderr).toMatch(/www\.example\.com\.parquet exists already\. Move it away, or replace it with --force\n$/);
  expect(readFileSync(path, "utf8")).toBe("mine");
  expect((await sync("--force")).code).toBe(0);
  expect(await parquetReadObjects({ file: bufferOf(FILES[0] ?? "") })).not.toEqual([]);
});
