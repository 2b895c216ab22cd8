// Programs that take turns: the contract of a lock, and the results when a lock breaks it.

import { type FakeService, fakeService, json, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import {
  type ClaimStore,
  createExportClient,
  type JobState,
  type Lock,
  StoreError,
  type Turn,
} from "../../src/index.ts";
import type { Claim } from "../../src/job/claims.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const OTHER = { ...QUERY, action: "top_ip_detail" } as const;

const posts = (service: FakeService) => service.seen.filter(({ method }) => method === "POST").length;
const actionOf = (service: FakeService, id: string) =>
  service.tasks.find(({ task_id }) => task_id === id)?.request?.action;

const readFrom = (lines: readonly string[]) => {
  const entries = new Map(lines.map((line) => JSON.parse(line) as Claim).map((claim) => [claim.job, claim]));
  return [...entries.values()].filter(({ call, taskId }) => call ?? taskId);
};

/** A store of claims, as lines of JSON. */
const storeIn = (lines: string[]): ClaimStore => ({
  read: async () => readFrom(lines),
  async write(changed) {
    lines.push(...changed.map((claim) => JSON.stringify(claim)));
  },
});

/** A mutex with a store of claims, as JSON, that all programs of a test share. */
function sharedLock(change: Partial<Turn> = {}) {
  let last: Promise<unknown> = Promise.resolve();
  const stored: string[] = [];
  const claims = storeIn(stored);
  const turn: Turn = { lost: new AbortController().signal, async verify() {}, claims, ...change };
  const lock: Lock = (work) => {
    const result = last.then(() => work(turn));
    last = result.catch(() => {});
    return result;
  };
  return { lock, claims, stored: () => readFrom(stored) };
}

/** Sends the create call and ends, before or after its response arrives. */
async function killed(service: FakeService, lock: Lock, isAnswered: boolean): Promise<JobState> {
  const dead = new Promise<never>(() => {});
  let saved: JobState | undefined;
  let hasSent = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await service.fetch(input, init);
    if (init?.method === "POST") hasSent = true;
    return init?.method === "POST" && !isAnswered ? dead : answer;
  };
  const onState = (state: JobState) => {
    saved = structuredClone(state);
    return isAnswered && state.createCall?.answered ? dead : undefined;
  };
  // The process has ended, and so has its turn.
  const dying: Lock = (work, signal) => Promise.race([lock(work as () => Promise<never>, signal), dead]);
  createExportClient({ ...service.options, fetch, lock: dying }).start(QUERY, { onState });
  while (!hasSent || (isAnswered && !saved?.createCall?.answered)) await new Promise(setImmediate);
  return saved as JobState;
}

describe("a program that ends during its create call", () => {
  it.each([
    [0, false],
    [0, true],
    [3000, false],
    [100_000, false],
    [100_000, true],
    [150_000, false],
  ])(
    "prevents other programs from taking its task when the list is %i ms late (answered: %s)",
    async (listDelayMs, isAnswered) => {
      for (const change of [{}, { create_time: null }, { create_time: 0 }]) {
        const service = oddTimes(change);
        service.listDelayMs = listDelayMs;
        const lines: string[] = [];
        // Each program has its own turn, because the ended one never releases it.
        const newLock = () => sharedLock({ claims: storeIn(lines) }).lock;
        const state = await killed(service, newLock(), isAnswered);
        const next = await createExportClient({ ...service.options, lock: newLock() }).exportStatistics(OTHER);
        expect(actionOf(service, next.task.task_id)).toBe(OTHER.action);
        const restored = await createExportClient({ ...service.options, lock: newLock() })
          .restore(state)
          .result();
        expect(actionOf(service, restored.task.task_id)).toBe(QUERY.action);
        expect(posts(service)).toBe(2);
      }
    },
  );
});

/** A service whose list shows times that differ from its clock. */
function oddTimes(change: object): FakeService {
  const service = fakeService();
  const { fetch } = service;
  service.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (init?.method === "POST" || new URL(String(input)).host === "files.test") return answer;
    const { data } = (await answer.json()) as { data: object[] };
    return json({ data: data.map((task) => ({ ...task, ...change })) }, 200, {
      date: answer.headers.get("date") ?? "",
    });
  };
  return service;
}

describe("a turn", () => {
  it("sends nothing when the lock is lost before the create call, and is repeated", async () => {
    const service = fakeService();
    let turns = 0;
    const lock: Lock = (work) => {
      const isFirst = ++turns === 1;
      const verify = async () => {
        if (isFirst) throw new Error("the lease has ended");
      };
      return work({ lost: new AbortController().signal, verify });
    };
    const file = await createExportClient({ ...service.options, lock }).exportStatistics(QUERY);
    expect(actionOf(service, file.task.task_id)).toBe("uv");
    expect(posts(service)).toBe(1);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it("sends nothing once `lost` is aborted, even if `verify` resolves", async () => {
    const service = fakeService();
    const lost = AbortSignal.abort();
    const lock: Lock = (work) => work({ lost, async verify() {} });
    const job = createExportClient({ ...service.options, lock, timeout: 20_000 }).start(QUERY);
    await expect(job.result()).rejects.toMatchObject({ name: "JobTimeoutError" });
    expect([posts(service), job.toJSON().phase]).toEqual([0, "planned"]);
  });

  it("sends nothing when the program was paused since the list call, and lists again", async () => {
    for (const clock of ["now", "monotonicNow"] as const) {
      const service = fakeService();
      let paused = 0;
      const runtime = { ...service.runtime, [clock]: () => service.runtime.now() + paused };
      const verify = async () => {
        // SIGSTOP, then SIGCONT after another program's turn.
        if (paused > 0 || service.seen.length === 0) return;
        paused = 60_000;
        service.add({ task_id: "of another program", looks: 0 });
      };
      const lock: Lock = (work) => work({ lost: new AbortController().signal, verify });
      service.createReplies.push(reset());
      const job = createExportClient({ ...service.options, runtime, lock }).start(QUERY);
      await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
      expect(posts(service)).toBe(1);
    }
  });

  it("doesn't take another program's task when the lock was lost after the create call", async () => {
    const service = fakeService();
    service.createReplies.push(reset());
    const { lock, claims, stored } = sharedLock();
    let isLost = false;
    const losing: Lock = (work, signal) =>
      lock((turn) => {
        isLost = false;
        const verify = async () => {
          if (isLost) throw new Error("lost");
        };
        return work({ ...(turn as Turn), verify });
      }, signal);
    const job = createExportClient({ ...service.options, lock: losing }).start(QUERY);
    while (posts(service) === 0) await new Promise(setImmediate);
    isLost = true;
    const task = service.add({ task_id: "of another program", looks: 0 });
    // The other program stores this during its turn.
    expect(stored()).toHaveLength(1);
    await claims.write([{ job: "another", taskId: task.task_id }]);
    await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
  });

  it("lets 20 exports that start at once end within 2 s when the service responds at once", async () => {
    for (const lock of [undefined, sharedLock().lock]) {
      const service = fakeService();
      const add = service.add;
      service.add = (task) => add({ ...task, looks: 0 });
      const begun = service.runtime.now();
      const cdn = createExportClient({ ...service.options, ...(lock && { lock }) });
      const all = Array.from({ length: 20 }, (_, i) =>
        cdn.exportStatistics({ ...QUERY, domains: [`d${i}.example.com`] }),
      );
      const files = await Promise.all(all);
      expect(service.runtime.now() - begun).toBeLessThanOrEqual(2000);
      expect(new Set(files.map(({ task }) => task.task_id)).size).toBe(20);
      for (const { task, request } of files)
        expect(service.tasks.find(({ task_id }) => task_id === task.task_id)?.request).toEqual(request);
    }
  });
});

describe("a list that shows tasks too late and without a time", () => {
  const late = () => {
    const service = oddTimes({ create_time: null });
    service.listDelayMs = 150_000;
    return service;
  };

  it("identifies a task when every other create call is known: alone, or from the claims of a lock", async () => {
    for (const lock of [undefined, sharedLock().lock]) {
      const service = late();
      const cdn = createExportClient({ ...service.options, ...(lock && { lock }) });
      for (const query of [QUERY, OTHER]) {
        const file = await cdn.exportStatistics(query);
        expect(actionOf(service, file.task.task_id)).toBe(query.action);
      }
    }
  });

  it("doesn't identify a task when other programs may have created it: a lock without claims, or a restored job", async () => {
    const service = late();
    const lock: Lock = (work) => work();
    const job = createExportClient({ ...service.options, lock }).start(QUERY);
    const doubt = { name: "AmbiguousTaskError", candidates: [{ task_id: service.add({}).task_id.replace(/1$/, "2") }] };
    service.tasks.splice(0, 1);
    await expect(job.result()).rejects.toMatchObject(doubt);
    const restored = createExportClient(service.options).restore(job.toJSON());
    await expect(restored.result()).rejects.toMatchObject(doubt);
    expect(posts(service)).toBe(1);
  });
});

describe("a lock that breaks its contract", () => {
  const run = (lock: unknown, more = {}) => {
    const service = fakeService();
    const job = createExportClient({ ...service.options, ...more, lock: lock as Lock }).start(QUERY);
    return { service, job };
  };

  it.each([5, "file.lock", {}, null])("is rejected at once if it isn't a function: %j", (lock) => {
    expect(() => createExportClient({ ...fakeService().options, lock: lock as never })).toThrow(
      /^lock must be a function such as fileLock\(path\), not /,
    );
  });

  it.each<[string, unknown, string]>([
    [
      "throws",
      () => {
        throw new Error("no connection");
      },
      "The lock failed: no connection. Fix the option `lock`; no second task was created, and the job's state can be restored",
    ],
    [
      "rejects with a string",
      async () => Promise.reject("busy"),
      "The lock failed: busy. Fix the option `lock`; no second task was created, and the job's state can be restored",
    ],
    [
      "returns without calling its work",
      async () => {},
      "The lock returned without calling its work. Fix the option `lock`; no second task was created, and the job's state can be restored",
    ],
  ])("ends the job with a one-line error when it %s", async (_, lock, message) => {
    const { service, job } = run(lock);
    await expect(job.result()).rejects.toMatchObject({ name: "CdnExportError", message });
    expect([posts(service), job.toJSON().phase]).toEqual([0, "planned"]);
  });

  it("ends the job with the lock's error if that is a CdnExportError, as with fileLock", async () => {
    const error = new StoreError("LEDGER_LOCKED", "The ledger is in use");
    const { job } = run(async () => Promise.reject(error));
    await expect(job.result()).rejects.toBe(error);
  });

  it("can pass an incomplete turn from JavaScript", async () => {
    for (const turn of [{}, { claims: storeIn([]) }]) {
      const { service, job } = run((work: (turn: unknown) => Promise<unknown>) => work(turn));
      expect(actionOf(service, (await job.result()).task.task_id)).toBe("uv");
    }
  });

  it("ends the job when it calls its work twice, and doesn't create a second task", async () => {
    for (const twice of [
      async (work: () => Promise<unknown>) => [await work(), await work()],
      (work: () => Promise<unknown>) => Promise.all([work(), work()]),
    ]) {
      const { service, job } = run(twice);
      service.listDelayMs = 2000;
      await expect(job.result()).rejects.toMatchObject({ code: "LOCK_TWICE" });
      expect(posts(service)).toBeLessThanOrEqual(1);
      const again = await createExportClient(service.options).restore(job.toJSON()).result();
      expect(actionOf(service, again.task.task_id)).toBe("uv");
      expect(posts(service)).toBe(1);
    }
  });

  it("ends the job at its timeout when it never calls its work, and doesn't block the next job", async () => {
    let calls = 0;
    const lock = (work: () => Promise<unknown>) => (++calls === 1 ? new Promise(() => {}) : work());
    const service = fakeService();
    const cdn = createExportClient({ ...service.options, lock: lock as Lock });
    const job = cdn.start(QUERY, { timeout: 30 });
    const next = cdn.exportStatistics(OTHER);
    await expect(job.result()).rejects.toMatchObject({ name: "JobTimeoutError", advice: /^Nothing was created yet/ });
    expect(actionOf(service, (await next).task.task_id)).toBe(OTHER.action);
  });

  it("doesn't block the job when it never returns, or when it returns or fails during its work", async () => {
    const never = async (work: () => Promise<unknown>) => {
      await work();
      return new Promise(() => {});
    };
    const failing = async (work: () => Promise<unknown>) => {
      await work();
      throw new Error("the lease could not be given back");
    };
    const early = async (work: () => Promise<unknown>) => void work();
    const failingEarly = async (work: () => Promise<unknown>) => {
      work();
      throw new Error("the lease was too short");
    };
    for (const lock of [never, failing, early, failingEarly]) {
      const { service, job } = run(lock);
      expect(actionOf(service, (await job.result()).task.task_id)).toBe("uv");
    }
  });
});

describe("a store of claims", () => {
  it("that can't be read ends the job before anything is sent", async () => {
    const service = fakeService();
    const claims = { read: async () => Promise.reject(new Error("damaged")), async write() {} };
    const lock: Lock = (work) => work({ lost: new AbortController().signal, async verify() {}, claims });
    const job = createExportClient({ ...service.options, lock }).start(QUERY);
    await expect(job.result()).rejects.toThrow("damaged");
    expect([posts(service), job.toJSON().phase]).toEqual([0, "planned"]);
  });

  it("that can't be written after the create call doesn't fail the job, because it already has the call", async () => {
    const service = fakeService();
    const claims = {
      read: async () => [],
      async write() {
        if (posts(service) > 0) throw new Error("the disk is full");
      },
    };
    const lock: Lock = (work) => work({ lost: new AbortController().signal, async verify() {}, claims });
    const file = await createExportClient({ ...service.options, lock }).exportStatistics(QUERY);
    expect(actionOf(service, file.task.task_id)).toBe("uv");
  });

  it("gets the create call before it is sent, then its task", async () => {
    const service = fakeService();
    const { lock, stored } = sharedLock();
    const seen: Claim[][] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === "POST") seen.push(stored());
      return service.fetch(input, init);
    };
    const { task } = await createExportClient({ ...service.options, fetch, lock }).exportStatistics(QUERY);
    expect(seen).toMatchObject([[{ call: { ids: [], complete: true } }]]);
    expect(stored()).toEqual([{ job: seen[0]?.[0]?.job, taskId: task.task_id }]);
  });
});
