// Programs that die, and others that go on with their jobs, or come after them: no second task, no other query's file.
import { describe, expect, it } from "vitest";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";
import { type FakeService, fakeService, json, reset } from "../fake-service.ts";

const PERIOD = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const FIRST: ExportQuery = { action: "uv", ...PERIOD };
const SECOND: ExportQuery = { action: "top_ip_detail", ...PERIOD };
const HOUR_MS = 3_600_000;

const posts = (service: FakeService) => service.seen.filter(({ method }) => method === "POST").length;
const actionOf = (service: FakeService, id: string) =>
  service.tasks.find(({ task_id }) => task_id === id)?.request?.action;

/** A job whose process dies when its state has come so far: the state as it is on disk then. */
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

const isAnswered = ({ phase, before }: JobState) => phase === "submitting" && before?.answered === true;

describe("a job that is restored", () => {
  it("while it still runs, or twice, is one job with one task", async () => {
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

  it("takes no task from the job whose turn it is, once its own is seen", async () => {
    const service = fakeService();
    const aborted = new AbortController();
    let again: Promise<unknown> | undefined;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const answer = await service.fetch(input, init);
      if (init?.method === "POST" && posts(service) === 1) aborted.abort();
      // By now the second job has seen the first one's task.
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

  it("takes no job of its program, which it does not know of, for another program's", async () => {
    const service = fakeService();
    service.lostReplies.push(reset());
    const state = await killedAt(service, FIRST, ({ before }) => before?.latest !== undefined);
    await service.world.sleep(60_000, undefined);
    await createExportClient(service.options).exportStatistics(SECOND);
    const file = await createExportClient(service.options).restore(state).result();
    expect(actionOf(service, file.task.task_id)).toBe(FIRST.action);
  });

  it.each([0, 1, 24])("after %i hours of downtime is handed its finished task", async (hours) => {
    const service = fakeService();
    const state = await killedAt(service, FIRST, isAnswered);
    await service.world.sleep(hours * HOUR_MS, undefined);
    const file = await createExportClient(service.options).restore(state).result();
    expect(actionOf(service, file.task.task_id)).toBe("uv");
    expect(posts(service)).toBe(1);
  });

  it("by one short-lived process after another ends all the same", async () => {
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

  it("says that its task is in doubt as soon as it can no longer show up, not anew in each process", async () => {
    const service = fakeService();
    const state = await killedAt(service, FIRST, ({ phase }) => phase === "submitting");
    await service.world.sleep(HOUR_MS, undefined);
    const begun = service.world.now();
    const error = await createExportClient(service.options)
      .restore(state)
      .result()
      .catch((error) => error);
    expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
    expect(service.world.now() - begun).toBeLessThan(10_000);
  });

  it("keeps the next create call of its client out of its time", async () => {
    const service = fakeService();
    const state = await killedAt(service, FIRST, ({ phase }) => phase === "submitting");
    service.add({ request: { ...state.request } });
    const cdn = createExportClient({ ...service.options, world: { ...service.world, random: Math.random } });
    const [own, next] = await Promise.all([cdn.restore(state).result(), cdn.exportStatistics(SECOND)]);
    expect([actionOf(service, own.task.task_id), actionOf(service, next.task.task_id)]).toEqual([
      "uv",
      "top_ip_detail",
    ]);
    const made = service.tasks.find(({ task_id }) => task_id === next.task.task_id)?.create_time ?? 0;
    expect(made).toBeGreaterThanOrEqual(state.before?.to ?? Number.POSITIVE_INFINITY);
  });
});

it.each([{}, { version: 2 }, { version: 1 }, { version: 1, id: "a" }, null])(
  "%j is no state to go on from",
  (state) => {
    const cdn = createExportClient(fakeService().options);
    expect(() => cdn.restore(state as never)).toThrow("This is not the state of a job");
  },
);

describe("a task of a program that has gone", () => {
  it.each([3000, 60_000])(
    "is not taken for one whose create call was lost, when the list is %i ms late",
    async (ms) => {
      const service = fakeService();
      service.listDelayMs = ms;
      await killedAt(service, FIRST, isAnswered);
      await service.world.sleep(1500, undefined);
      service.createReplies.push(reset());
      for (const onLost of ["fail", "create-again"] as const) {
        const error = await createExportClient({ ...service.options, onLost })
          .exportStatistics(SECOND)
          .catch((error) => error);
        if (error.name === "AmbiguousTaskError") expect(service.tasks).toHaveLength(1);
        else expect(actionOf(service, error.task.task_id)).toBe("top_ip_detail");
        if (onLost === "fail") expect(error.name).toBe("AmbiguousTaskError");
      }
    },
  );

  it("that its answer told of is not taken by a job which another process goes on with", async () => {
    const service = fakeService();
    service.listDelayMs = 3000;
    const cdn = createExportClient(service.options);
    service.lostReplies.push(json({ task_id: "1".padStart(32, "0") }));
    await cdn.start(FIRST).submitted();

    service.createReplies.push(reset());
    const stop = new AbortController();
    const second = cdn.start(SECOND, { signal: stop.signal });
    while (posts(service) < 2) await new Promise(setImmediate);
    stop.abort();
    await second.result().catch(() => {});
    const error = await createExportClient(service.options)
      .restore(second.toJSON())
      .result()
      .catch((error) => error);
    expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
  });
});

describe("another program's task", () => {
  /** A client whose first task was told by its answer, and a rival's task that no list shows yet. */
  async function afterATold(rivalAfterMs: number) {
    const service = fakeService();
    service.listDelayMs = 15_000;
    const cdn = createExportClient(service.options);
    const date = new Date(service.world.now()).toUTCString();
    service.lostReplies.push(json({ task_id: "1".padStart(32, "0") }, 200, { date }));
    await cdn.start(FIRST).submitted();
    await service.world.sleep(rivalAfterMs, undefined);
    service.add({});
    return { service, cdn };
  }

  it("of the second in which ours was told is not taken for the next one, whose call was lost", async () => {
    const { service, cdn } = await afterATold(0);
    service.createReplies.push(reset());
    await expect(cdn.exportStatistics(SECOND)).rejects.toMatchObject({
      name: "AmbiguousTaskError",
      candidates: [{ task_id: "2".padStart(32, "0") }],
    });
  });

  it("is not taken for ours when the service tells ids, but told none", async () => {
    const { service, cdn } = await afterATold(2000);
    await service.world.sleep(2000, undefined);
    service.createReplies.push(json({}));
    await expect(cdn.exportStatistics(SECOND)).rejects.toMatchObject({
      name: "AmbiguousTaskError",
      candidates: [{ task_id: "2".padStart(32, "0") }],
    });
  });
});

describe("a create call that failed", () => {
  it("after it was sent is looked for, whatever failed", async () => {
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

  it("with a body that was cut and is said to be a file is looked for", async () => {
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

  it("before it was sent leaves the job where it can be started again", async () => {
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
  ])("that is %s is not taken for an account without tasks", async (_, answer) => {
    const service = fakeService();
    service.listReplies.push(...Array.from({ length: 10 }, answer));
    await expect(createExportClient(service.options).exportStatistics(FIRST)).rejects.toMatchObject({
      name: "UnexpectedAnswerError",
    });
    expect(posts(service)).toBe(0);
  });

  it.each([[{ total: 0 }], [{}], [{ total: 0, data: null }]])("of %j is one", async (body) => {
    const service = fakeService();
    service.listReplies.push(json(body));
    await createExportClient(service.options).exportStatistics(FIRST);
    expect(posts(service)).toBe(1);
  });

  it("with an error in it is an error, whatever its type", async () => {
    const service = fakeService();
    const body = { error: { error_code: "CDN.0004", error_msg: "no" } };
    service.listReplies.push(json(body, 200, { "content-type": "application/octet-stream" }));
    await expect(createExportClient(service.options).exportStatistics(FIRST)).rejects.toMatchObject({
      code: "CDN.0004",
    });
  });
});
