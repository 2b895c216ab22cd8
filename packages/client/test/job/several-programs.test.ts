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
