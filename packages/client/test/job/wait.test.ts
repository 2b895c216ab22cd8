// A job whose task is known: which lists end it.

import { type FakeService, fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { FIRST_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type JobState } from "../../src/index.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

/** A job that has its task, which runs until `looks` changes. */
async function setUp(options = {}) {
  const service = fakeService();
  const cdn = createExportClient({ ...service.options, ...options });
  const job = cdn.start(QUERY);
  const { task_id } = await job.submitted();
  const task = service.tasks[0] as FakeService["tasks"][number];
  task.looks = Number.POSITIVE_INFINITY;
  service.seen.length = 0;
  return { service, job, task, id: String(task_id) };
}
const elapsed = (service: FakeService, begun: number) => service.runtime.now() - begun;

describe("a task that isn't listed", () => {
  it("anymore is gone after `visibilityTimeout`", async () => {
    const { service, job } = await setUp({ visibilityTimeout: 60_000 });
    await service.runtime.sleep(10_000, undefined);
    service.tasks.length = 0;
    const begun = service.runtime.now();
    await expect(job.result()).rejects.toMatchObject({ name: "TaskNotListedError", reason: "gone" });
    expect(elapsed(service, begun)).toBeGreaterThanOrEqual(60_000);
    expect(elapsed(service, begun)).toBeLessThan(60_000 + 30_000);
  });

  it("for a shorter time is waited for, even repeatedly", async () => {
    const { service, job, task } = await setUp({ visibilityTimeout: 60_000 });
    for (let times = 0; times < 4; times++) {
      const begun = service.runtime.now();
      service.tasks.length = 0;
      while (elapsed(service, begun) < 25_000) await new Promise(setImmediate);
      service.tasks.push(task);
      const looks = service.seen.length;
      while (service.seen.length < looks + 2) await new Promise(setImmediate);
    }
    task.looks = 0;
    await expect(job.result()).resolves.toMatchObject({ task: { status: "success" } });
  });

  it("yet is waited for until the job's timeout", async () => {
    const service = fakeService();
    service.createReplies.push(json({ task_id: "named" }));
    const begun = service.runtime.now();
    const job = createExportClient({ ...service.options, visibilityTimeout: 1000 }).start(QUERY, { timeout: 300_000 });
    await expect(job.result()).rejects.toMatchObject({ name: "TaskNotListedError", reason: "never", taskId: "named" });
    expect(elapsed(service, begun)).toBeGreaterThanOrEqual(300_000);
  });

  it("on the first page is requested by its ID", async () => {
    const { service, job, task, id } = await setUp();
    for (let i = 0; i < 150; i++) service.add({ status: "fail", update_time: service.runtime.now() + 1 + i });
    task.looks = 0;
    expect((await job.result()).task.task_id).toBe(id);
    expect(service.seen.map(({ url }) => url.searchParams.get("task_id"))).toContain(id);
  });
});

describe("a job that is restored with another key", () => {
  it("gets its file when the key shows the same tasks", async () => {
    const { service, job, task } = await setUp();
    const state = job.toJSON();
    job.result().catch(() => {});
    task.looks = 3;
    const credentials = { ak: "ANOTHERAK", sk: "not-a-secret" };
    const restored = createExportClient({ ...service.options, credentials }).restore(state);
    await expect(restored.result()).resolves.toMatchObject({ task: { status: "success" } });
  });

  it("loses its task only if the key is known to be another one", async () => {
    const { service, job } = await setUp({ visibilityTimeout: 1000 });
    const { account: _, ...state } = job.toJSON();
    job.result().catch(() => {});
    service.tasks.length = 0;
    const restored = createExportClient(service.options).restore({ ...state, status: "processing" } as JobState);
    await expect(restored.result()).rejects.toMatchObject({ name: "TaskNotListedError", reason: "gone" });
  });
});

describe("a status", () => {
  it("ends the job with a link, or as a failure without one", async () => {
    const { service, job, task, id } = await setUp();
    const link = "https://files.test/x";
    const row = (change: object) => json({ data: [{ task_id: id, create_time: task.create_time, ...change }] });
    const rows = [
      {},
      { status: "processing", download_link: link },
      { status: "success" },
      { status: "success", download_link: "" },
      { status: "success", download_link: null },
      { status: "fail", download_link: link },
      { status: null },
      { status: "SUCCESS", download_link: link },
    ];
    service.listReplies.push(...rows.map(row));
    await expect(job.result()).resolves.toMatchObject({ task: { status: "SUCCESS" } });
    expect(service.listReplies).toEqual([]);
  });

  it("of a failure is reported with its response's request ID", async () => {
    const { service, job, task, id } = await setUp();
    const answer = (status: string, requestId: string) =>
      json({ data: [{ task_id: id, create_time: task.create_time, status }] }, 200, { "x-request-id": requestId });
    service.listReplies.push(answer("processing", "r-1"), answer("processing", "r-2"), answer("fail", "r-3"));
    await expect(job.result()).rejects.toMatchObject({ name: "JobFailedError", requestId: "r-3" });
  });
});

describe("the deadline of a job", () => {
  it("is one second after the last poll", async () => {
    const service = fakeService();
    const begun = service.runtime.now();
    const add = service.add;
    service.add = (task) => add({ ...task, looks: 1000 });
    const looks: number[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method !== "POST") looks.push(elapsed(service, begun));
      return service.fetch(input, init);
    };
    const job = createExportClient({ ...service.options, fetch, timeout: 60_000 }).start(QUERY);
    await expect(job.result()).rejects.toMatchObject({
      name: "JobTimeoutError",
      message: expect.stringMatching(/^The export did not finish within 60 s; seen: processing \d+ times/),
    });
    expect(looks).toContain(59_000);
    expect(elapsed(service, begun)).toBe(60_000);
    expect(job.toJSON().elapsedMs).toBe(60_000);
  });

  it("ends a restored job whose list calls keep failing", async () => {
    const { service, job, task } = await setUp();
    const state = job.toJSON();
    job.result().catch(() => {});
    service.tasks.length = 0;
    service.listReplies.push(...Array.from({ length: 2 * FIRST_TRIES }, reset));
    service.tasks.push({ ...task, looks: 0 });
    const restored = createExportClient(service.options).restore(state);
    await expect(restored.result()).resolves.toMatchObject({ task: { status: "success" } });
  });

  it("reports a failing list call instead of an unlisted task", async () => {
    const service = fakeService();
    service.createReplies.push(json({ task_id: "named" }));
    const job = createExportClient({ ...service.options, timeout: 60_000 }).start(QUERY);
    await job.submitted();
    while (service.pauses.length < 2) await new Promise(setImmediate);
    service.listReplies.push(...Array.from({ length: 100 }, reset));
    await expect(job.result()).rejects.toMatchObject({ name: "JobTimeoutError", cause: { code: "CONNECTION" } });
  });
});

describe("a state", () => {
  it("of a job whose task is known is complete without its create call", async () => {
    const { service, job, task, id } = await setUp();
    const { createCall: _, ...state } = job.toJSON();
    task.looks = 0;
    const restored = createExportClient(service.options).restore(state as JobState);
    expect((await restored.result()).task.task_id).toBe(id);
  });

  it("of a job whose create call was rejected doesn't contain the call", async () => {
    const service = fakeService();
    service.createReplies.push(refused("CDN.0105"));
    const job = createExportClient(service.options).start(QUERY);
    await expect(job.result()).rejects.toMatchObject({ code: "CDN.0105" });
    expect([job.toJSON().phase, job.toJSON().createCall]).toEqual(["planned", undefined]);
  });
});
