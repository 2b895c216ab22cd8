import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createExportClient, days } from "@cdn-export/client";
import { storedJob } from "@cdn-export/client/internal";
import { DEMO_CREDENTIALS, type Fault, startEmulator } from "@cdn-export/emulator";
import { CSV, fakeService, json, refused } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ExportWindow,
  type Ledger,
  openLedger,
  plan,
  type SyncOptions,
  sync,
  type WindowRecord,
} from "../src/index.ts";
import { pathsOf } from "../src/names.ts";

const phaseOf = (record: WindowRecord | undefined) => record?.state && storedJob(record.state).phase;
const HOUR_MS = 3_600_000;
const sha256 = createHash("sha256").update(CSV).digest("hex");
const uv = (first: string, last: string, domains: string[] = ["www.example.com"]) =>
  plan({ domains, actions: ["uv"], ...days(first, last), per: "day" });

let folder: string;
let service: ReturnType<typeof fakeService>;
let ledger: MemoryLedger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-"));
  service = fakeService();
  let drawn = 0;
  // Only the random IDs differ between jobs that start at the same moment.
  service.runtime.random = () => (drawn = (drawn + 0.137) % 1);
  ledger = memoryLedger();
});
afterEach(() => rm(folder, { recursive: true }));

interface MemoryLedger extends Ledger {
  records: Map<string, WindowRecord>;
  writes: [string, WindowRecord][];
  /** Fails this write and every later one. */
  failsAt: number;
}

function memoryLedger(): MemoryLedger {
  const records = new Map<string, WindowRecord>();
  const memory: MemoryLedger = {
    records,
    writes: [],
    failsAt: Number.POSITIVE_INFINITY,
    read: async () => new Map(records),
    async write(id, record) {
      if (memory.writes.length >= memory.failsAt) throw new Error("the database is down");
      const copy = JSON.parse(JSON.stringify(record)) as WindowRecord;
      memory.writes.push([id, copy]);
      records.set(id, copy);
    },
    close: async () => {},
  };
  return memory;
}

const go = (windows: readonly ExportWindow[], more: Partial<SyncOptions> = {}) =>
  sync(windows, ledger, {
    client: createExportClient(service.options),
    folder,
    now: service.runtime.now,
    ...more,
  });
const creates = () => service.seen.filter(({ method }) => method === "POST").length;

describe("sync", () => {
  it("exports missing windows, writes a manifest, and does nothing on the next run", async () => {
    const windows = uv("2026-11-20", "2026-11-22");
    const result = await go(windows);
    expect(result).toEqual({ total: 3, done: 3, provisional: 0, notYet: 0, failed: [], complete: true });
    expect(await readFile(join(folder, "uv/2026-11-20/www.example.com.csv"), "utf8")).toBe(CSV);
    const manifest = (await readFile(join(folder, "manifest.ndjson"), "utf8")).trim().split("\n");
    expect(JSON.parse(String(manifest[0]))).toEqual({
      window: "uv/2026-11-20/www.example.com",
      path: "uv/2026-11-20/www.example.com.csv",
      bytes: CSV.length,
      sha256,
      taskId: expect.stringMatching(/^0+\d$/),
      requestIds: ["list-1"],
      createdAt: expect.any(Number),
      provisional: false,
      verified: true,
    });
    const seen = service.seen.length;
    expect(await go(windows)).toEqual(result);
    expect(service.seen).toHaveLength(seen);
    expect(await readFile(join(folder, "manifest.ndjson"), "utf8")).toBe(`${manifest.join("\n")}\n`);
  });

  it("keeps the request ID of the create call across a restart", async () => {
    service.lostReplies.push(
      json({}, 200, { "x-request-id": "create-1", date: new Date(service.runtime.now()).toUTCString() }),
    );
    const stop = new AbortController();
    const window = uv("2026-11-20", "2026-11-20");
    const write = ledger.write;
    ledger.write = async (id, record) => {
      await write(id, record);
      if (phaseOf(record) === "waiting") stop.abort();
    };
    await expect(go(window, { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    ledger.write = write;
    expect((await go(window)).complete).toBe(true);
    expect(ledger.records.get("uv/2026-11-20/www.example.com")?.file?.requestIds).toEqual(["create-1", "list-1"]);
    expect(creates()).toBe(1);
  });

  it("exports a window again if its file is missing or has another size", async () => {
    const windows = uv("2026-11-20", "2026-11-21");
    await go(windows);
    await rm(join(folder, "uv/2026-11-20/www.example.com.csv"));
    await writeFile(join(folder, "uv/2026-11-21/www.example.com.csv"), "");
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(4);
    expect(await readFile(join(folder, "uv/2026-11-21/www.example.com.csv"), "utf8")).toBe(CSV);
  });

  it("resumes started exports before new ones and creates no second task", async () => {
    const windows = uv("2026-11-20", "2026-11-22");
    ledger.failsAt = 2;
    await expect(go(windows, { concurrency: 1 })).rejects.toThrow("the database is down");
    expect(creates()).toBe(1);
    expect(phaseOf(ledger.records.get(windows[0]?.id ?? ""))).toBe("submitting");
    ledger.failsAt = Number.POSITIVE_INFINITY;
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(3);
  });

  it("writes each step of a job once, not each poll", async () => {
    service.add({ looks: 0 });
    await go(uv("2026-11-20", "2026-11-20"));
    const steps = ledger.writes.map(([, { saving, ...record }]) =>
      saving ? "saving" : (phaseOf(record) ?? (record.file && "file")),
    );
    expect(steps).toEqual(["submitting", "submitting", "waiting", "saving", "file"]);
  });

  it("skips unfinished windows, and exports provisional ones again", async () => {
    // It is 12:00 on 24 November in GMT+8: the top lists of the 23rd have just become complete.
    const windows = plan({
      domains: "all",
      actions: ["top_url_detail"],
      ...days("2026-11-22", "2026-11-24"),
      per: "day",
    });
    const early = { settle: ({ to }: ExportWindow) => to + 13 * HOUR_MS };
    expect(await go(windows, early)).toMatchObject({ done: 1, provisional: 1, notYet: 1, complete: false });
    expect(await go(windows, early)).toMatchObject({ done: 1, provisional: 1, notYet: 1, complete: false });
    expect(creates()).toBe(2);
    await service.runtime.sleep(HOUR_MS, undefined);
    expect(await go(windows, early)).toMatchObject({ done: 2, provisional: 0, notYet: 1, complete: false });
    expect(creates()).toBe(3);
  });

  it("uses the rules for when data are complete, unless settle is set", async () => {
    const windows = plan({
      domains: "all",
      actions: ["top_url_detail", "uv"],
      ...days("2026-11-23", "2026-11-23"),
      per: "day",
    });
    const result = await go(windows, { now: () => Date.parse("2026-11-24T12:00:00Z") });
    expect(result).toMatchObject({ done: 2, provisional: 0 });
  });

  it("uses the service's clock, not the machine's", async () => {
    const windows = uv("2026-11-24", "2026-11-24");
    const future = { now: () => service.runtime.now() + 48 * HOUR_MS };
    expect(await go(windows, future)).toMatchObject({ done: 0, provisional: 1, complete: false });
    const past = { now: () => service.runtime.now() - 48 * HOUR_MS };
    expect(await go(windows, past)).toMatchObject({ done: 0, provisional: 1 });
    expect(creates()).toBe(1);
    await service.runtime.sleep(14 * HOUR_MS, undefined);
    expect(await go(windows)).toMatchObject({ done: 1, complete: true });
  });

  it("continues with other windows when one fails, and restarts the failed one", async () => {
    service.createReplies.push(undefined, refused("CDN.0202", 400));
    const windows = uv("2026-11-20", "2026-11-23");
    const result = await go(windows, { concurrency: 1 });
    expect(result).toMatchObject({ done: 3, failed: [{ window: windows[1], error: { code: "CDN.0202" } }] });
    expect(ledger.records.get(windows[1]?.id ?? "")?.error).toMatchObject({ code: "CDN.0202" });
    service.add({}).status = "fail";
    expect(await go(windows)).toMatchObject({ done: 4, failed: [], complete: true });
    expect(ledger.records.get(windows[1]?.id ?? "")?.error).toBeUndefined();
  });

  it("creates another task in the next run when the service reports a failed one", async () => {
    const windows = uv("2026-11-20", "2026-11-20");
    const add = service.add;
    service.add = (task) => add({ ...task, status: "fail" });
    expect((await go(windows)).failed).toMatchObject([{ error: { code: "JOB_FAILED" } }]);
    service.add = add;
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(2);
  });

  it("continues to wait for a task that was too slow, but replaces one that is no longer listed", async () => {
    const windows = uv("2026-11-20", "2026-11-20");
    const client = createExportClient({ ...service.options, timeout: 60_000 });
    const add = service.add;
    service.add = (task) => add({ ...task, looks: 1000 });
    expect((await go(windows, { client })).failed).toMatchObject([{ error: { code: "JOB_TIMEOUT" } }]);
    for (const task of service.tasks) task.looks = 0;
    expect((await go(windows, { client })).complete).toBe(true);
    expect(creates()).toBe(1);

    await rm(join(folder, "uv"), { recursive: true });
    const other = createExportClient({ ...service.options, timeout: 60_000 });
    await go(windows, { client: other });
    service.tasks.length = 0;
    service.add = add;
    expect((await go(windows, { client: other })).complete).toBe(true);
    expect(creates()).toBe(3);
    // The old task stays on record.
    expect(ledger.records.get(windows[0]?.id ?? "")?.abandoned).toEqual(["2".padStart(32, "0")]);
  });

  it("doesn't treat a task as gone while the list call fails", async () => {
    const windows = uv("2026-11-20", "2026-11-20");
    const client = createExportClient({ ...service.options, timeout: 60_000 });
    const add = service.add;
    service.add = (task) => add({ ...task, looks: 1000 });
    await go(windows, { client });
    service.listReplies.push(...Array.from({ length: 500 }, () => json({}, 503)));
    expect((await go(windows, { client })).failed).toMatchObject([{ error: { code: "JOB_TIMEOUT", statuses: {} } }]);
    service.listReplies.length = 0;
    for (const task of service.tasks) task.looks = 0;
    expect((await go(windows, { client })).complete).toBe(true);
    expect(creates()).toBe(1);
  });

  it("stops at once when the keys are rejected, the disk fails or the caller aborts", async () => {
    const windows = uv("2026-11-01", "2026-11-20");
    service.listReplies.push(
      ...Array.from({ length: 9 }, () => json({ error_code: "APIGW.0301", error_msg: "no" }, 401)),
    );
    await expect(go(windows)).rejects.toMatchObject({ name: "SignatureError" });
    expect(service.seen.length).toBeLessThan(3);
    service.listReplies.length = 0;

    await writeFile(join(folder, "file"), "");
    await expect(go(windows, { folder: join(folder, "file") })).rejects.toMatchObject({ name: "SaveError" });
    expect(creates()).toBeLessThan(8);
    await expect(go(windows, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("reports each window that begins or ends", async () => {
    const seen: [done: number, running: string[]][] = [];
    const onProgress: SyncOptions["onProgress"] = ({ done, running }) =>
      seen.push([done, running.map(({ label }) => label)]);
    await go(uv("2026-11-20", "2026-11-22"), { concurrency: 1, onProgress });
    expect(seen.at(0)).toEqual([0, []]);
    expect(seen.at(1)).toEqual([0, ["2026-11-20"]]);
    expect(seen.at(-1)).toEqual([3, []]);
    expect([...new Set(seen.map(([done]) => done))]).toEqual([0, 1, 2, 3]);
  });

  describe("a file that isn't in the ledger", () => {
    const window = () => uv("2026-11-20", "2026-11-20");
    const path = () => join(folder, "uv/2026-11-20/www.example.com.csv");
    beforeEach(async () => {
      await mkdir(dirname(path()), { recursive: true });
      await writeFile(path(), "mine");
    });

    it("isn't replaced; its window fails and keeps its task for the next run", async () => {
      for (let run = 0; run < 2; run++) {
        const { failed } = await go(window());
        expect(failed).toMatchObject([{ error: { name: "SaveError", code: "FILE_EXISTS" } }]);
        expect(await readFile(path(), "utf8")).toBe("mine");
      }
      await rm(path());
      expect((await go(window())).complete).toBe(true);
      expect(creates()).toBe(1);
      expect(await readFile(path(), "utf8")).toBe(CSV);
    });

    it("is replaced with `overwrite`", async () => {
      expect((await go(window(), { overwrite: true })).complete).toBe(true);
      expect(await readFile(path(), "utf8")).toBe(CSV);
    });

    it("is replaced if a killed run had just saved it", async () => {
      await rm(path());
      ledger.failsAt = 4;
      await expect(go(window())).rejects.toThrow("the database is down");
      expect(await readFile(path(), "utf8")).toBe(CSV);
      expect(ledger.records.get("uv/2026-11-20/www.example.com")?.file).toBeUndefined();
      ledger.failsAt = Number.POSITIVE_INFINITY;
      expect((await go(window())).complete).toBe(true);
      expect(creates()).toBe(1);
    });
  });
});

describe("the names of the files", () => {
  // The template doesn't contain the domain.
  beforeEach(() => {
    service.everyFile = () => new Response("rank,requests\n1,10\n");
  });
  const names = async () => (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".csv")).sort();

  it("differ where domains differ in case or in what a file system refuses", async () => {
    const domains = ["WWW.example.com", "www.example.com", "*.example.com", "<.example.com", "con.example", "shop.zip"];
    expect((await go(uv("2026-11-20", "2026-11-20", domains), { name: "{domain}.{type}" })).complete).toBe(true);
    expect(await names()).toEqual([
      expect.stringMatching(/^_.example.com-[0-9a-f]{8}\.csv$/),
      expect.stringMatching(/^_.example.com-[0-9a-f]{8}\.csv$/),
      expect.stringMatching(/^_con.example-[0-9a-f]{8}\.csv$/),
      "shop.zip.csv",
      expect.stringMatching(/^www.example.com-[0-9a-f]{8}\.csv$/),
      "www.example.com.csv",
    ]);
  });

  it("stay below the folder, whatever the name of a domain", async () => {
    expect((await go(uv("2026-11-20", "2026-11-20", ["..", "a".repeat(500)]))).complete).toBe(true);
    expect((await names()).every((name) => name.startsWith("uv/2026-11-20/") && name.length < 200)).toBe(true);
    expect(await names()).toHaveLength(2);
    // The query rejects a name with a slash. If one gets here, it is harmless.
    const paths = pathsOf(uv("2026-11-20", "2026-11-20", ["../../x"]), "{domain}.{type}", new Map());
    expect([...paths.values()].join()).not.toMatch(/^\.|\//);
  });

  it.each([
    ["{action}.csv", "must end in .{type}"],
    ["{colour}.{type}", "there is no {colour}; there are {action}, {date}, {domain}, {id}, {type}"],
    ["../{id}.{type}", "must be a path below the folder"],
    ["/tmp/{id}.{type}", "must be a path below the folder"],
    ["CON/{id}.{type}", "must be a path below the folder"],
    ["{action}.{type}", "gives uv/2026-11-20/www.example.com and uv/2026-11-21/www.example.com one file"],
  ])("are refused before anything is sent: %s", async (name, message) => {
    await expect(go(uv("2026-11-20", "2026-11-21"), { name })).rejects.toThrow(message);
    expect(service.seen).toEqual([]);
  });
});

describe("a run of 300 windows in which one call in ten fails", () => {
  it("ends complete with one task for each window, and a rerun creates none", { timeout: 120_000 }, async () => {
    let now = Date.parse("2026-11-24T04:00:00Z");
    const clock = {
      now: () => now,
      async sleep(ms: number, signal?: AbortSignal) {
        signal?.throwIfAborted();
        now += ms;
        await new Promise(setImmediate);
        signal?.throwIfAborted();
      },
    };
    const faults: Fault[] = [
      ...(["create", "list", "download"] as const).flatMap((at): Fault[] => [
        { at, what: "reset-before", rate: 0.03 },
        { at, what: "status", status: 503, rate: 0.03 },
      ]),
      { at: "create", what: "reset-after", rate: 0.02 },
      { at: "create", what: "lose", rate: 0.02 },
      { at: "list", what: "html", rate: 0.04 },
      { at: "download", what: "truncate", bytes: 100, rate: 0.04 },
    ];
    const cloud = await startEmulator({
      seed: 7,
      port: false,
      clock,
      format: "csv",
      topRows: 5,
      runMs: 2000,
      maxTasks: 10_000,
      faults,
    });
    try {
      const domains = Array.from({ length: 10 }, (_, i) => `www${i}.example.com`);
      const windows = plan({ domains, actions: ["uv"], ...days("2026-10-21", "2026-11-19"), per: "day" });
      const path = join(folder, "ledger");
      const once = async () => {
        const file = await openLedger(path);
        const { fetch, url } = cloud;
        const client = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: url, fetch, runtime: clock });
        try {
          return await sync(windows, file, { client, folder, now: clock.now, concurrency: 8 });
        } finally {
          await file.close();
        }
      };
      let result = await once();
      // Cron starts it every day. Tasks that the service dropped are created again after a day.
      for (let runs = 1; !result.complete && runs < 8; runs++) {
        now += 24 * HOUR_MS;
        result = await once();
      }
      expect(result).toEqual({ total: 300, done: 300, provisional: 0, notYet: 0, failed: [], complete: true });
      expect(cloud.faults.log.length).toBeGreaterThan(100);
      const asked = cloud.tasks.map(({ request }) => `${request.domain_name} ${request.start_time}`);
      expect(new Set(asked).size).toBe(300);
      expect(asked).toHaveLength(300);
      expect((await once()).complete).toBe(true);
      expect(cloud.tasks).toHaveLength(300);
    } finally {
      await cloud.close();
    }
  });
});

describe("callsPerSecond", () => {
  it("limits the API calls of a client and its derived clients, but not downloads", async () => {
    const client = createExportClient({ ...service.options, callsPerSecond: 0.1 });
    await go(uv("2026-11-20", "2026-11-20"), { client });
    const calls = service.seen.filter(({ url }) => url.host === "cdn.test").length;
    const before = service.runtime.now();
    await client.with({ onLost: "fail" }).api.GET("/v1/cdn/statistics/export-tasks");
    expect(service.runtime.now() - before).toBeGreaterThan(0);
    expect(service.pauses.filter((ms) => ms > 5000 && ms <= 10_000).length).toBe(calls);
    expect(() => createExportClient({ ...service.options, callsPerSecond: 0 })).toThrow(
      "callsPerSecond must be a number above 0, not 0",
    );
  });
});
