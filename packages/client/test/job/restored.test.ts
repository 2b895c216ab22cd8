// Programs that end, and others that continue their jobs or come after them: no second task, no other query's file.

import { type FakeService, fakeService, json, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";

const PERIOD = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const FIRST: ExportQuery = { action: "uv", ...PERIOD };
const SECOND: ExportQuery = { action: "top_ip_detail", ...PERIOD };
const HOUR_MS = 3_600_000;

const posts = (service: FakeService) => service.seen.filter(({ method }) => method === "POST").length;
const actionOf = (service: FakeService, id: string) =>
  service.tasks.find(({ task_id }) => task_id === id)?.request?.action;

/** A job whose process ends at a given phase. Returns its state as stored on disk. */
async function killedAt(service: FakeService, query: ExportQuery, isThere: (state: JobState) => boolean) {
  const controller = new AbortController();
  return new Promise<JobState>((resolve, reject) => {
    createExportClient(service.options)
      .start(query, {
        signal: controller.signal,
        onState(state) {
          if (!isThere(state)) return;
          resolve(structuredClone(state));
          controller.abort();
        },
      })
      .result()
      .then(reject, () => {});
  });
}

const isAnswered = ({ phase, createCall }: JobState) => phase === "submitting" && createCall?.answered === true;

describe("a restored job", () => {
  it("is one job with one task, even if it is restored twice or is still running", async () => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    const job = cdn.start(FIRST);
    const planned = job.toJSON();
    const jobs = [job, cdn.restore(planned), cdn.restore(planned)];
    const files = await Promise.all(jobs.map((one) => one.result()));
    expect(new Set(files.map(({ task }) => task.task_id)).size).toBe(1);
    expect(service.tasks).toHaveLength(1);
    expect((await cdn.restore(planned).result()).task.task_id).toBe(files[0]?.task.task_id);
    expect(service.tasks).toHaveLength(1);
  });

  it("from before a create call that was aborted finds that call's task in the same client", async () => {
    const service = fakeService();
    service.listDelayMs = 3000;
    const aborted = new AbortController();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method === "POST") aborted.abort();
      return answer;
    };
    const cdn = createExportClient({ ...service.options, fetch });
    const job = cdn.start(FIRST, { signal: aborted.signal });
    const planned = job.toJSON();
    await expect(job.result()).rejects.toThrow("aborted");
    const states: string[] = [];
    const again = cdn.restore(planned, { onState: ({ phase }) => void states.push(phase) });
    await expect(again.result()).resolves.toMatchObject({ task: { task_id: service.tasks[0]?.task_id } });
    expect(posts(service)).toBe(1);
    expect(states.slice(0, 3)).toEqual(["planned", "submitting", "waiting"]);
  });

  it("doesn't take the task of the job that has the turn", async () => {
    const service = fakeService();
    const aborted = new AbortController();
    let again: Promise<unknown> | undefined;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method === "POST" && posts(service) === 1) aborted.abort();
      // The second job has seen the first one's task by now.
      if (init?.method === "POST" && posts(service) === 2) again = cdn.restore(first.toJSON()).result();
      return answer;
    };
    const cdn = createExportClient({ ...service.options, fetch, onLost: "create-again" });
    const first = cdn.start(FIRST, { signal: aborted.signal });
    await expect(first.result()).rejects.toThrow("aborted");
    const second = await cdn.exportStatistics(SECOND);
    expect(actionOf(service, second.task.task_id)).toBe(SECOND.action);
    await again;
    expect(service.tasks).toHaveLength(2);
  });

  it("with its task ends another handle that looks for that task, which stores no earlier phase", async () => {
    for (const [onLost, isLost] of [
      ["fail", true],
      ["fail", false],
      ["create-again", true],
    ] as const) {
      const service = fakeService();
      service.listDelayMs = 100_000;
      if (isLost) service.lostReplies.push(reset());
      const cdn = createExportClient({ ...service.options, onLost });
      const phases: string[] = [];
      const job = cdn.start(FIRST, { onState: ({ phase }) => void phases.push(phase) });
      while (service.pauses.length < 3) await new Promise(setImmediate);
      const taskId = service.tasks[0]?.task_id as string;
      const other = cdn.restore({ ...job.toJSON(), phase: "waiting", taskId });
      for (const handle of [job, other]) expect((await handle.result()).task.task_id).toBe(taskId);
      expect(phases.filter((phase) => phase === "planned")).toHaveLength(1);
      expect(posts(service)).toBe(1);
    }
  });

  it("with its task doesn't delay another job that looks for that task", async () => {
    const service = fakeService();
    service.listDelayMs = 100_000;
    const aborted = new AbortController();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method === "POST" && posts(service) === 1) aborted.abort();
      return answer;
    };
    const cdn = createExportClient({ ...service.options, fetch });
    const job = cdn.start(FIRST, { signal: aborted.signal });
    await expect(job.result()).rejects.toThrow("aborted");
    const next = cdn.start(SECOND);
    while (service.pauses.length < 3) await new Promise(setImmediate);
    const taskId = service.tasks[0]?.task_id as string;
    const restored = cdn.restore({ ...job.toJSON(), phase: "waiting", taskId });
    expect((await restored.result()).task.task_id).toBe(taskId);
    expect(actionOf(service, (await next.result()).task.task_id)).toBe(SECOND.action);
    expect(posts(service)).toBe(2);
  });

  it("doesn't take a task that was created after its call's time", async () => {
    const service = fakeService();
    service.lostReplies.push(reset());
    const state = await killedAt(service, FIRST, ({ phase }) => phase === "submitting" && posts(service) === 1);
    await service.runtime.sleep(60_000, undefined);
    await createExportClient(service.options).exportStatistics(SECOND);
    const file = await createExportClient(service.options).restore(state).result();
    expect(actionOf(service, file.task.task_id)).toBe(FIRST.action);
  });

  it.each([0, 1, 24])("gets its finished task after %i hours of downtime", async (hours) => {
    const service = fakeService();
    const state = await killedAt(service, FIRST, isAnswered);
    await service.runtime.sleep(hours * HOUR_MS, undefined);
    const file = await createExportClient(service.options).restore(state).result();
    expect(actionOf(service, file.task.task_id)).toBe("uv");
    expect(posts(service)).toBe(1);
  });

  it("ends even if each process runs only briefly", async () => {
    const service = fakeService();
    service.listDelayMs = 100_000;
    let state = await killedAt(service, FIRST, isAnswered);
    for (let life = 1; life <= 12 && state.phase !== "done"; life++) {
      const job = createExportClient({ ...service.options, timeout: 25_000 }).restore(state);
      await job.result().catch(() => {});
      state = job.toJSON();
    }
    expect([state.phase, posts(service)]).toEqual(["done", 1]);
  });

  it("reports a missing task once its window is over, without a new window in each process", async () => {
    const service = fakeService();
    const state = await killedAt(service, FIRST, ({ phase }) => phase === "submitting");
    await service.runtime.sleep(HOUR_MS, undefined);
    const begun = service.runtime.now();
    const error = await createExportClient(service.options)
      .restore(state)
      .result()
      .catch((error) => error);
    expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
    expect(service.runtime.now() - begun).toBeLessThan(10_000);
  });

  it("is resolved before the next job of its client creates a task", async () => {
    const service = fakeService();
    service.listDelayMs = 20_000;
    const state = await killedAt(service, FIRST, isAnswered);
    const cdn = createExportClient({ ...service.options, runtime: { ...service.runtime, random: Math.random } });
    const [restored, next] = await Promise.all([cdn.restore(state).result(), cdn.exportStatistics(SECOND)]);
    const actions = [restored, next].map(({ task }) => actionOf(service, task.task_id));
    expect(actions).toEqual(["uv", "top_ip_detail"]);
    expect(posts(service)).toBe(2);
  });
});

describe("a state that can't be used", () => {
  it.each([{}, null, undefined, { version: 0 }, { version: 2 }, { version: "1" }])(
    "has another version, or isn't a state: %j",
    async (state) => {
      const service = fakeService();
      const cdn = createExportClient(service.options);
      const failure = await cdn
        .restore(state as never)
        .result()
        .catch((error) => error);
      expect(failure).toMatchObject({ name: "StoreError", code: "BAD_STATE" });
      expect(failure.message).toContain(
        `This is not the state of a job of version 1 (its version is ${(state as JobState)?.version}). Pass the whole value of toJSON`,
      );
      expect(service.seen).toEqual([]);
    },
  );

  it.each<object>([
    { version: 1 },
    { version: 1, id: "a" },
    { version: 1, id: "a", request: {} },
    { version: 1, id: "a", phase: "planned" },
    { version: 1, phase: "planned", request: {} },
    { version: 1, id: "a", phase: "submitting", request: {} },
    { version: 1, id: "a", phase: "waiting", request: {} },
  ])("is incomplete: %j", async (state) => {
    const service = fakeService();
    const job = createExportClient(service.options).restore(state as never);
    await expect(job.result()).rejects.toMatchObject({
      code: "BAD_STATE",
      message: expect.stringMatching(/^This is only a part of the state of a job. Pass the whole value of toJSON/),
    });
    expect(service.seen).toEqual([]);
  });

  it("was started with another key or endpoint, if its task isn't listed", async () => {
    for (const change of [{ credentials: { ak: "OTHERAK", sk: "not-a-secret" } }, { endpoint: "https://other.test" }]) {
      const service = fakeService();
      for (const isThere of [isAnswered, ({ phase }: JobState) => phase === "waiting"]) {
        const state = await killedAt(service, FIRST, isThere);
        service.tasks = [];
        const begun = service.runtime.now();
        const other = createExportClient({ ...service.options, ...change, onLost: "create-again" });
        const sent = posts(service);
        await expect(other.restore(state).result()).rejects.toMatchObject({
          name: "TaskNotListedError",
          reason: "other-account",
          advice: "Use the AK and the endpoint it was started with",
        });
        expect(posts(service)).toBe(sent);
        expect(service.runtime.now() - begun).toBeLessThan(200_000);
      }
    }
  });
});

it("a job whose state can't be stored sends nothing, and doesn't take another task", async () => {
  const service = fakeService();
  let saved: JobState | undefined;
  const onState = (state: JobState) => {
    saved = structuredClone(state);
    if (state.phase === "submitting") throw new Error("the disk is full");
  };
  const cdn = createExportClient(service.options);
  const job = cdn.start(FIRST, { onState });
  await expect(job.result()).rejects.toThrow("the disk is full");
  expect([posts(service), job.toJSON().phase, saved?.phase]).toEqual([0, "planned", "submitting"]);
  const next = await cdn.exportStatistics(SECOND);
  expect(actionOf(service, next.task.task_id)).toBe("top_ip_detail");
  const restored = createExportClient({ ...service.options, onLost: "create-again" }).restore(saved as JobState);
  const file = await restored.result().catch((error) => error);
  if (file.name) expect(file.name).toBe("AmbiguousTaskError");
  else expect(actionOf(service, file.task.task_id)).toBe("uv");
  expect(service.tasks.filter(({ request }) => request?.action === "uv").length).toBeLessThanOrEqual(1);
});

describe("a create call that failed", () => {
  it("after it was sent is looked for, whatever the failure", async () => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    cdn.api.use({
      onResponse({ request }) {
        if (request.method === "POST") throw new Error("a hook's own mistake");
        return undefined;
      },
    });
    const file = await cdn.exportStatistics(FIRST);
    expect([actionOf(service, file.task.task_id), posts(service)]).toEqual(["uv", 1]);
  });

  it("with a cut body and the content type of a file is looked for", async () => {
    const service = fakeService();
    const cut = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("{"));
        controller.error(new Error("cut"));
      },
    });
    service.lostReplies.push(new Response(cut, { headers: { "content-type": "application/octet-stream" } }));
    const file = await createExportClient(service.options).exportStatistics(FIRST);
    expect([actionOf(service, file.task.task_id), posts(service)]).toEqual(["uv", 1]);
  });

  it("before it was sent leaves the job in a state that can be started again", async () => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    cdn.api.use({
      onRequest({ request }) {
        if (request.method === "POST") throw new Error("a hook's own mistake");
        return undefined;
      },
    });
    const job = cdn.start(FIRST);
    await expect(job.result()).rejects.toThrow("a hook's own mistake");
    expect([job.toJSON().phase, posts(service)]).toEqual(["planned", 0]);
  });
});

describe("a list", () => {
  it.each([
    ["nothing", () => new Response("")],
    ["204", () => new Response(null, { status: 204 })],
    ["null", () => json(null)],
    ["a total and no tasks", () => json({ total: 7 })],
  ])("that is %s isn't mistaken for an account without tasks", async (_, answer) => {
    const service = fakeService();
    service.listReplies.push(...Array.from({ length: 10 }, answer));
    await expect(createExportClient(service.options).exportStatistics(FIRST)).rejects.toMatchObject({
      name: "UnexpectedAnswerError",
    });
    expect(posts(service)).toBe(0);
  });

  it.each([[{ total: 0 }], [{}], [{ total: 0, data: null }], [{ total: null, data: null }]])(
    "of %j is that of an account without tasks",
    async (body) => {
      const service = fakeService();
      service.listReplies.push(json(body));
      await createExportClient(service.options).exportStatistics(FIRST);
      expect(posts(service)).toBe(1);
    },
  );

  it("with numbers as IDs keeps all their digits", async () => {
    const service = fakeService();
    const body = '{"total":2,"data":[{"task_id":9007199254740993},{"task_id" : 9007199254740992,"status":"x"}]}';
    service.listReplies.push(new Response(body));
    const ids: unknown[] = [];
    for await (const { task_id } of createExportClient(service.options).tasks()) ids.push(task_id);
    expect(ids).toEqual(["9007199254740993", "9007199254740992"]);
  });

  it("that contains an error is an error, whatever its content type", async () => {
    const service = fakeService();
    const body = { error: { error_code: "CDN.0004", error_msg: "no" } };
    service.listReplies.push(json(body, 200, { "content-type": "application/octet-stream" }));
    await expect(createExportClient(service.options).exportStatistics(FIRST)).rejects.toMatchObject({
      code: "CDN.0004",
    });
  });
});
