import { CSV, fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { FIRST_TRIES, MAX_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";

const QUERY: ExportQuery = {
  action: "top_url_detail",
  domains: ["www.example.com"],
  from: "2026-11-20",
  to: "2026-11-21",
};
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function setUp(options = {}) {
  const service = fakeService();
  return { service, cdn: createExportClient({ ...service.options, ...options }) };
}
const posts = (service: ReturnType<typeof fakeService>) =>
  service.seen.filter(({ method }) => method === "POST").length;

describe("exportStatistics", () => {
  it("creates the task, finds it, waits for it and returns its file", async () => {
    const { service, cdn } = setUp();
    const file = await cdn.exportStatistics(QUERY);
    expect(text(await file.bytes())).toBe(CSV);
    expect(service.tasks[0]?.request).toEqual({
      action: "top_url_detail",
      domain_name: "www.example.com",
      start_time: Date.parse("2026-11-19T16:00:00Z"),
      end_time: Date.parse("2026-11-20T16:00:00Z"),
    });
    expect(file.request).toEqual(service.tasks[0]?.request);
    expect(posts(service)).toBe(1);
  });

  it("signs every API call, and doesn't send credentials to the download link", async () => {
    const { service, cdn } = setUp();
    await (await cdn.exportStatistics(QUERY)).bytes();
    const [api, files] = [
      service.seen.filter(({ url }) => url.host === "cdn.test"),
      service.seen.filter(({ url }) => url.host === "files.test"),
    ];
    for (const { headers } of api) {
      expect(headers.get("authorization")).toMatch(
        /^SDK-HMAC-SHA256 Access=FAKEAK, SignedHeaders=.*host;x-sdk-date;x-security-token/,
      );
    }
    expect(files).toHaveLength(1);
    expect([...(files[0]?.headers ?? [])]).toEqual([["accept-encoding", "identity"]]);
  });

  it("identifies its task among others that are old or changing", async () => {
    const { service, cdn } = setUp();
    const old = service.add({ create_time: Date.parse("2026-11-20T00:00:00Z"), looks: 0 });
    const running = service.add({ create_time: Date.parse("2026-11-24T03:00:00Z"), looks: 2 });
    const file = await cdn.exportStatistics(QUERY);
    expect([old.task_id, running.task_id]).not.toContain(file.task.task_id);
    expect(service.tasks).toHaveLength(3);
  });

  it("waits for a task that appears late", async () => {
    const { service, cdn } = setUp();
    service.listDelayMs = 60_000;
    await expect(cdn.exportStatistics(QUERY)).resolves.toMatchObject({ task: { status: "success" } });
    expect(posts(service)).toBe(1);
  });

  it("looks for the task, and doesn't create a second one, when the response is lost", async () => {
    for (const reply of [
      reset(),
      refused("CDN.0000", 500),
      new Response("<html>", { status: 502 }),
      new Response("<html>"),
      new Response("OK"),
    ]) {
      const { service, cdn } = setUp();
      service.lostReplies.push(reply);
      await expect(cdn.exportStatistics(QUERY)).resolves.toMatchObject({ task: { status: "success" } });
      expect(posts(service)).toBe(1);
    }
  });

  it("throws AmbiguousTaskError when no task appears after a lost call, and repeats it only with onLost", async () => {
    const { service, cdn } = setUp();
    service.createReplies.push(reset());
    await expect(cdn.exportStatistics(QUERY)).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: [] });
    expect(posts(service)).toBe(1);

    service.createReplies.push(reset());
    await expect(cdn.exportStatistics(QUERY, { onLost: "create-again" })).resolves.toMatchObject({
      task: { status: "success" },
    });
    expect(posts(service)).toBe(3);
  });

  it("names the candidates when another program creates a task at the same time", async () => {
    const { service, cdn } = setUp();
    const start = cdn.start(QUERY, {
      onState: ({ phase }) => void (phase === "submitting" && service.tasks.length === 0 && service.add({})),
    });
    await expect(start.result()).rejects.toMatchObject({ name: "AmbiguousTaskError", candidates: { length: 2 } });
  });

  it("uses the ID in the response to the create call, if there is one", async () => {
    const { service, cdn } = setUp();
    service.add({ task_id: "given", create_time: 0, looks: 0 });
    service.createReplies.push(json({ task_id: "given" }));
    expect((await cdn.exportStatistics(QUERY)).task.task_id).toBe("given");
  });

  it("keeps waiting at undocumented statuses and at a success without a link", async () => {
    const { service, cdn } = setUp();
    const job = cdn.start(QUERY);
    const { task_id } = await job.submitted();
    const task = service.tasks[0];
    for (const status of ["queued", "some_future_status"]) {
      service.listReplies.push(json({ data: [{ ...task, status }] }));
    }
    service.listReplies.push(json({ data: [{ task_id, status: "success" }] }));
    const statuses: (string | undefined)[] = [];
    for await (const state of job) statuses.push(state.status);
    expect(statuses).toEqual(expect.arrayContaining(["queued", "some_future_status", "success"]));
    expect((await job.result()).task.task_id).toBe(task_id);
  });

  it("rejects with the task when the service reports it as failed", async () => {
    const { service, cdn } = setUp();
    const job = cdn.start(QUERY);
    await job.submitted();
    Object.assign(service.tasks[0] ?? {}, { status: "fail" });
    await expect(job.result()).rejects.toMatchObject({ name: "JobFailedError", task: { status: "fail" } });
    expect(job.toJSON().phase).toBe("failed");
  });

  it("ends at its timeout with the statuses it saw, and can be continued", async () => {
    const { service, cdn } = setUp({ timeout: 60_000 });
    const job = cdn.start(QUERY);
    await job.submitted();
    Object.assign(service.tasks[0] ?? {}, { looks: 100 });
    const error = await job.result().catch((reason) => reason);
    expect(error).toMatchObject({ name: "JobTimeoutError", statuses: { processing: expect.any(Number) } });
    Object.assign(service.tasks[0] ?? {}, { looks: 0 });
    const file = await cdn.restore(JSON.parse(JSON.stringify(job))).result();
    expect([file.task.task_id, posts(service)]).toEqual([service.tasks[0]?.task_id, 1]);
  });

  it("ends when the signal is aborted, and can be continued", async () => {
    const { service, cdn } = setUp();
    const controller = new AbortController();
    const job = cdn.start(QUERY, { signal: controller.signal });
    await job.submitted();
    controller.abort(new Error("enough"));
    await expect(job.result()).rejects.toMatchObject({ name: "AbortError", cause: { message: "enough" } });
    await expect(cdn.restore(job.toJSON()).result()).resolves.toMatchObject({ task: { status: "success" } });
    expect(posts(service)).toBe(1);
  });

  it("sends nothing with an aborted signal", async () => {
    const { service, cdn } = setUp();
    await expect(cdn.exportStatistics(QUERY, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(posts(service)).toBe(0);
  });
});

describe("a rejected call", () => {
  it("with HTTP 200 is an error with code, advice and request ID", async () => {
    const { service, cdn } = setUp();
    service.createReplies.push(
      json({ error: { error_code: "CDN.0202", error_msg: "Statistical time error." } }, 200, { "x-request-id": "r-1" }),
    );
    const error = await cdn.exportStatistics(QUERY).catch((reason) => reason);
    expect(error).toMatchObject({ name: "ApiError", code: "CDN.0202", status: 200, requestId: "r-1" });
    expect(error.message).toContain("Statistical time error. (request id r-1). Check start and end");
    expect(error.message).not.toContain("\n");
  });

  it("with a wrong signature isn't repeated, and its message contains no token", async () => {
    const { service, cdn } = setUp();
    const error_msg = "verify aksk signature fail, canonicalRequest:GET|/||x-security-token:not-a-token||x|y";
    service.listReplies.push(json({ error_code: "APIGW.0301", error_msg }, 401));
    const error = await cdn.exportStatistics(QUERY).catch((reason) => reason);
    expect(error).toMatchObject({ name: "SignatureError", code: "APIGW.0301", status: 401 });
    expect(error.message).not.toContain("not-a-token");
    expect(service.seen).toHaveLength(1);
  });

  it.each([
    ["", undefined],
    ["<html>Unauthorized</html>", "text/html"],
    ["{}", "application/json"],
  ])("with HTTP 401 isn't repeated, whatever its body: %j", async (text, type) => {
    const { service, cdn } = setUp();
    const answer = () => new Response(text, { status: 401, headers: type ? { "content-type": type } : {} });
    service.listReplies.push(...Array.from({ length: 9 }, answer));
    const jobs = [1, 2, 3].map(() => cdn.exportStatistics(QUERY).catch((reason) => reason));
    for (const error of await Promise.all(jobs)) {
      expect(error).toMatchObject({ name: "SignatureError", code: "NO_CODE", status: 401 });
      expect(await error.explain()).toMatchObject({ text: expect.any(String) });
    }
    expect(service.seen).toHaveLength(1);
    service.listReplies.length = 0;
    service.createReplies.push(answer());
    const job = cdn.start(QUERY, { onLost: "create-again" });
    await expect(job.result()).rejects.toMatchObject({ name: "SignatureError" });
    expect([posts(service), job.toJSON().phase]).toEqual([1, "planned"]);
  });

  it("by throttling is repeated after a pause, because the gateway has created nothing", async () => {
    const { service, cdn } = setUp();
    service.createReplies.push(json({ error_code: "APIGW.0308", error_msg: "slow down" }, 429, { "retry-after": "7" }));
    await expect(cdn.exportStatistics(QUERY)).resolves.toMatchObject({ task: { status: "success" } });
    expect([posts(service), service.tasks.length]).toEqual([2, 1]);
    expect(service.pauses).toContain(7000);
  });

  it("leaves the job in a state that can be started again", async () => {
    const { service, cdn } = setUp();
    service.createReplies.push(refused("CDN.0105"));
    const job = cdn.start(QUERY);
    await expect(job.result()).rejects.toMatchObject({ code: "CDN.0105" });
    expect(job.toJSON().phase).toBe("planned");
  });
});

describe("a list call", () => {
  it("is repeated after temporary failures", async () => {
    const { service, cdn } = setUp();
    service.listReplies.push(
      reset(),
      refused("APIGW.0201", 504),
      json({ error_code: "APIGW.0308", error_msg: "" }, 429),
    );
    await expect(cdn.exportStatistics(QUERY)).resolves.toMatchObject({ task: { status: "success" } });
  });

  it("fails soon if no call has succeeded yet, and at the job's timeout if one has", async () => {
    const { service, cdn } = setUp();
    service.listReplies.push(...Array.from({ length: FIRST_TRIES }, reset));
    await expect(cdn.exportStatistics(QUERY)).rejects.toMatchObject({ name: "ConnectionError", code: "CONNECTION" });
    expect(service.seen).toHaveLength(FIRST_TRIES);
    await cdn.exportStatistics(QUERY);
    const seen = service.seen.length;
    service.listReplies.push(...Array.from({ length: MAX_TRIES }, reset));
    await expect(cdn.tasks()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      name: "ConnectionError",
      code: "CONNECTION",
    });
    expect(service.seen).toHaveLength(seen + MAX_TRIES);
    service.listReplies.push(...Array.from({ length: 3 * MAX_TRIES }, reset));
    await expect(cdn.exportStatistics(QUERY)).resolves.toMatchObject({ task: { status: "success" } });
    service.listReplies.push(...Array.from({ length: 100 }, reset));
    await expect(cdn.exportStatistics(QUERY)).rejects.toMatchObject({
      name: "JobTimeoutError",
      cause: { name: "ConnectionError" },
    });
  });
});

describe("a job", () => {
  it("stores its state before each step", async () => {
    const { service, cdn } = setUp();
    const log: string[] = [];
    const job = cdn.start(QUERY, {
      async onState({ phase, createCall, taskId }) {
        await Promise.resolve();
        log.push(
          `${phase} ${createCall ? createCall.ids.length : "-"} ${taskId ? "task" : "-"} ${posts(service)} posts`,
        );
      },
    });
    await job.result();
    expect(log[0]).toBe("planned - - 0 posts");
    expect(log[1]).toBe("submitting 0 - 0 posts");
    expect(log.at(-1)).toBe("done 0 task 1 posts");
  });

  it("sends nothing when its state can't be stored", async () => {
    const { service, cdn } = setUp();
    const job = cdn.start(QUERY, { onState: () => Promise.reject(new Error("disk full")) });
    await expect(job.result()).rejects.toThrow("disk full");
    expect(posts(service)).toBe(0);
  });

  it("restored after the create call looks for its task and doesn't create one", async () => {
    const { service, cdn } = setUp();
    let saved: JobState | undefined;
    const job = cdn.start(QUERY, {
      onState(state) {
        saved = structuredClone(state);
        if (state.taskId) throw new Error("killed");
      },
    });
    await job.result().catch(() => {});
    expect([saved?.taskId === undefined, posts(service)]).toEqual([false, 1]);
    const { taskId: _, ...before } = { ...saved, phase: "submitting" } as JobState;
    const file = await createExportClient(service.options).restore(before).result();
    expect([file.task.task_id, posts(service)]).toEqual([service.tasks[0]?.task_id, 1]);
  });

  it("takes turns with the other jobs of its client, so that each finds its own task", async () => {
    const { service, cdn } = setUp();
    service.listDelayMs = 3000;
    const actions = ["uv", "top_ip_detail", "isp_detail", "reports_detail"] as const;
    const files = await Promise.all(actions.map((action) => cdn.with({}).exportStatistics({ ...QUERY, action })));
    files.forEach((file, index) => {
      const task = service.tasks.find(({ task_id }) => task_id === file.task.task_id);
      expect(task?.request?.action).toBe(actions[index]);
    });
    expect(service.tasks).toHaveLength(4);
  });

  it("isn't a promise, and doesn't end the process when its result isn't awaited", async () => {
    const { service, cdn } = setUp();
    service.createReplies.push(refused("CDN.0004", 403));
    const job = cdn.start(QUERY);
    expect(job).not.toHaveProperty("then");
    await expect(async () => {
      for await (const _ of job);
    }).rejects.toMatchObject({ code: "CDN.0004" });
  });

  it("returns its warnings with the file", async () => {
    const { cdn } = setUp();
    const file = await cdn.exportStatistics({ ...QUERY, action: "reports_detail", from: "2026-11-20T00:01:00+08:00" });
    expect(file.warnings).toMatchObject([{ rule: "aligned", severity: "warning" }]);
  });
});

describe("tasks", () => {
  it("yields every task once, even when one moves to the top between two pages", async () => {
    const { service, cdn } = setUp();
    for (let i = 0; i < 250; i++) service.add({ status: "fail", update_time: i });
    const ids = new Set<string>();
    for await (const { task_id = "" } of cdn.tasks()) {
      expect(ids.has(task_id)).toBe(false);
      ids.add(task_id);
      if (ids.size === 50) Object.assign(service.tasks.at(-1) ?? {}, { update_time: 1000 });
    }
    expect(ids.size).toBe(250);
  });

  const page = Array.from({ length: 100 }, (_, i) => i);
  it.each<[what: string, movedAtCall: Record<number, number[]>]>([
    ["a whole page of unread tasks", { 1: page.map((i) => 200 + i) }],
    ["an unread task, after a page of others,", { 2: [349, ...page] }],
    ["the same task, again during the second pass,", { 2: [349, ...page], 5: [349] }],
  ])("yields every task once, even when %s moves to the top", async (_, movedAtCall) => {
    const rows = Array.from({ length: 350 }, (_, i) => ({ task_id: `${i}`, update_time: 1000 - i }));
    let [calls, moves] = [0, 0];
    const { service } = setUp();
    const fetch: typeof globalThis.fetch = async (input) => {
      const offset = Number(new URL(String(input)).searchParams.get("offset"));
      const data = rows.slice(offset, offset + 100);
      for (const id of movedAtCall[++calls] ?? []) {
        const at = rows.findIndex(({ task_id }) => task_id === `${id}`);
        rows.unshift(...rows.splice(at, 1).map(({ task_id }) => ({ task_id, update_time: 2000 + moves++ })));
      }
      return json({ total: 350, data });
    };
    const ids: (string | undefined)[] = [];
    for await (const { task_id } of createExportClient({ ...service.options, fetch }).tasks()) ids.push(task_id);
    expect(ids).toHaveLength(350);
    expect(new Set(ids).size).toBe(350);
  });

  it("passes its filter to the service", async () => {
    const { service, cdn } = setUp();
    service.add({});
    const { task_id } = service.add({});
    const found = [];
    for await (const task of cdn.tasks({ task_id })) found.push(task.task_id);
    expect(found).toEqual([task_id]);
  });
});
