// Programs that know of each other: they share a critical section, or the client was told that it is not alone.
import { expect, it } from "vitest";
import { createExportClient, type JobState } from "../../src/index.ts";
import { fakeService, json, reset } from "../fake-service.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

it("a client that is not the sole writer takes no task after a lost answer, though it be the only one", async () => {
  const service = fakeService();
  service.createReplies.push(reset());
  const job = createExportClient({ ...service.options, soleWriter: false }).start(QUERY);
  while (service.seen.every(({ method }) => method !== "POST")) await new Promise(setImmediate);
  service.add({ task_id: "of another program", looks: 0 });
  const error = await job.result().catch((reason) => reason);
  expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [{ task_id: "of another program" }] });
});

it("a client that is not the sole writer takes its task when the call was answered", async () => {
  const service = fakeService();
  const file = await createExportClient({ ...service.options, soleWriter: false }).exportStatistics(QUERY);
  expect(file.task.task_id).toBe(service.tasks[0]?.task_id);
});

it("a task that fits only by the clocks' skew is a rival, but not where programs take turns", async () => {
  const run = async (options: Pick<Parameters<typeof createExportClient>[0], "criticalSection">) => {
    const service = fakeService();
    const job = createExportClient({ ...service.options, ...options }).start(QUERY);
    while (service.tasks.length === 0) await new Promise(setImmediate);
    service.add({ task_id: "of another program", create_time: service.world.now() - 4000 });
    return job.result();
  };
  await expect(run({})).rejects.toMatchObject({ name: "AmbiguousTaskError" });
  await expect(run({ criticalSection: (work) => work() })).resolves.toMatchObject({ task: { status: "success" } });
});

it("a turn ends when the list shows the task, though the answer told its id", async () => {
  const service = fakeService();
  const { now } = service.world;
  service.listDelayMs = 5000;
  service.createReplies.push(json({ task_id: "told" }));
  const createdAt = now();
  service.add({ task_id: "told", looks: 0 });
  let leftAt = 0;
  const cdn = createExportClient({
    ...service.options,
    async criticalSection(work) {
      const result = await work();
      leftAt = now();
      return result;
    },
  });
  await cdn.exportStatistics(QUERY);
  while (leftAt === 0) await new Promise(setImmediate);
  expect(leftAt).toBeGreaterThanOrEqual(createdAt + 5000);
});

it("a job that was aborted in its create call takes no task that another program creates later", async () => {
  const service = fakeService();
  const stop = new AbortController();
  const hanging: typeof fetch = async (input, init) => {
    if (init?.method !== "POST") return service.fetch(input, init);
    await service.world.sleep(2000, undefined);
    stop.abort();
    throw init.signal?.reason;
  };
  let saved: JobState | undefined;
  const onState = (state: JobState) => {
    saved = state;
  };
  const first = createExportClient({ ...service.options, fetch: hanging });
  await expect(first.start(QUERY, { signal: stop.signal, onState }).result()).rejects.toThrow("aborted");
  await service.world.sleep(3000, undefined);
  service.add({ task_id: "of another program", looks: 0 });

  const next = createExportClient({ ...service.options, criticalSection: (work) => work() });
  const error = await next
    .restore(saved as JobState)
    .result()
    .catch((reason) => reason);
  expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [{ task_id: "of another program" }] });
});

it("a job that is aborted while its intent is written down is planned again, and no other job's task fits it", async () => {
  const service = fakeService();
  const { sleep } = service.world;
  const callTimeout = 29_000;
  // So long the turn goes on at the most: it has not passed yet.
  const world = {
    sleep: (ms: number, signal?: AbortSignal) => (ms === callTimeout ? new Promise<void>(() => {}) : sleep(ms, signal)),
  };
  const options = { ...service.options, world: { ...service.world, ...world }, callTimeout };
  const cdn = createExportClient({ ...options, onLost: "create-again" });
  const stop = new AbortController();
  let saved: JobState | undefined;
  let written = () => {};
  const onState = (state: JobState) => {
    saved = state;
    if (state.phase !== "submitting") return undefined;
    return new Promise<void>((resolve) => {
      written = resolve;
      stop.abort();
    });
  };
  const first = cdn.start(QUERY, { signal: stop.signal, onState });
  const second = cdn.exportStatistics({ ...QUERY, action: "top_ip_detail" });
  await expect(first.result()).rejects.toThrow("aborted");
  await service.world.sleep(5000, undefined);
  expect(service.tasks).toHaveLength(0);
  written();
  await second;
  expect(saved?.phase).toBe("planned");
  const file = await cdn.restore(saved as JobState).result();
  expect(service.tasks.map(({ request }) => request?.action)).toEqual(["uv", "top_ip_detail"]);
  expect(file.task.task_id).toBe(service.tasks[0]?.task_id);
});

it("an abort in the create call tells the state at once how long it may be carried out", async () => {
  const service = fakeService();
  const stop = new AbortController();
  const hanging: typeof fetch = async (input, init) => {
    if (init?.method !== "POST") return service.fetch(input, init);
    stop.abort();
    throw init.signal?.reason;
  };
  const onState = ({ before }: JobState) => (before?.latest === undefined ? undefined : new Promise<void>(() => {}));
  const job = createExportClient({ ...service.options, fetch: hanging }).start(QUERY, { signal: stop.signal, onState });
  await expect(job.result()).rejects.toThrow("aborted");
  expect(job.toJSON().before?.latest).toBeGreaterThan(job.toJSON().before?.to ?? 0);
});

it("a lost create call of a restored job is looked for again in its own client, and not made anew", async () => {
  const service = fakeService();
  const cdn = createExportClient({ ...service.options, soleWriter: false });
  service.lostReplies.push(reset());
  const job = cdn.start(QUERY);
  await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
  const again = cdn.restore(job.toJSON(), { onLost: "create-again" });
  await expect(again.result()).rejects.toMatchObject({ candidates: [{ task_id: service.tasks[0]?.task_id }] });
  expect(service.tasks).toHaveLength(1);
});

it("a client that is not the sole writer hands over no file before a rival can no longer show up", async () => {
  const service = fakeService();
  const cdn = createExportClient({ ...service.options, soleWriter: false });
  const job = cdn.start(QUERY);
  while (service.tasks.length === 0) await new Promise(setImmediate);
  await job.submitted();
  await service.world.sleep(60_000, undefined);
  // It was made in the second of the own one.
  service.add({ task_id: "shown late", create_time: service.tasks[0]?.create_time ?? 0 });
  await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("with a service's clock that is off, a task of another program that fits by it is not taken", async () => {
  const service = fakeService();
  const late: typeof fetch = async (input, init) => {
    const answer = await service.fetch(input, init);
    if (init?.method !== "POST") return answer;
    const [own] = service.tasks;
    if (own) Object.assign(own, { create_time: (own.create_time ?? 0) - 15_000 });
    service.add({ task_id: "of another program", looks: 0 });
    return answer;
  };
  const job = createExportClient({ ...service.options, fetch: late, soleWriter: false }).start(QUERY);
  await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [{}, {}] });
});

it("a state that was written down, though that failed, fits no task of the next job", async () => {
  const service = fakeService();
  let saved: JobState | undefined;
  const onState = (state: JobState) => {
    saved = state;
    if (state.phase === "submitting") throw new Error("the disk is full, perhaps");
  };
  const cdn = createExportClient(service.options);
  await expect(cdn.start(QUERY, { onState }).result()).rejects.toThrow("the disk is full");
  await cdn.exportStatistics({ ...QUERY, action: "top_ip_detail" });
  expect(saved?.phase).toBe("submitting");
  const restored = createExportClient(service.options).restore(saved as JobState);
  await expect(restored.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("another program's task is a rival as long as it runs, however late the own one is shown", async () => {
  const service = fakeService();
  const { now, sleep } = service.world;
  service.createReplies.push(new Response(null, { headers: { date: new Date(now()).toUTCString() } }));
  const job = createExportClient(service.options).start(QUERY);
  while (service.seen.every(({ method }) => method !== "POST")) await new Promise(setImmediate);
  const create_time = now();
  service.add({ task_id: "of another program", looks: 200, create_time });
  await job.submitted();
  while (now() < create_time + 40_000) await sleep(500, undefined);
  service.add({ task_id: "own", looks: 1, create_time: create_time + 100 });
  await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("what an earlier process has created is no other program's task to the one that restores its lost jobs", async () => {
  const service = fakeService();
  const first = createExportClient(service.options);
  service.createReplies.push(reset());
  const lost = first.start(QUERY);
  await expect(lost.result()).rejects.toMatchObject({ candidates: [] });
  await first.exportStatistics({ ...QUERY, action: "top_ip_detail" });
  const second = createExportClient(service.options);
  await expect(second.restore(lost.toJSON()).result()).rejects.toThrow();
  service.lostReplies.push(reset());
  const file = await second.exportStatistics(QUERY);
  expect(file.task.task_id).toBe(service.tasks[0]?.task_id);
});
