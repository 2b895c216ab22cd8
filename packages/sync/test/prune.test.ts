// Which windows are removed with their files, and which are kept.
import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JobState } from "@cdn-export/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeParquet } from "../src/folder/parquet.ts";
import { type FileLedger, openLedger, type WindowFile } from "../src/index.ts";
import { prunable, prune } from "../src/prune.ts";

let folder: string;
let ledger: FileLedger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "prune-"));
  ledger = await openLedger(join(folder, ".ledger"));
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

const STATE = {} as JobState;

/** Saves a file as `sync` does. */
async function saved(path: string, more: object = {}): Promise<{ file: WindowFile }> {
  const content = `content of ${path}`;
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const bytes = Buffer.byteLength(content);
  return { file: { path, bytes, sha256, taskId: "t", requestIds: [], createdAt: 0, provisional: false, ...more } };
}

it("removes files as they were saved, windows without files, and folders that are empty then", async () => {
  await ledger.write("old", await saved("uv/2026-01/a.csv"));
  await ledger.write("gone", { file: { ...(await saved("uv/2026-02/a.csv")).file, path: "uv/2026-03/a.csv" } });
  await ledger.write("failed", { error: { code: "X", message: "failed" } });
  await ledger.write("planned", await saved("uv/2026-04/a.csv"));
  const { removed, kept } = await prune(ledger, new Set(["planned"]), folder);
  expect(removed.map(({ id }) => id)).toEqual(["old", "gone", "failed"]);
  expect(kept).toEqual([]);
  expect([...(await ledger.read()).keys()]).toEqual(["planned"]);
  // The file of 2026-02 isn't in the ledger.
  expect((await readdir(join(folder, "uv"))).sort()).toEqual(["2026-02", "2026-04"]);
  expect(await readFile(join(folder, "manifest.ndjson"), "utf8")).toMatch(/^\{"window":"planned",.*\}\n$/);
});

it("keeps windows whose file was changed or adopted, or whose task may still run", async () => {
  await ledger.write("changed", await saved("a.csv"));
  await writeFile(join(folder, "a.csv"), "content of x.csv");
  await ledger.write("longer", await saved("b.csv"));
  await writeFile(join(folder, "b.csv"), "something else");
  await ledger.write("adopted", await saved("c.csv", { adopted: true }));
  await ledger.write("running", { ...(await saved("d.csv")), state: STATE });
  await ledger.write("saving", { saving: "e.csv" });
  const before = await ledger.read().then((records) => [...records]);
  const { removed, kept } = await prune(ledger, new Set(), folder);
  expect(removed).toEqual([]);
  expect(kept).toEqual([
    { id: "changed", path: "a.csv", why: "changed" },
    { id: "longer", path: "b.csv", why: "changed" },
    { id: "adopted", path: "c.csv", why: "adopted" },
    { id: "running", path: "d.csv", why: "running" },
    { id: "saving", path: undefined, why: "running" },
  ]);
  expect([...(await ledger.read())]).toEqual(before);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["a.csv", "b.csv", "c.csv", "d.csv"]));
});

it("removes the Parquet file of a removed window, if writeParquet wrote it", async () => {
  const query = (day: string) =>
    ({
      action: "uv",
      domains: ["a"],
      from: Date.parse(`${day}T00:00+08:00`),
      to: Date.parse(`${day}T24:00+08:00`),
    }) as const;
  const csv = "Time,Unique visitors\n2026-01-01,5\n";
  for (const day of ["2026-01-01", "2026-01-02", "2026-01-03"]) {
    const { file } = await saved(`uv/${day}/a.csv`);
    await writeFile(join(folder, file.path), csv);
    const sha256 = createHash("sha256").update(csv).digest("hex");
    await ledger.write(`uv/${day}/a`, { query: query(day), file: { ...file, sha256, bytes: csv.length } });
  }
  const copies = join(folder, "parquet/action=uv");
  expect((await writeParquet(folder, await ledger.read())).written).toHaveLength(3);
  await writeFile(join(copies, "date=2026-01-02/a.parquet"), "mine");
  await prune(ledger, new Set(["uv/2026-01-03/a"]), folder);
  expect((await readdir(copies, { recursive: true })).sort()).toEqual([
    "date=2026-01-02",
    "date=2026-01-02/a.parquet",
    "date=2026-01-03",
    "date=2026-01-03/a.parquet",
  ]);
});

it("can be listed before anything is removed", async () => {
  await ledger.write("old", await saved("uv/a.csv"));
  const { removed } = await prunable(await ledger.read(), new Set(), folder);
  expect(removed).toEqual([{ id: "old", path: "uv/a.csv" }]);
  expect(await readdir(join(folder, "uv"))).toEqual(["a.csv"]);
});

it.skipIf(process.getuid?.() === 0)("keeps the record of a file that can't be removed", async () => {
  await ledger.write("old", await saved("uv/a.csv"));
  await chmod(join(folder, "uv"), 0o500);
  await expect(prune(ledger, new Set(), folder)).rejects.toMatchObject({ name: "SaveError" });
  await chmod(join(folder, "uv"), 0o700);
  expect((await ledger.read()).has("old")).toBe(true);
});
