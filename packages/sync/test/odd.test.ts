// Unusual runs: conflicting plans, a ledger of another version, clients that don't know each other.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, days } from "@cdn-export/client";
import { CSV, fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type ExportWindow,
  type Ledger,
  openLedger,
  type PlanOptions,
  plan,
  type SyncOptions,
  sync,
} from "../src/index.ts";

let folder: string;
let service: ReturnType<typeof fakeService>;
let ledger: Ledger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-odd-"));
  service = fakeService();
  let drawn = 0;
  service.runtime.random = () => (drawn = (drawn + 0.137) % 1);
  ledger = await openLedger(join(folder, "ledger"));
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

const uv = (first: string, last: string, more: Partial<PlanOptions> = {}) =>
  plan({ domains: ["www.example.com"], actions: ["uv"], ...days(first, last), per: "day", ...more });
const go = (windows: readonly ExportWindow[], more: Partial<SyncOptions> = {}) =>
  sync(windows, ledger, { client: createExportClient(service.options), folder, now: service.runtime.now, ...more });

describe("sync", () => {
  it("resumes many exports with the same concurrency as new ones", async () => {
    const add = service.add;
    service.add = (task) => add({ ...task, looks: 1000 });
    const windows = uv("2026-11-01", "2026-11-20");
    const impatient = { ...service.options, timeout: 60_000 };
    expect((await go(windows, { client: createExportClient(impatient) })).failed).toHaveLength(20);

    service.add = add;
    for (const task of service.tasks) task.looks = 3;
    let [inFlight, most] = [0, 0];
    const counting: typeof fetch = async (...request) => {
      most = Math.max(most, ++inFlight);
      await new Promise(setImmediate);
      return service.fetch(...request).finally(() => inFlight--);
    };
    const client = createExportClient({ ...service.options, fetch: counting });
    expect((await go(windows, { client, concurrency: 2 })).failed).toEqual([]);
    expect(most).toBe(2);
    expect(service.tasks).toHaveLength(20);
  });

  it("doesn't adopt the task of another export while a create call is unresolved", async () => {
    const [first, second] = uv("2026-11-20", "2026-11-21");
    if (!first || !second) throw new Error("two windows are planned");
    const states = new Map<ExportWindow, object>();
    const client = createExportClient(service.options);
    for (const window of [first, second]) {
      const job = client.start(window.query, {
        onState(state, { phase }) {
          if (phase === "submitting" && !states.has(window)) states.set(window, state);
        },
      });
      await job.submitted();
      if (window === second) await ledger.write(window.id, { state: job.toJSON() });
    }
    // The first task was never created. The second task was created while the first call might have been running.
    const inDoubt = states.get(first) as { createCall: { to: number; ids: string[] } };
    inDoubt.createCall.to += 600_000;
    await ledger.write(first.id, { state: inDoubt as never });
    service.tasks.splice(1);
    expect((await go([first, second], { concurrency: 1 })).complete).toBe(true);
    const records = await ledger.read();
    const [made, kept] = [first, second].map(({ id }) => records.get(id)?.file?.taskId);
    const asked = (id?: string) => service.tasks.find(({ task_id }) => task_id === id)?.request?.start_time;
    expect([asked(made), asked(kept)]).toEqual([first.from, second.from]);
  });

  it("refuses to overwrite the file of another plan", async () => {
    await go(uv("2026-11-20", "2026-11-20", { interval: 300 }));
    const seen = service.seen.length;
    const other = uv("2026-11-20", "2026-11-20", { interval: 3600 });
    await expect(go(other)).rejects.toThrow(
      /^name: \{action\}.* gives (uv\/2026-11-20\S+) the file of (?!\1)uv\/2026-11-20\S+, which is in the ledger; add \{id\}/,
    );
    expect(service.seen).toHaveLength(seen);
    expect((await go(other, { name: "{id}.{type}" })).complete).toBe(true);
  });

  it("rejects a long name before it sends anything", async () => {
    const windows = uv("2026-11-20", "2026-11-20", { domains: ["a".repeat(200)] });
    await expect(go(windows, { name: "{id}-{domain}.{type}" })).rejects.toThrow("a name that is too long");
    expect(service.seen).toEqual([]);
  });

  it("rejects an invalid result of settle before it sends anything", async () => {
    const settle = () => Number.NaN;
    await expect(go(uv("2026-11-20", "2026-11-20"), { settle })).rejects.toThrow(
      "settle returned NaN for uv/2026-11-20/",
    );
    expect(service.seen).toEqual([]);
  });

  it("keeps an export that a later version started, and runs the others", async () => {
    const windows = uv("2026-11-20", "2026-11-21");
    const record = { state: { version: 2, phase: "waiting" } as never };
    await ledger.write(windows[0]?.id ?? "", record);
    expect(await go(windows)).toMatchObject({
      done: 1,
      failed: [{ window: windows[0], error: { code: "BAD_STATE" } }],
    });
    expect((await ledger.read()).get(windows[0]?.id ?? "")).toMatchObject(record);
    expect(service.tasks).toHaveLength(1);
  });

  it("throws the first failure, even if the ledger can't be read anymore", async () => {
    const broken: Ledger = {
      read: async () => new Map(),
      async write() {
        broken.read = () => Promise.reject(new Error("no connection"));
        throw new Error("the database is down");
      },
      close: async () => {},
    };
    const client = createExportClient(service.options);
    const running = sync(uv("2026-11-20", "2026-11-20"), broken, { client, folder, now: service.runtime.now });
    await expect(running).rejects.toThrow("the database is down");
  });

  it("lists the saved files in the manifest, even if it is aborted", async () => {
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done === 3) stop.abort();
    };
    const running = go(uv("2026-11-10", "2026-11-20"), { concurrency: 1, signal: stop.signal, onProgress });
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    const manifest = (await readFile(join(folder, "manifest.ndjson"), "utf8")).trim().split("\n");
    expect(manifest.map((line) => JSON.parse(line).path)).toEqual(
      ["10", "11", "12"].map((day) => `uv/2026-11-${day}/www.example.com.csv`),
    );
    expect(await readFile(join(folder, "uv/2026-11-12/www.example.com.csv"), "utf8")).toBe(CSV);
    expect((await readdir(folder)).sort()).toEqual(["ledger", "ledger.lock", "manifest.ndjson", "uv"]);
  });

  it.each([600_000, 86_400_000, -86_400_000])(
    "creates no task twice when the clock jumps by %i ms during a run",
    async (jump) => {
      service.listDelayMs = 20_000;
      let offset = 0;
      let before = "";
      const jumping: typeof fetch = async (input, init) => {
        const answer = await service.fetch(input, init);
        // At the first poll of each task.
        if (before === "POST") offset = offset === 0 ? jump : 0;
        before = init?.method ?? "GET";
        return answer;
      };
      const runtime = { ...service.runtime, now: () => service.runtime.now() + offset };
      const client = createExportClient({ ...service.options, fetch: jumping, runtime });
      const result = await go(uv("2026-11-12", "2026-11-15"), { client, now: runtime.now, concurrency: 1 });
      expect(result).toMatchObject({ complete: true, failed: [] });
      expect(service.tasks).toHaveLength(4);
    },
  );
});
