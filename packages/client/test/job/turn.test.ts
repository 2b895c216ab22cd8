// The turns of a job: what it sends and stores, and when a turn ends.

import { type FakeService, fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { type ClaimStore, createExportClient, type JobState, type Lock, type Turn } from "../../src/index.ts";
import type { Claim } from "../../src/job/claims.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const HOUR_MS = 3_600_000;

const count = (service: FakeService, method: string) => service.seen.filter((call) => call.method === method).length;
const dated = (service: FakeService) => ({ date: new Date(service.runtime.now()).toUTCString() });
const tick = () => new Promise(setImmediate);

/** A lock with a store, which one program uses. */
function setUp(change: Partial<Turn> = {}) {
  const service = fakeService();
  const stored = new Map<string, Claim>();
  const claims: ClaimStore = {
    read: async () => [...stored.values()].filter(({ call, taskId }) => call ?? taskId),
    write: async (changed) => changed.forEach((claim) => void stored.set(claim.job, claim)),
  };
  const turns = { count: 0 };
  const lock: Lock = (work) => {
    turns.count++;
    return work({ lost: new AbortController().signal, async verify() {}, claims, ...change });
  };
  const states: JobState[] = [];
  const onState = (state: JobState) => void states.push(structuredClone(state));
  return { service, stored, claims, turns, states, onState, options: { ...service.options, lock } };
}

/** The create call in a state, as text. */
const summary = ({ phase, createCall }: JobState) =>
  [phase, createCall?.answered && "answered", createCall?.overdue && "overdue"].filter(Boolean).join(" ");

describe("the create call", () => {
  it("isn't sent when the lock is lost after the list call, and the job takes another turn", async () => {
    const { service, stored, turns, states, onState, options } = setUp({
      verify: async () => {
        if (turns.count === 1 && count(service, "GET") > 0) throw new Error("lost");
      },
    });
    const atList: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method !== "POST") atList.push([...stored.values()].map(({ call }) => call !== undefined));
      return service.fetch(input, init);
    };
    await createExportClient({ ...options, fetch })
      .start(QUERY, { onState })
      .submitted();
    expect([turns.count, count(service, "POST")]).toEqual([2, 1]);
    expect(states.map(summary)).toEqual([
      "planned",
      "submitting",
      "planned",
      "submitting",
      "submitting answered",
      "waiting answered",
    ]);
    // The claim of the unsent call is removed before the next list call.
    expect(atList.slice(0, 2)).toEqual([[], [false]]);
  });

  it.each(["now", "monotonicNow"] as const)(
    "isn't sent ten seconds after the list call, even when only %s shows them",
    async (clock) => {
      for (const [pauseMs, lists] of [
        [10_000, 1],
        [10_001, 2],
      ] as const) {
        const { service, claims, options } = setUp();
        let paused = 0;
        const runtime = { ...service.runtime, [clock]: () => service.runtime.now() + paused };
        let listsBefore = 0;
        const fetch: typeof globalThis.fetch = async (input, init) => {
          if (init?.method === "POST") listsBefore = count(service, "GET");
          return service.fetch(input, init);
        };
        const write: ClaimStore["write"] = async (changed) => {
          if (changed.some(({ call }) => call)) paused = pauseMs;
          await claims.write(changed);
        };
        const lock: Lock = (work) =>
          work({ lost: new AbortController().signal, async verify() {}, claims: { ...claims, write } });
        await createExportClient({ ...options, runtime, fetch, lock }).exportStatistics(QUERY);
        expect([listsBefore, count(service, "POST")]).toEqual([lists, 1]);
      }
    },
  );

  it("is stored again when it is answered and when its window is over, but not in each turn", async () => {
    const { service, states, onState, options } = setUp();
    service.listDelayMs = 150_000;
    await createExportClient(options).start(QUERY, { onState }).submitted();
    expect(states.map(summary)).toEqual([
      "planned",
      "submitting",
      "submitting answered",
      "submitting answered overdue",
      "waiting answered overdue",
    ]);
  });

  it("is looked for in the same turn when its response is lost", async () => {
    const { service, turns, options } = setUp();
    service.listDelayMs = 60_000;
    service.lostReplies.push(reset());
    await createExportClient(options).exportStatistics(QUERY);
    expect(turns.count).toBe(1);
  });

  it("is removed from the state and the store when the service rejects it", async () => {
    const { service, stored, states, onState, options } = setUp();
    service.createReplies.push(refused("CDN.0105"));
    const job = createExportClient(options).start(QUERY, { onState });
    await expect(job.result()).rejects.toMatchObject({ code: "CDN.0105" });
    expect([states.map(summary), job.toJSON().createCall]).toEqual([["planned", "submitting", "planned"], undefined]);
    expect([...stored.values()]).toStrictEqual([{ job: job.toJSON().id }]);
  });

  it("stays in the store when the job is aborted during it, but isn't stored in another state", async () => {
    const { service, stored, states, onState, options } = setUp();
    const stop = new AbortController();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method === "POST") stop.abort();
      return answer;
    };
    const job = createExportClient({ ...options, fetch }).start(QUERY, { onState, signal: stop.signal });
    await expect(job.result()).rejects.toThrow("aborted");
    for (let turns = 0; turns < 20; turns++) await tick();
    expect(states.map(summary)).toEqual(["planned", "submitting"]);
    expect(stored.get(job.toJSON().id)?.call).toMatchObject({ complete: true });
  });
});

describe("a response with the task's ID", () => {
  const named = () => {
    const all = setUp();
    all.service.listDelayMs = 150_000;
    const { fetch } = all.service;
    all.service.fetch = async (input, init) => {
      if (init?.method !== "POST") return fetch(input, init);
      await fetch(input, init);
      return json({ task_id: all.service.tasks[0]?.task_id }, 200, dated(all.service));
    };
    return { ...all, options: { ...all.options, fetch: all.service.fetch } };
  };

  it("makes a search unnecessary", async () => {
    const { service, stored, options } = named();
    const job = createExportClient(options).start(QUERY);
    const { task_id } = await job.submitted();
    expect([task_id, service.pauses]).toEqual([service.tasks[0]?.task_id, []]);
    expect([...stored.values()]).toStrictEqual([{ job: job.toJSON().id, taskId: task_id, isFromResponse: true }]);
  });

  it("makes the task a known one for the next create call, even if the list doesn't show it yet", async () => {
    const { states, onState, options } = named();
    const cdn = createExportClient(options);
    const { task_id } = await cdn.start(QUERY).submitted();
    await cdn.start(QUERY, { onState }).submitted();
    expect(states.at(-1)?.createCall?.ids).toEqual([task_id]);
  });
});

describe("a turn that ends in doubt", () => {
  it("leaves the call unresolved, because its task may be one of the candidates", async () => {
    const { service, stored, options } = setUp();
    service.createReplies.push(reset());
    const job = createExportClient(options).start(QUERY);
    while (count(service, "POST") === 0) await tick();
    service.add({});
    service.add({});
    await expect(job.result()).rejects.toMatchObject({ candidates: { length: 2 } });
    expect(stored.get(job.toJSON().id)).toMatchObject({ call: { overdue: true } });
  });

  it("leaves the call unresolved when the only new task may be another program's", async () => {
    const { service, stored, states, onState, options } = setUp();
    service.createReplies.push(reset());
    await expect(createExportClient(options).start(QUERY, { onState }).result()).rejects.toMatchObject({
      candidates: [],
    });
    const state = states.at(-1) as JobState;
    expect([...stored.values()]).toStrictEqual([{ job: state.id }]);
    service.add({ task_id: "new", create_time: null as never });
    const restored = createExportClient(options).restore(state);
    await expect(restored.result()).rejects.toMatchObject({ candidates: [{ task_id: "new" }] });
    expect(stored.get(state.id)).toMatchObject({ call: { overdue: true } });
  });

  it("looks for its task again after another job has released its call", async () => {
    const { service, turns, options } = setUp({
      verify: async () => {
        if (turns.count === 1 && count(service, "POST") > 0) throw new Error("lost");
      },
    });
    service.createReplies.push(reset());
    const cdn = createExportClient({ ...options, onLost: "create-again" });
    const create_time = service.runtime.now();
    const job = cdn.start(QUERY);
    await cdn.exportStatistics({ ...QUERY, action: "top_ip_detail" });
    service.add({ task_id: "late", create_time, looks: 0 });
    expect((await job.result()).task.task_id).toBe("late");
    expect(count(service, "POST")).toBe(2);
  });
});

describe("an aborted job", () => {
  /** A lock that is granted when `open` is called. */
  function gate() {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open: () => open(), opened };
  }

  it("doesn't take a turn while another job of its client has one", async () => {
    const { service, turns, options } = setUp();
    service.listDelayMs = 60_000;
    const cdn = createExportClient(options);
    const first = cdn.start(QUERY);
    const stop = new AbortController();
    const aborted = cdn.start(QUERY, { signal: stop.signal });
    while (turns.count === 0) await tick();
    stop.abort();
    await expect(aborted.result()).rejects.toThrow("aborted");
    await Promise.all([first.submitted(), cdn.start(QUERY).submitted()]);
    expect(turns.count).toBe(2);
  });

  it("does nothing in its turn if it was aborted before the lock was granted", async () => {
    const { turns, claims, options } = setUp();
    const { open, opened } = gate();
    let reads = 0;
    const read: ClaimStore["read"] = () => {
      reads++;
      return claims.read();
    };
    const lock: Lock = async (work) => {
      turns.count++;
      await opened;
      return work({ lost: new AbortController().signal, async verify() {}, claims: { ...claims, read } });
    };
    const stop = new AbortController();
    const job = createExportClient({ ...options, lock }).start(QUERY, { signal: stop.signal });
    while (turns.count === 0) await tick();
    stop.abort();
    await expect(job.result()).rejects.toThrow("aborted");
    open();
    for (let i = 0; i < 20; i++) await tick();
    expect(reads).toBe(0);
  });

  it("keeps its turn until the unsent create call is stored", async () => {
    const { service, turns, options } = setUp();
    const { open, opened } = gate();
    let asked = 0;
    const credentials = () => (++asked === 2 ? new Promise<never>(() => {}) : { ak: "FAKEAK", sk: "not-a-secret" });
    const phases: string[] = [];
    const onState = ({ phase }: JobState) => {
      phases.push(phase);
      return phases.join() === "planned,submitting,planned" ? opened : undefined;
    };
    const cdn = createExportClient({ ...options, credentials });
    const stop = new AbortController();
    const job = cdn.start(QUERY, { onState, signal: stop.signal });
    const next = cdn.start(QUERY);
    while (asked < 2) await tick();
    stop.abort();
    await expect(job.result()).rejects.toThrow("aborted");
    for (let i = 0; i < 20; i++) await tick();
    expect([turns.count, phases]).toEqual([1, ["planned", "submitting", "planned"]]);
    open();
    await next.submitted();
    expect([turns.count, count(service, "POST")]).toEqual([2, 1]);
  });

  it("leaves a window that ends by the monotonic clock if the system clock is set back", async () => {
    const service = fakeService();
    const begun = service.runtime.now();
    const stop = new AbortController();
    let setBackMs = 0;
    const sentAt: number[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      answer.headers.delete("date");
      if (init?.method !== "POST") return answer;
      sentAt.push(service.runtime.now() - begun);
      stop.abort();
      if (sentAt.length === 1) service.tasks.length = 0;
      return answer;
    };
    const runtime = { ...service.runtime, now: () => service.runtime.now() - setBackMs };
    const cdn = createExportClient({ ...service.options, fetch, runtime });
    await expect(cdn.start(QUERY, { signal: stop.signal }).result()).rejects.toThrow("aborted");
    setBackMs = HOUR_MS;
    await cdn.exportStatistics(QUERY);
    expect(sentAt).toEqual([0, 162_000]);
  });
});

describe("a job that is past its timeout when it is restored", () => {
  it("polls once, and ends", async () => {
    for (const [elapsedMs, isOver] of [
      [HOUR_MS - 1, false],
      [HOUR_MS, true],
    ] as const) {
      const { service, states, onState, options } = setUp();
      service.createReplies.push(json({}, 200, dated(service)));
      const begun = service.runtime.now();
      const stop = new AbortController();
      const isAnswered = (state: JobState) => {
        onState(state);
        if (state.createCall?.answered) stop.abort();
      };
      const first = createExportClient(options).start(QUERY, { onState: isAnswered, signal: stop.signal });
      await expect(first.result()).rejects.toThrow("aborted");
      await service.runtime.sleep(begun + elapsedMs - service.runtime.now(), undefined);
      const lists = count(service, "GET");
      const restored = createExportClient({ ...options, timeout: HOUR_MS }).restore(states.at(-1) as JobState);
      await expect(restored.result()).rejects.toMatchObject({ name: "TaskNotListedError", reason: "never" });
      expect(count(service, "GET") - lists === 1).toBe(isOver);
    }
  });
});

describe("a reused task ID", () => {
  it("is the job's task after the emulator was restarted", async () => {
    const { service, stored, options } = setUp();
    stored.set("earlier", { job: "earlier", taskId: "1".padStart(32, "0") });
    const file = await createExportClient(options).exportStatistics(QUERY);
    expect([file.task.task_id, count(service, "POST")]).toEqual(["1".padStart(32, "0"), 1]);
  });

  // The service's clock is ahead, so every task's time is after the call. One page shifts while it is read.
  it.each<[string, length: number, pageSize: number, isDated: boolean]>([
    ["the first of several pages", 150, 100, true],
    ["the first of several short pages", 80, 50, true],
    ["two pages", 100, 100, false],
  ])("is another program's task if the list before the call was %s", async (_, length, pageSize, isDated) => {
    const { service, stored, options } = setUp();
    stored.set("earlier", { job: "earlier", taskId: "its" });
    for (let i = length; i-- > 0; )
      service.add({ status: "fail", create_time: service.runtime.now() - i, update_time: service.runtime.now() - i });
    if (!isDated) Object.assign(service.tasks[50] ?? {}, { create_time: null });
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === "POST") {
        service.add({ task_id: "its", update_time: service.runtime.now() + 1, looks: 1000 });
        service.createReplies.push(reset());
      }
      const answer = await service.fetch(input, init);
      const { data, total } = (await answer.json()) as { data: { create_time: number | null }[]; total: number };
      const ahead = data.map((task) => ({ ...task, create_time: task.create_time && task.create_time + 8 * HOUR_MS }));
      return json({ data: ahead.slice(0, pageSize), total }, 200, dated(service));
    };
    const job = createExportClient({ ...options, fetch }).start(QUERY);
    await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
    expect(job.toJSON().createCall).toMatchObject({ ids: { length: pageSize }, newest: expect.any(Number) });
  });
});
