// Two programs on one account, neither of which knows of the other.
import { expect, it } from "vitest";
import { createExportClient } from "../../src/index.ts";
import { fakeService, json, reset } from "../fake-service.ts";

const PERIOD = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

it("a task that came late out of a slow call is a rival, though the next job's call fits it but for the skew", async () => {
  const service = fakeService();
  service.listDelayMs = 3000;
  let calls = 0;
  const slowly: typeof fetch = async (input, init) => {
    if (init?.method === "POST" && ++calls === 1) {
      service.add({ task_id: "of another program", looks: 0 });
      await service.world.sleep(2500, undefined);
    }
    return service.fetch(input, init);
  };
  const cdn = createExportClient({ ...service.options, fetch: slowly });
  const first = cdn.start({ action: "uv", ...PERIOD });
  cdn.start({ action: "top_ip_detail", ...PERIOD });
  await expect(first.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("a task that came while the list's answer was on its way is watched for as long as it took to show up", async () => {
  const service = fakeService();
  service.listDelayMs = 1400;
  let isFirst = true;
  const slowly: typeof fetch = async (input, init) => {
    const response = await service.fetch(input, init);
    if (isFirst) {
      isFirst = false;
      await service.world.sleep(600, undefined);
      service.add({ task_id: "of another program", looks: 0 });
      await service.world.sleep(1400, undefined);
    }
    return response;
  };
  const cdn = createExportClient({ ...service.options, fetch: slowly });
  await expect(cdn.exportStatistics({ action: "uv", ...PERIOD })).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("three programs that export again and again get their own files, or none", { timeout: 60_000 }, async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const service = fakeService();
    service.listDelayMs = 700 * (seed % 6);
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const slowly: typeof fetch = async (input, init) => {
      if (init?.method === "POST") await service.world.sleep(Math.floor(random() * 4000), undefined);
      const response = await service.fetch(input, init);
      if (random() < 0.3) await service.world.sleep(Math.floor(random() * 3000), undefined);
      return response;
    };
    const program = async (name: string) => {
      for (let round = 0; round < 5; round++) {
        const cdn = createExportClient({ ...service.options, fetch: slowly, world: { ...service.world, random } });
        const exports = Array.from({ length: 4 }, async (_, i) => {
          const domains = [`${name}${round}${i}.example.com`];
          const file = await cdn.exportStatistics({ action: "uv", ...PERIOD, domains }).catch((error) => error);
          if (file instanceof Error) return expect(file.name, `seed ${seed}`).toBe("AmbiguousTaskError");
          const task = service.tasks.find(({ task_id }) => task_id === file.task.task_id);
          return expect(task?.request?.domain_name, `seed ${seed}`).toBe(domains[0]);
        });
        await Promise.all(exports);
      }
    };
    await Promise.all(["a", "b", "c"].map(program));
  }
});

it("the next create call waits for no call that was refused, nor for one whose answer has the id", async () => {
  const service = fakeService();
  service.createReplies.push(new Response('{"error_code":"APIGW.0308","error_msg":"slow down"}', { status: 429 }));
  for (const id of ["one", "two"]) {
    service.createReplies.push(json({ task_id: id }));
    service.add({ task_id: id, looks: 0 });
  }
  const cdn = createExportClient(service.options);
  for (const id of ["one", "two"]) {
    expect((await cdn.exportStatistics({ action: "uv", ...PERIOD })).task.task_id).toBe(id);
  }
  expect(service.pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(5000);
});

it("a task of half a minute later is not that of a create call that was lost", async () => {
  const service = fakeService();
  service.createReplies.push(reset());
  const job = createExportClient(service.options).start({ action: "uv", ...PERIOD });
  while (job.toJSON().before?.latest === undefined) await new Promise(setImmediate);
  while (service.world.now() < (job.toJSON().before?.to ?? 0) + 2000) await service.world.sleep(500, undefined);
  service.add({ task_id: "of another program", looks: 0 });
  const error = await job.result().catch((reason) => reason);
  expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [{ task_id: "of another program" }] });
});

it("a create call that was lost is in doubt when another program is seen at work", async () => {
  const service = fakeService();
  service.createReplies.push(reset());
  const job = createExportClient(service.options).start({ action: "uv", ...PERIOD });
  while (service.seen.every(({ method }) => method !== "POST")) await new Promise(setImmediate);
  // In the very second of the call: it fits as well as the own one would.
  service.add({ task_id: "of another program", looks: 0 });
  await job.submitted();
  await service.world.sleep(60_000, undefined);
  service.add({ task_id: "and another one", looks: 0 });
  await expect(job.result()).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("without a Date in the answers, a task that is shown late is a rival of one that was shown at once", async () => {
  const service = fakeService();
  service.listDelayMs = 100_000;
  service.add({ task_id: "of another program", looks: 0 });
  await service.world.sleep(99_000, undefined);
  const undated: typeof fetch = async (input, init) => {
    const response = await service.fetch(input, init);
    response.headers.delete("date");
    return response;
  };
  const result = createExportClient({ ...service.options, fetch: undated }).exportStatistics({
    action: "uv",
    ...PERIOD,
  });
  await expect(result).rejects.toMatchObject({ name: "AmbiguousTaskError" });
});

it("a create call that was lost proves nothing once the list has shown that another program creates, too", async () => {
  const service = fakeService();
  const cdn = createExportClient(service.options);
  await cdn.exportStatistics({ action: "uv", ...PERIOD });
  await service.world.sleep(60_000, undefined);
  service.add({ task_id: "of another program" });
  await service.world.sleep(60_000, undefined);
  service.createReplies.push(reset());
  const sent = () => service.seen.filter(({ method }) => method === "POST").length;
  const job = cdn.start({ action: "top_ip_detail", ...PERIOD });
  while (sent() < 2) await new Promise(setImmediate);
  service.add({ task_id: "another one of its", looks: 0 });
  const error = await job.result().catch((reason) => reason);
  expect(error).toMatchObject({ name: "AmbiguousTaskError", candidates: [{ task_id: "another one of its" }] });
});

it("a lost create call is found after others of the client that were lost, aborted, or given up", async () => {
  const service = fakeService();
  const stop = new AbortController();
  const cdn = createExportClient(service.options);
  service.lostReplies.push(reset());
  await cdn.exportStatistics({ action: "uv", ...PERIOD });
  service.listDelayMs = 200_000;
  service.lostReplies.push(reset());
  await expect(cdn.exportStatistics({ action: "uv", ...PERIOD })).rejects.toMatchObject({ name: "AmbiguousTaskError" });
  await service.world.sleep(600_000, undefined);
  service.listDelayMs = 3000;
  const aborted = cdn.start({ action: "uv", ...PERIOD }, { signal: stop.signal });
  while (service.tasks.length < 3) await new Promise(setImmediate);
  stop.abort();
  await expect(aborted.result()).rejects.toThrow("aborted");
  for (let i = 0; i < 2; i++) {
    service.lostReplies.push(reset());
    const file = await cdn.exportStatistics({ action: "top_ip_detail", ...PERIOD });
    expect(file.task.task_id).toBe(service.tasks[0]?.task_id);
  }
  expect(service.tasks).toHaveLength(5);
});
