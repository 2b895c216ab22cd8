// Which tasks a folder's runs create, keep and give up.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, days } from "@cdn-export/client";
import { type FakeService, fakeService, json, reset } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ExportWindow, type Ledger, openLedger, plan, type SyncOptions, sync } from "../src/index.ts";

const DAY_MS = 24 * 3_600_000;

let folder: string;
let service: FakeService;
let ledger: Ledger;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sync-tasks-"));
  service = fakeService();
  ledger = await openLedger(join(folder, "ledger"));
});
afterEach(async () => {
  await ledger.close();
  await rm(folder, { recursive: true });
});

const uv = (first: string, last: string) =>
  plan({ domains: ["www.example.com"], actions: ["uv"], ...days(first, last), per: "day" });
const go = (windows: readonly ExportWindow[], more: Partial<SyncOptions> = {}) =>
  sync(windows, ledger, { client: createExportClient(service.options), folder, now: service.runtime.now, ...more });
const creates = () => service.seen.filter(({ method }) => method === "POST").length;
const recordOf = async (window: ExportWindow | undefined) => (await ledger.read()).get(window?.id ?? "") ?? {};
const codes = (failed: { error: Error }[]) => failed.map(({ error }) => (error as { code?: string }).code);
const date = () => ({ date: new Date(service.runtime.now()).toUTCString() });

/** Each file belongs to the task of its window. */
async function expectOwnFiles(windows: readonly ExportWindow[]): Promise<void> {
  for (const window of windows) {
    const { file } = await recordOf(window);
    const task = service.tasks.find(({ task_id }) => task_id === file?.taskId);
    expect(task?.request?.start_time).toBe(window.from);
  }
}

describe("an answered create call", () => {
  it("is never repeated, however late the list is", async () => {
    for (const listDelayMs of [150_000, 600_000]) {
      service.listDelayMs = listDelayMs;
      const windows = listDelayMs === 150_000 ? uv("2026-11-01", "2026-11-05") : uv("2026-11-11", "2026-11-15");
      expect(await go(windows)).toMatchObject({ complete: true, failed: [] });
      await expectOwnFiles(windows);
    }
    expect(service.tasks).toHaveLength(10);
  });

  it("whose task never appears doesn't block other windows, and is repeated after a day", async () => {
    const windows = uv("2026-11-01", "2026-11-04");
    service.createReplies.push(json({}, 200, date()));
    const first = await go(windows, { concurrency: 1 });
    expect([first.done, codes(first.failed), creates()]).toEqual([3, ["TASK_NOT_LISTED"], 4]);

    const begun = service.runtime.now();
    expect(codes((await go(windows)).failed)).toEqual(["TASK_NOT_LISTED"]);
    expect(creates()).toBe(4);
    // A later run polls once.
    expect(service.runtime.now() - begun).toBeLessThan(60_000);

    await service.runtime.sleep(DAY_MS, undefined);
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(5);
    await expectOwnFiles(windows);
  });

  it("whose task never appears is repeated when the caller asks for it", async () => {
    const windows = uv("2026-11-01", "2026-11-02");
    service.createReplies.push(json({}, 200, date()));
    const { failed } = await go(windows);
    const ids = failed.map(({ window }) => window.id);
    await expect(go(windows, { recreate: ["uv/2026-12-01/x"] })).rejects.toThrow(
      'recreate: "uv/2026-12-01/x" isn\'t the ID of a window in this plan',
    );
    expect((await go(windows, { recreate: ids })).complete).toBe(true);
    expect(creates()).toBe(3);
    await expectOwnFiles(windows);
  });
});

describe("a create call that was lost", () => {
  it("costs the other windows no list calls after its visibility timeout", async () => {
    const listsOf = async (windows: readonly ExportWindow[]) => {
      const begun = service.seen.length;
      await go(windows, { concurrency: 1 });
      return service.seen.slice(begun).filter(({ method }) => method === "GET").length;
    };
    const alone = await listsOf(uv("2026-10-01", "2026-10-20"));
    service.createReplies.push(reset());
    const lost = await listsOf(uv("2026-11-01", "2026-11-01"));
    service.createReplies.push(reset());
    expect(await listsOf(uv("2026-11-02", "2026-11-22"))).toBeLessThan(alone + lost + 5);
  });
});

describe("a create call that an earlier run has lost", () => {
  it("is repeated after the visibility timeout, and not before", async () => {
    const windows = uv("2026-11-01", "2026-11-03");
    service.createReplies.push(reset());
    const first = await go(windows, { concurrency: 1 });
    expect([first.done, codes(first.failed), creates()]).toEqual([2, ["AMBIGUOUS_TASK"], 3]);
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(4);
    await expectOwnFiles(windows);
  });

  it("is resolved first, also when its window isn't in the plan of the next run", async () => {
    const [november, october] = [uv("2026-11-01", "2026-11-01"), uv("2026-10-01", "2026-10-02")];
    for (const create_time of [service.runtime.now(), undefined]) {
      service.listDelayMs = 90_000;
      const stop = new AbortController();
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const answer = await service.fetch(input, init);
        if (init?.method === "POST") stop.abort();
        return answer;
      };
      const client = createExportClient({ ...service.options, fetch });
      await expect(go(november, { client, signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
      if (create_time === undefined) for (const task of service.tasks) Object.assign(task, { create_time: null });
      expect((await go(october)).complete).toBe(true);
      await expectOwnFiles(october);
      expect((await go(november)).complete).toBe(true);
      await expectOwnFiles(november);
      await rm(join(folder, "uv"), { recursive: true });
    }
    expect(service.tasks).toHaveLength(6);
  });
});

describe("a finished task", () => {
  it.each<[string, () => Response, string]>([
    ["has a dead link", () => new Response("", { status: 403 }), "LINK_EXPIRED"],
    ["redirects", () => new Response("", { status: 302, headers: { location: "https://other.test/" } }), "REDIRECTED"],
    ["is empty", () => new Response("", { headers: { "content-length": "0" } }), "NOT_STATISTICS"],
  ])("is tried again by the next runs when its file %s, and given up after three", async (_, reply, code) => {
    const windows = uv("2026-11-01", "2026-11-01");
    service.everyFile = reply;
    for (const failures of [1, 2]) {
      expect(codes((await go(windows)).failed)).toEqual([code]);
      expect(await recordOf(windows[0])).toMatchObject({ failures, state: { taskId: "1".padStart(32, "0") } });
      expect(creates()).toBe(1);
    }
    expect(codes((await go(windows)).failed)).toEqual([code]);
    expect(await recordOf(windows[0])).toMatchObject({ abandoned: ["1".padStart(32, "0")] });
    service.everyFile = undefined;
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(2);
    expect((await recordOf(windows[0])).abandoned).toEqual(["1".padStart(32, "0")]);
  });

  it("is used as soon as its file can be downloaded", async () => {
    const windows = uv("2026-11-01", "2026-11-01");
    service.everyFile = () => new Response("", { status: 403 });
    await go(windows);
    service.everyFile = undefined;
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(1);
  });

  it("is kept when the network fails, however often", async () => {
    const windows = uv("2026-11-01", "2026-11-01");
    for (let run = 0; run < 5; run++) {
      service.fileReplies = Array.from({ length: 50 }, reset);
      expect(codes((await go(windows)).failed)).toEqual(["CONNECTION"]);
    }
    service.fileReplies = [];
    expect((await go(windows)).complete).toBe(true);
    expect(creates()).toBe(1);
  });

  it("with the file of another query is released, and the job finds the right one", async () => {
    const windows = uv("2026-11-01", "2026-11-01");
    const wrong = "Time,Unique visitors\n2026-10-01 00:00:00,5\n";
    service.fileReplies.push(new Response(wrong, { headers: { "content-length": `${wrong.length}` } }));
    const { failed } = await go(windows);
    expect(codes(failed)).toEqual(["WRONG_FILE"]);
    expect(await recordOf(windows[0])).toMatchObject({
      state: { phase: "submitting", createCall: { ids: ["1".padStart(32, "0")], overdue: true } },
    });
    expect((await recordOf(windows[0])).file).toBeUndefined();
    // The list was late: this is the right task.
    service.add({ create_time: service.tasks[0]?.create_time ?? 0 });
    expect((await go(windows)).complete).toBe(true);
    expect((await recordOf(windows[0])).file?.taskId).toBe("2".padStart(32, "0"));
    expect(creates()).toBe(1);
  });
});

it("a folder that is used with another key keeps its tasks and creates none", async () => {
  const windows = uv("2026-11-01", "2026-11-01");
  const add = service.add;
  service.add = (task) => add({ ...task, looks: 1000 });
  await go(windows, { client: createExportClient({ ...service.options, timeout: 60_000 }) });
  const tasks = service.tasks.splice(0);
  const credentials = { ak: "OTHERAK", sk: "not-a-secret" };
  for (let run = 0; run < 4; run++) {
    const { failed } = await go(windows, { client: createExportClient({ ...service.options, credentials }) });
    expect(failed).toMatchObject([{ error: { code: "TASK_NOT_LISTED", reason: "other-account" } }]);
  }
  expect(creates()).toBe(1);
  service.tasks.push(...tasks.map((task) => ({ ...task, looks: 0 })));
  expect((await go(windows)).complete).toBe(true);
  expect(creates()).toBe(1);
});
