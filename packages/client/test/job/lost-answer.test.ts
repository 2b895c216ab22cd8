// A create call that may have created a task: how its task is identified, and when the search ends.
import { sdkDate } from "@cdn-export/signer";
import { fakeService, json, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";

const FIRST: ExportQuery = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" };

describe("a create call whose response was lost", () => {
  it.each(["fail", "create-again"] as const)(
    "late gives its task the whole visibilityTimeout to appear, with onLost: %s",
    async (onLost) => {
      const service = fakeService();
      service.listDelayMs = 100_000;
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const answer = await service.fetch(input, init);
        if (init?.method !== "POST") return answer;
        // The task exists. The response takes this long, and is then lost.
        await service.runtime.sleep(25_000, undefined);
        throw reset();
      };
      await createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST);
      expect(service.tasks).toHaveLength(1);
    },
  );

  it.each(["fail", "create-again"] as const)("is polled again after a long sleep, with onLost: %s", async (onLost) => {
    const service = fakeService();
    service.listDelayMs = 2000;
    service.lostReplies.push(reset());
    let lists = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      // The laptop is closed just after the first list call that follows the create call.
      if (init?.method === "GET" && ++lists === 2) await service.runtime.sleep(10 * 60_000, undefined);
      return answer;
    };
    await createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST);
    expect(service.tasks).toHaveLength(1);
  });

  it.each(["fail", "create-again"] as const)(
    "is sent after a second list call when storing the state took long, with onLost: %s",
    async (onLost) => {
      const service = fakeService();
      service.lostReplies.push(reset());
      let writes = 0;
      const onState = async ({ phase }: JobState) => {
        if (phase === "submitting" && ++writes === 1) await service.runtime.sleep(60_000, undefined);
      };
      await createExportClient({ ...service.options, onLost }).exportStatistics(FIRST, { onState });
      expect(service.tasks).toHaveLength(1);
    },
  );

  it.each([5000, 10_000, 60_000])(
    "doesn't prevent the next job from getting its task (visibilityTimeout %i)",
    async (visibilityTimeout) => {
      const service = fakeService();
      service.createReplies.push(reset());
      const cdn = createExportClient({ ...service.options, visibilityTimeout, onLost: "create-again" });
      await cdn.exportStatistics(FIRST);
      expect(service.tasks).toHaveLength(1);
    },
  );
});

describe("the bounds of a create call", () => {
  type Kind = "lost" | "answered" | "answered without a date";

  /** A call that is sent `waitMs` after the list call, and creates nothing. */
  async function run(kind: Kind, isListDated: boolean, waitMs: number) {
    const service = fakeService();
    const begun = service.runtime.now();
    const date = () => ({ date: new Date(service.runtime.now()).toUTCString() });
    const states: { ms: number; createCall: JobState["createCall"] }[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === "POST" && kind === "lost") throw reset();
      if (init?.method === "POST") return json({}, 200, kind === "answered" ? date() : {});
      const answer = await service.fetch(input, init);
      if (!isListDated) answer.headers.delete("date");
      return answer;
    };
    const onState = async ({ createCall }: JobState) => {
      states.push({ ms: service.runtime.now() - begun, createCall });
      if (states.length === 2) await service.runtime.sleep(waitMs, undefined);
    };
    const job = createExportClient({ ...service.options, fetch }).start(FIRST, { onState });
    const error = await job.result().catch((reason: unknown) => reason);
    const bounds = states.map(({ createCall: { from, to } = {} as never }) => [from && from - begun, to && to - begun]);
    return {
      bounds,
      name: (error as Error).name,
      endMs: service.runtime.now() - begun,
      overdue: states.find((at) => at.createCall?.overdue),
    };
  }

  it.each<[Kind, number]>([
    ["lost", 3000 + 30_000 + 1000],
    ["answered", 3000 + 1000],
    ["answered without a date", 3000 + 1000],
  ])("extend from the list call to the last moment at which its task can have been created: %s", async (kind, to) => {
    const { bounds } = await run(kind, true, 3000);
    expect(bounds.slice(1, 3)).toEqual([
      [0, 10_000 + 30_000 + 1000],
      [0, to],
    ]);
  });

  it.each<Kind>(["lost", "answered"])("are unknown when the list has no date: %s", async (kind) => {
    const { bounds } = await run(kind, false, 3000);
    expect(bounds.slice(1, 3)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it.each<[Kind, isListDated: boolean, number]>([
    ["lost", true, 31_000 + 120_000],
    ["lost", false, 30_000 + 120_000 + 2000],
    ["answered", true, 1000 + 120_000 - 2000],
    ["answered", false, 120_000],
  ])("start a window of `visibilityTimeout`: %s, with a date: %s", async (kind, isListDated, endMs) => {
    const { name, endMs: ms, overdue } = await run(kind, isListDated, 0);
    if (kind === "lost") expect([name, ms]).toEqual(["AmbiguousTaskError", endMs]);
    else expect([name, overdue?.ms]).toEqual(["TaskNotListedError", endMs]);
  });
});

describe("a server whose Date header can't be read", () => {
  it("doesn't prevent finding the task with a local clock that is minutes wrong", async () => {
    const service = fakeService();
    const skewed = { ...service.runtime, now: () => service.runtime.now() + 5 * 60_000 };
    const undated: typeof fetch = async (input, init) => {
      const response = await service.fetch(input, init);
      response.headers.delete("date");
      return response;
    };
    await expect(
      createExportClient({ ...service.options, runtime: skewed, fetch: undated }).exportStatistics(FIRST),
    ).resolves.toMatchObject({
      task: { status: "success" },
    });
  });

  it("doesn't prevent finding the task with a local clock that was corrected", async () => {
    const service = fakeService();
    const skewed = { ...service.runtime, now: () => service.runtime.now() + 3 * 3_600_000 };
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const now = sdkDate(service.runtime.now());
      const isCurrent = new Headers(init?.headers).get("x-sdk-date") === now;
      const expired = { error_code: "APIGW.0301", error_msg: `signature expired, server time: ${now}` };
      const response = isCurrent ? await service.fetch(input, init) : json(expired, 401);
      response.headers.delete("date");
      return response;
    };
    const cdn = createExportClient({ ...service.options, runtime: skewed, fetch });
    await expect(cdn.exportStatistics(FIRST)).resolves.toMatchObject({ task: { status: "success" } });
  });
});

const skewed = ({ create_time, update_time }: { create_time: number; update_time: number }, ms: number) => ({
  create_time: create_time + ms,
  update_time: update_time + ms,
});

describe("a service whose clock differs from its Date header", () => {
  const CASES = (["fail", "create-again"] as const).flatMap((onLost) =>
    [-15_000, -8 * 3_600_000, 8 * 3_600_000].flatMap((skewMs) => [0, 150].map((old) => ({ onLost, skewMs, old }))),
  );
  it.each(CASES)("doesn't delay the job, whether the response arrives or not: %o", async ({ onLost, skewMs, old }) => {
    for (const isLost of [false, true]) {
      const service = fakeService();
      const earlier = (i: number) => service.runtime.now() - 60_000 * (i + 1);
      for (let i = old; i-- > 0; ) service.add({ create_time: earlier(i), update_time: earlier(i), status: "fail" });
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const answer = await service.fetch(input, init);
        if (init?.method === "POST") return answer;
        const { data } = (await answer.json()) as { data: { create_time: number; update_time: number }[] };
        for (const task of data) Object.assign(task, skewed(task, skewMs));
        return json({ data }, 200, { date: answer.headers.get("date") ?? "" });
      };
      if (isLost) service.lostReplies.push(reset());
      const begun = service.runtime.now();
      const file = await createExportClient({ ...service.options, fetch, onLost }).exportStatistics(FIRST);
      expect(file.task.task_id).toBe(`${old + 1}`.padStart(32, "0"));
      expect(service.tasks).toHaveLength(old + 1);
      expect(service.runtime.now() - begun).toBeLessThan(5000);
    }
  });

  it("doesn't make an old task that changes look like a new one", async () => {
    const service = fakeService();
    for (let i = 0; i < 150; i++) service.add({ create_time: i * 60_000, update_time: i * 60_000, status: "fail" });
    const [oldest] = service.tasks.slice(-1);
    service.createReplies.push(reset());
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === "POST") Object.assign(oldest ?? {}, { update_time: service.runtime.now() });
      return service.fetch(input, init);
    };
    await createExportClient({ ...service.options, fetch, onLost: "create-again" }).exportStatistics(FIRST);
    expect(service.tasks).toHaveLength(151);
  });
});

it("a create call that is executed after it failed is found, and not repeated", async () => {
  for (const afterMs of [1500, 15_000, 25_000]) {
    const service = fakeService();
    service.createReplies.push(new Response("<html>", { status: 504 }));
    const begun = service.runtime.now();
    const job = createExportClient({ ...service.options, onLost: "create-again" }).start(FIRST);
    while (service.runtime.now() < begun + afterMs) await new Promise(setImmediate);
    service.add({ task_id: "carried out late", looks: 0 });
    await expect(job.result()).resolves.toMatchObject({ task: { task_id: "carried out late" } });
    expect(service.tasks).toHaveLength(1);
  }
});

it("a create call whose response is always lost is sent at most ten times", async () => {
  const service = fakeService();
  service.createReplies.push(...Array.from({ length: 20 }, reset));
  const job = createExportClient({ ...service.options, onLost: "create-again", timeout: 24 * 3_600_000 }).start(FIRST);
  await expect(job.result()).rejects.toMatchObject({
    name: "AmbiguousTaskError",
    candidates: [],
    cause: { code: "CONNECTION" },
  });
  expect(service.seen.filter(({ method }) => method === "POST")).toHaveLength(10);
});

it("a lost call of a restored job isn't repeated while a task may be its own", async () => {
  const service = fakeService();
  service.createReplies.push(reset());
  const job = createExportClient(service.options).start(FIRST);
  await expect(job.result()).rejects.toMatchObject({ candidates: [] });
  await service.runtime.sleep(10_000, undefined);
  service.add({ task_id: "of a later run", looks: 0 });
  const again = createExportClient({ ...service.options, onLost: "create-again" }).restore(job.toJSON());
  await expect(again.result()).rejects.toMatchObject({ candidates: [{ task_id: "of a later run" }] });
  expect(service.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
});
