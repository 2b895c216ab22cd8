// What the ledger says about each window, besides its state.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, days } from "@cdn-export/client";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLedger, plan, readLedger, sync, type WindowFile } from "../src/index.ts";

let folder: string;
let path: string;
let service: ReturnType<typeof fakeService>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "records-"));
  path = join(folder, "ledger");
  service = fakeService();
});
afterEach(() => rm(folder, { recursive: true }));

const FIRST = "uv/2026-11-20/www.example.com";
const windowsOf = (first: string, last: string) =>
  plan({ domains: ["www.example.com"], actions: ["uv"], ...days(first, last), per: "day" });
const windows = windowsOf("2026-11-20", "2026-11-21");

async function run(): Promise<void> {
  const ledger = await openLedger(path);
  const client = createExportClient(service.options);
  const { complete } = await sync(windows, ledger, { client, folder, now: service.runtime.now });
  expect(complete).toBe(true);
  await ledger.close();
}

it("has the query, the plan and the content of each file", async () => {
  await run();
  const records = await readLedger(path);
  expect(records.get(FIRST)).toMatchObject({
    query: { action: "uv", domains: ["www.example.com"], from: windows[0]?.from, to: windows[0]?.to },
    found: { rows: 1, measures: ["requests"] },
  });
  const later = windowsOf("2026-12-01", "2026-12-01");
  expect(new Set([...records.values(), ...later].map((record) => record.plan)).size).toBe(1);
});

it("adds the queries that a ledger of an earlier release lacks, once", async () => {
  await run();
  const { found: _, ...described } = (await readLedger(path)).get(FIRST) ?? {};
  const old = [...(await readLedger(path))].map(([id, { query, plan, found, ...record }]) => [id, record]);
  const head = '{"format":"cdn-export ledger","version":1}';
  await writeFile(path, `${[head, ...old.map((entry) => JSON.stringify(entry))].join("\n")}\n`);
  const calls = service.seen.length;
  await run();
  expect(service.seen).toHaveLength(calls);
  const after = await readLedger(path);
  expect(after.get(FIRST)).toEqual(described);
  await run();
  expect(await readLedger(path)).toEqual(after);
});

it("says which files were restated: their content differs from that of a provisional file", async () => {
  await run();
  const before = await readLedger(path);
  const ledger = await openLedger(path);
  const [[first, record] = ["", {}], [second, other] = ["", {}]] = [...before];
  await ledger.write(first, {
    ...record,
    file: { ...record.file, sha256: "0".repeat(64), provisional: true } as WindowFile,
  });
  await ledger.write(second, { ...other, file: { ...other.file, provisional: true } as WindowFile });
  await ledger.close();
  await run();
  const after = await readLedger(path);
  expect(after.get(first)?.file).toMatchObject({ provisional: false, restated: true });
  expect(after.get(second)?.file).not.toHaveProperty("restated");
});
