// The create call of a program that has ended: how the next program resolves it before it creates a task.

import { type FakeService, fakeService, json, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { type ClaimStore, createExportClient, type Lock } from "../../src/index.ts";
import type { Claim } from "../../src/job/claims.ts";
import type { CreateCall } from "../../src/state/state.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const HOUR_MS = 3_600_000;
const posts = (service: FakeService) => service.seen.filter(({ method }) => method === "POST").length;
const UNDATED = { from: undefined, to: undefined };

/** A lock with the claim of a call that the job "dead" sent at the start of the clock, and a later program. */
function setUp(change: (begun: number) => Partial<CreateCall> = () => ({})) {
  const service = fakeService();
  const begun = service.runtime.now();
  const call = { ids: [], complete: true, from: begun, to: begun + 41_000, sentAt: begun, ...change(begun) };
  const stored = new Map<string, Claim>([["dead", { job: "dead", call: call as CreateCall }]]);
  const claims: ClaimStore = {
    read: async () => [...stored.values()].filter(({ call, taskId }) => call ?? taskId),
    write: async (changed) => changed.forEach((claim) => void stored.set(claim.job, claim)),
  };
  const atCreate: { ms: number; lists: number; pauses: number[] }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const lists = service.seen.filter(({ method }) => method === "GET").length;
    if (init?.method === "POST")
      atCreate.push({ ms: service.runtime.now() - begun, lists, pauses: [...service.pauses] });
    return service.fetch(input, init);
  };
  const lock: Lock = (work) => work({ lost: new AbortController().signal, async verify() {}, claims });
  return { service, stored, claims, atCreate, options: { ...service.options, fetch, lock } };
}

describe("the window of an earlier call", () => {
  it.each<[string, (begun: number) => Partial<CreateCall>, lateMs: number, isDated: boolean, endMs: number]>([
    ["by the server's clock", () => ({}), 0, true, 161_000],
    ["by the server's clock, even if the program starts late", () => ({}), 100_000, true, 161_000],
    ["by the server's clock, if the local one was behind", (at) => ({ sentAt: at - HOUR_MS }), 0, true, 161_000],
    ["by the server's clock, if the local one was ahead", (at) => ({ sentAt: at + HOUR_MS }), 100_000, true, 161_000],
    ["by the local clock if the call has no bounds", () => UNDATED, 100_000, true, 160_000],
    ["by the local clock if the list has no date", () => ({}), 100_000, false, 160_000],
    [
      "by the first poll if neither clock is known",
      () => ({ ...UNDATED, sentAt: undefined as never }),
      0,
      true,
      162_000,
    ],
    ["by the first poll at the latest", (at) => ({ ...UNDATED, sentAt: at + HOUR_MS }), 100_000, true, 262_000],
    ["`visibilityTimeout` after the response", (at) => ({ answered: true, to: at + 1000 }), 0, true, 119_000],
  ])("ends %s, and the next task is created then", async (_, change, lateMs, isDated, endMs) => {
    const { service, atCreate, options } = setUp(change);
    await service.runtime.sleep(lateMs, undefined);
    service.pauses.length = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await options.fetch(input, init);
      if (!isDated) answer.headers.delete("date");
      return answer;
    };
    await createExportClient({ ...options, fetch }).exportStatistics(QUERY);
    expect(atCreate).toMatchObject([{ ms: endMs }]);
    expect(Math.max(...(atCreate[0]?.pauses ?? []))).toBeLessThanOrEqual(30_000);
  });
});

describe("an earlier call", () => {
  it("is resolved by the first poll while its window is open, even by a task without a usable time", async () => {
    const { service, stored, atCreate, options } = setUp();
    const { task_id } = service.add({ create_time: null as never });
    await createExportClient(options).exportStatistics(QUERY);
    expect(stored.get("dead")).toEqual({ job: "dead", taskId: task_id });
    expect(atCreate).toMatchObject([{ pauses: [], lists: 2 }]);
  });

  it("gets a task after its window only within its bounds", async () => {
    for (const isInTime of [true, false]) {
      const { service, stored, options } = setUp();
      const { task_id } = service.add(isInTime ? {} : { create_time: null as never });
      await service.runtime.sleep(HOUR_MS, undefined);
      await createExportClient(options).exportStatistics(QUERY);
      const doubt = { job: "dead", call: { overdue: true } };
      expect(stored.get("dead")).toMatchObject(isInTime ? { job: "dead", taskId: task_id } : doubt);
    }
  });

  it("stays unresolved when two tasks match it", async () => {
    const { service, stored, options } = setUp();
    service.add({});
    service.add({});
    await service.runtime.sleep(60_000, undefined);
    await createExportClient(options).exportStatistics(QUERY);
    expect(stored.get("dead")).toMatchObject({ call: { overdue: true } });
    expect(stored.get("dead")).not.toHaveProperty("taskId");
  });

  it("that was lost has created nothing when its window is over without a new task", async () => {
    const { stored, options } = setUp();
    await createExportClient(options).exportStatistics(QUERY);
    expect(stored.get("dead")).toStrictEqual({ job: "dead" });
  });

  it("that is overdue isn't polled", async () => {
    const { service, atCreate, options } = setUp(() => ({ answered: true, overdue: true }));
    await service.runtime.sleep(HOUR_MS, undefined);
    service.pauses.length = 0;
    await createExportClient(options).exportStatistics(QUERY);
    expect(atCreate).toMatchObject([{ lists: 1, pauses: [] }]);
  });

  it("stays unresolved when the lock is lost during the search, and no state is stored", async () => {
    const { service, stored, claims, options } = setUp();
    const phases: string[] = [];
    let turns = 0;
    const atTurn: unknown[] = [];
    const lock: Lock = async (work) => {
      turns++;
      atTurn.push([stored.get("dead")?.taskId, phases.join()]);
      // Another program has the lock at the first poll, and its task is listed.
      const verify = async () => {
        if (turns === 1) throw new Error("lost");
      };
      return work({ lost: new AbortController().signal, verify, claims });
    };
    service.add({ create_time: null as never });
    const job = createExportClient({ ...options, lock }).start(QUERY, {
      onState: ({ phase }) => void phases.push(phase),
    });
    await job.submitted();
    expect(atTurn).toEqual([
      [undefined, "planned"],
      [undefined, "planned"],
    ]);
  });
});

describe("a store that only one of two jobs has", () => {
  it("informs the client of a call that may also have created the other job's task", async () => {
    const { service, claims, options } = setUp((at) => ({ answered: true, overdue: true, to: at + 1000 }));
    await service.runtime.sleep(60_000, undefined);
    const cdn = createExportClient({ ...options, lock: undefined as never });
    await cdn.exportStatistics(QUERY, { onState: Object.assign(() => {}, { claims }) });
    const job = cdn.start(QUERY);
    service.createReplies.push(reset());
    // The task of the earlier call is late.
    const sent = posts(service);
    while (posts(service) === sent) await new Promise(setImmediate);
    service.add({ task_id: "late", create_time: null as never });
    await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [{ task_id: "late" }] });
  });

  it("gets a call that was sent before", async () => {
    const { service, stored, claims, options } = setUp();
    stored.clear();
    const cdn = createExportClient({ ...options, lock: undefined as never });
    service.createReplies.push(json({}, 200, { date: new Date(service.runtime.now()).toUTCString() }));
    const job = cdn.start(QUERY);
    await expect(job.result()).rejects.toMatchObject({ name: "TaskNotListedError" });
    await cdn.exportStatistics(QUERY, { onState: Object.assign(() => {}, { claims }) });
    expect(stored.get(job.toJSON().id)).toMatchObject({ call: { answered: true, overdue: true } });
  });
});

describe("clocks that agreed before an earlier call", () => {
  it.each([
    [true, undefined],
    [false, "late"],
  ])("exclude a task of another time: %s", async (clocksAgree, owner) => {
    const { service, stored, options } = setUp(() => (clocksAgree ? { clocksAgree } : {}));
    service.add({ task_id: "late", create_time: service.runtime.now() - 147_000, looks: 0 });
    await createExportClient(options).exportStatistics(QUERY);
    expect(stored.get("dead")?.taskId).toBe(owner);
  });

  it("are known to the next program from this program's calls", async () => {
    const { service, stored, options } = setUp();
    stored.clear();
    const cdn = createExportClient(options);
    await cdn.exportStatistics(QUERY);
    service.createReplies.push(reset());
    const stop = new AbortController();
    const job = cdn.start(QUERY, {
      signal: stop.signal,
      onState: (_, { phase }) => void (phase === "submitting" && stop.abort()),
    });
    await job.result().catch(() => {});
    const [call] = [...stored.values()].flatMap(({ call }) => call ?? []);
    expect(call).toMatchObject({ clocksAgree: true });
  });
});
