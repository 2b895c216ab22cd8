// The Parquet copy of a folder: which files are written, and when they are written again. docs/warehouse.md is tested elsewhere:
// there, DuckDB and other programs read such a folder.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pointsCsv, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { canMountSmallDisk, mountSmallDisk } from "@cdn-export/test-support/small-disk";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ParquetFolderOptions, writeParquet } from "../../src/folder/parquet.ts";
import { readLedger } from "../../src/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parquet-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DAY: TestWindow = {
  domains: ["a.example.com"],
  interval: 300,
  from: "2026-11-01",
  to: "2026-11-02",
  csv: pointsCsv("2026-11-01", "2026-11-02", ["a.example.com"], () => 100),
};
const TOP: TestWindow = {
  action: "top_url_detail",
  domains: "all",
  from: "2026-11-02",
  to: "2026-11-03",
  csv: "URL,Requests\n/a,10\n/b,5\n",
};
const DAY_PATH = "action=reports_detail/date=2026-11-01/0.parquet";
const TOP_PATH = "action=top_url_detail/date=2026-11-02/1.parquet";

const write = async (options: ParquetFolderOptions = {}) =>
  writeParquet(folder, await readLedger(join(folder, ".cdn-export.ledger")), { onWarning: () => {}, ...options });
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .sort();

it("writes a file for each export, by action and day", async () => {
  writeExportFolder(folder, [DAY, TOP]);
  expect(await write()).toEqual({ written: [DAY_PATH, TOP_PATH], current: 0, failed: [] });
  expect(filesIn(join(folder, "parquet"))).toEqual([DAY_PATH, TOP_PATH]);
});

it("writes a file again only if its export has changed", async () => {
  writeExportFolder(folder, [DAY, TOP]);
  await write();
  const before = statSync(join(folder, "parquet", DAY_PATH));
  expect(await write()).toEqual({ written: [], current: 2, failed: [] });
  // Late data: `sync` has exported the day again.
  writeExportFolder(folder, [DAY, { ...TOP, csv: "URL,Requests\n/a,11\n" }]);
  expect(await write()).toEqual({ written: [TOP_PATH], current: 1, failed: [] });
  expect(statSync(join(folder, "parquet", DAY_PATH)).mtimeMs).toBe(before.mtimeMs);
});

it("names files by their windows: of hours, months and other options", async () => {
  writeExportFolder(folder, [DAY]);
  const [record] = (await readLedger(join(folder, ".cdn-export.ledger"))).values();
  const query = { ...record?.query, action: "uv", from: Date.parse("2026-11-01T08:00+08:00") } as const;
  const ids = [
    "uv/2026-11-01/A.example.com",
    "uv/2026-11-01/a.example.com/0f",
    "uv/2026-11-01-08/a.example.com",
    "uv/2026-11/x",
    "uv/2026-11-01/*.example.com",
    "uv/2026-11-01/a.example.com_0f",
  ];
  const records = new Map(ids.map((id) => [id, { ...record, query } as typeof record & object]));
  const { written } = await writeParquet(folder, records, { onWarning: () => {} });
  expect(written.map((path) => path.replace(/[0-9a-f]{8}(?=\.parquet)/, "HASH"))).toEqual([
    "action=uv/date=2026-11-01/a.example.com-HASH.parquet",
    "action=uv/date=2026-11-01/a.example.com_0f.parquet",
    "action=uv/date=2026-11-01/uv_2026-11-01-08_a.example.com.parquet",
    "action=uv/date=2026-11-01/uv_2026-11_x.parquet",
    "action=uv/date=2026-11-01/x_.example.com-HASH.parquet",
    "action=uv/date=2026-11-01/a.example.com_0f_-HASH.parquet",
  ]);
  expect(new Set(written).size).toBe(ids.length);
});

it("writes into another folder, reports progress, and skips windows without a file", async () => {
  writeExportFolder(folder, [DAY, { ...TOP, csv: null }]);
  const progress: unknown[] = [];
  const target = join(folder, "lake");
  await write({ target, onProgress: (step) => progress.push(step) });
  expect(filesIn(target)).toEqual([DAY_PATH]);
  expect(progress).toEqual([
    { done: 0, total: 1 },
    { done: 1, total: 1 },
  ]);
});

describe("an export that can't be written", () => {
  const changed = (name: string) => join(folder, "top_url_detail", name);

  it.each<[what: string, change: () => void, message: string]>([
    ["was removed", () => rmSync(changed("1.csv")), "is missing. Run sync again to replace it"],
    [
      "was changed",
      () => writeFileSync(changed("1.csv"), "URL,Requests\n/a,10\n/b,6\n"),
      "has changed since it was saved. Delete it, and run sync again to replace it",
    ],
  ])("because it %s fails its window, and the others are written", async (_, change, message) => {
    writeExportFolder(folder, [DAY, TOP]);
    change();
    const { written, failed } = await write();
    expect(written).toEqual([DAY_PATH]);
    expect(failed).toMatchObject([{ window: "top_url_detail/2026-11-02/1" }]);
    expect(failed[0]?.error.message).toBe(`${changed("1.csv")} ${message}`);
  });

  it.each([
    ["is markup", "<html>Error</html>", "NOT_STATISTICS"],
    ["is cut off", 'URL,Requests\n/a,1\n"/b', "BAD_CSV"],
    ["is empty", "", "NOT_STATISTICS"],
  ])("because it %s fails its window, and leaves nothing behind", async (_, csv, code) => {
    writeExportFolder(folder, [DAY, { ...TOP, csv }]);
    const { failed } = await write();
    expect(failed).toMatchObject([{ window: "top_url_detail/2026-11-02/1", error: { code } }]);
    expect(filesIn(join(folder, "parquet"))).toEqual([DAY_PATH]);
    expect(readdirSync(join(folder, "parquet"))).toEqual(["action=reports_detail"]);
  });
});

describe("a file that something else wrote", () => {
  it.each([
    ["isn't Parquet", () => Buffer.from("mine")],
    ["is shorter than a footer", () => Buffer.from("PAR1")],
    ["claims a footer that is larger than itself", () => Buffer.from("\xff\xff\xff\x7fPAR1", "latin1")],
    ["has no task in its metadata", () => Buffer.from("PAR1\0\0\0\0PAR1", "latin1")],
  ])("is kept if it %s, and replaced with overwrite", async (_, content) => {
    writeExportFolder(folder, [DAY, TOP]);
    await write();
    const path = join(folder, "parquet", TOP_PATH);
    writeFileSync(path, content());
    const { written, failed } = await write();
    expect({ written, failed }).toMatchObject({ written: [], failed: [{ error: { code: "FILE_EXISTS" } }] });
    expect(readFileSync(path)).toEqual(content());
    expect(await write({ overwrite: true })).toMatchObject({ written: [TOP_PATH], failed: [] });
  });
});

describe("a run that is killed in the middle of a file", () => {
  it("leaves no file under the final name, and the next run writes it", { timeout: 60_000 }, async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `/${i},${i < 110_000 ? i : "odd"}`);
    writeExportFolder(folder, [DAY, { ...TOP, csv: `URL,Requests\n${lines.join("\n")}\n` }]);
    const program = fileURLToPath(new URL("../programs/parquet.ts", import.meta.url));
    const child = spawn(process.execPath, [program, folder], { stdio: "inherit" });
    const [code, signal] = await once(child, "close");
    expect([code, signal]).toEqual([null, "SIGKILL"]);
    const target = join(folder, "parquet");
    expect(filesIn(target)).toEqual([".new/file.parquet.new", DAY_PATH]);
    expect(statSync(join(target, ".new/file.parquet.new")).size).toBeGreaterThan(100_000);
    expect(await write()).toEqual({ written: [TOP_PATH], current: 1, failed: [] });
    expect(filesIn(target)).toEqual([DAY_PATH, TOP_PATH]);
  });

  it("does what is left when it was stopped by a signal", async () => {
    writeExportFolder(folder, [DAY, TOP]);
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 1 && stop.abort(new Error("stopped"));
    await expect(write({ signal: stop.signal, onProgress })).rejects.toThrow("stopped");
    expect(filesIn(join(folder, "parquet"))).toEqual([DAY_PATH]);
    expect(await write()).toMatchObject({ written: [TOP_PATH], current: 1 });
  });
});

it.skipIf(!canMountSmallDisk())("ends with a SaveError if the disk is full, and leaves nothing behind", async () => {
  const { disk, unmount } = mountSmallDisk() as NonNullable<ReturnType<typeof mountSmallDisk>>;
  try {
    const csv = `URL,Requests\n${Array.from({ length: 20_000 }, (_, i) => `/${i * 7919},${i * 104_729}`).join("\n")}\n`;
    writeExportFolder(folder, [DAY, { ...TOP, csv }]);
    await expect(write({ target: disk })).rejects.toMatchObject({
      name: "SaveError",
      message: expect.stringContaining("cannot be written: the disk is full"),
    });
    expect(filesIn(disk)).toEqual([DAY_PATH]);
  } finally {
    unmount();
  }
});

describe("an archive", () => {
  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

  it("is one file if its tables have the same columns", async () => {
    const csv = zip({ "a.csv": "URL,Requests\n/a,1\n", "b.csv": "Requests,URL\n2,/b\n" });
    writeExportFolder(folder, [{ ...TOP, csv, ending: "zip" }]);
    expect(await write()).toMatchObject({ failed: [], written: [expect.any(String)] });
  });

  it("fails its window if its tables have different columns", async () => {
    const csv = zip({ "a.csv": "URL,Requests\n/a,1\n", "b.csv": "URL,Traffic (Byte)\n/b,1\n" });
    writeExportFolder(folder, [{ ...TOP, csv, ending: "zip" }]);
    const { failed } = await write();
    expect(failed[0]?.error.message).toMatch(/0\.zip have different columns$/);
  });
});
