// Outcomes that must never happen: a second task, another query's file, a job that hangs, a secret in an error.
import { inspect } from "node:util";
import { fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FIRST_TRIES } from "../../src/base/constants.ts";
import { createExportClient, type ExportQuery, type JobState } from "../../src/index.ts";

const PERIOD = { domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const [FROM, TO] = [Date.parse("2026-11-20T00:00+08:00"), Date.parse("2026-11-21T00:00+08:00")];
const FIRST: ExportQuery = { action: "uv", ...PERIOD };
const SECOND: ExportQuery = { action: "top_ip_detail", ...PERIOD };

type Service = ReturnType<typeof fakeService>;
const posts = (service: Service) => service.seen.filter(({ method }) => method === "POST").length;
const actionOf = (service: Service, id: string) => service.tasks.find(({ task_id }) => task_id === id)?.request?.action;

describe("a job that ends before it has seen its task", () => {
  it.each([500, 3500, 20_000, 100_000])(
    "prevents other jobs from taking that task when the list is %i ms late",
    async (listDelayMs) => {
      for (const end of ["abort", "timeout"]) {
        const service = fakeService();
        service.listDelayMs = listDelayMs;
        const cdn = createExportClient(service.options);
        const controller = new AbortController();
        const first = cdn.start(FIRST, { signal: controller.signal, ...(end === "timeout" && { timeout: 400 }) });
        while (posts(service) === 0) await new Promise(setImmediate);
        if (end === "abort") controller.abort();
        await expect(first.result()).rejects.toMatchObject({
          name: end === "abort" ? "AbortError" : "TaskNotListedError",
        });

        const file = await cdn.exportStatistics(SECOND);
        expect(actionOf(service, file.task.task_id)).toBe("top_ip_detail");
        // The first file can still be downloaded.
        const again = await cdn.restore(first.toJSON()).result();
        expect(actionOf(service, again.task.task_id)).toBe("uv");
        expect(posts(service)).toBe(2);
      }
    },
  );

  it("prevents other jobs from taking a task that appears too late", async () => {
    const service = fakeService();
    service.listDelayMs = 4000;
    const cdn = createExportClient({ ...service.options, visibilityTimeout: 1000 });
    service.lostReplies.push(reset());
    await expect(cdn.exportStatistics(FIRST, { timeout: 3000 })).rejects.toMatchObject({ name: "JobTimeoutError" });
    const second = await cdn.exportStatistics(SECOND);
    expect(actionOf(service, second.task.task_id)).toBe("top_ip_detail");
  });
});

describe("jobs of one client", () => {
  it("never mistake each other's tasks for another program's, in any order of calls", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const service = fakeService();
      let state = seed;
      const random = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      // A response takes some turns to arrive, while the other jobs continue.
      const slow: typeof fetch = async (input, init) => {
        const response = await service.fetch(input, init);
        for (let turns = Math.floor(random() * 12); turns > 0; turns--) await new Promise(setImmediate);
        return response;
      };
      const sleep = async (ms: number, signal: AbortSignal | undefined) => {
        for (let turns = Math.floor(random() * 12); turns > 0; turns--) await new Promise(setImmediate);
        await service.runtime.sleep(Math.min(ms, 20), signal);
      };
      const cdn = createExportClient({
        ...service.options,
        fetch: slow,
        runtime: { ...service.runtime, random, sleep },
      });
      const queries = Array.from(
        { length: 8 },
        (_, i) => ({ ...FIRST, domains: [`d${i}.example.com`] }) as ExportQuery,
      );
      const files = await Promise.all(queries.map((query) => cdn.exportStatistics(query)));
      files.forEach(({ task, request }, i) => {
        expect(request.domain_name, `seed ${seed}`).toBe(`d${i}.example.com`);
        expect(service.tasks.find(({ task_id }) => task_id === task.task_id)?.request, `seed ${seed}`).toEqual(request);
      });
    }
  });
});

describe("a create call that may have arrived", () => {
  it.each<[string, () => Response | Error]>([
    [
      "a rejection of a custom fetch",
      () => Object.assign(new Error("request to x failed"), { name: "FetchError", code: "ECONNRESET" }),
    ],
    ["a DOMException", () => new DOMException("slow", "TimeoutError") as unknown as Error],
    ["an unknown TypeError", () => new TypeError("cancelled")],
    ["a body that breaks off", () => new Response(new ReadableStream({ pull: (c) => c.error(new Error("broken")) }))],
    ["undocumented JSON", () => json({ code: "0", message: "success" })],
    ["an internal error with HTTP 200", () => refused("CDN.0000")],
  ])("isn't repeated after %s", async (_, reply) => {
    const service = fakeService();
    service.lostReplies.push(reply() as Response);
    const cdn = createExportClient(service.options);
    const states: JobState[] = [];
    const file = await cdn.exportStatistics(FIRST, { onState: (state) => void states.push(state) });
    expect(actionOf(service, file.task.task_id)).toBe("uv");
    // Restoring any of its states doesn't create a second task.
    for (const state of states.filter(({ phase }) => phase !== "planned")) {
      await createExportClient(service.options).restore(state).result();
    }
    expect(posts(service)).toBe(1);
  });

  it("reports why its response is missing", async () => {
    const service = fakeService();
    service.createReplies.push(new Response("<html>blocked</html>", { status: 403 }));
    const error = await createExportClient(service.options)
      .exportStatistics(FIRST)
      .catch((reason) => reason);
    expect(error).toMatchObject({ name: "AmbiguousTaskError", cause: { name: "UnexpectedAnswerError", status: 403 } });
  });

  it("wasn't sent when the credentials fail", async () => {
    const service = fakeService();
    let asked = 0;
    const credentials = () => {
      if (++asked === 2) throw new Error("vault is sealed");
      return { ak: "FAKEAK", sk: "not-a-secret" };
    };
    const job = createExportClient({ ...service.options, credentials }).start(FIRST);
    await expect(job.result()).rejects.toThrow("vault is sealed");
    expect([job.toJSON().phase, posts(service)]).toEqual(["planned", 0]);
  });
});

describe("an error without a code", () => {
  it.each([{ error: { error_msg: "x" } }, { error: "x" }, { error: { error_code: 123 } }])(
    "such as %j isn't a success, whatever its status",
    async (body) => {
      const service = fakeService();
      service.listReplies.push(json(body));
      await expect(createExportClient(service.options).exportStatistics(FIRST)).rejects.toMatchObject({
        name: "ApiError",
      });
      expect(posts(service)).toBe(0);
    },
  );
});

describe("a malformed list", () => {
  it("is an error, and items that aren't tasks are skipped", async () => {
    const service = fakeService();
    service.listReplies.push(...Array.from({ length: FIRST_TRIES }, () => json({ data: {} })));
    const cdn = createExportClient(service.options);
    await expect(cdn.exportStatistics(FIRST)).rejects.toMatchObject({ name: "UnexpectedAnswerError" });
    service.listReplies.push(json({ data: [null, 5, { task_id: 12 }] }));
    const tasks = [];
    for await (const task of cdn.tasks()) tasks.push(task);
    expect(tasks).toEqual([{ task_id: "12" }]);
  });

  it("that ignores the offset doesn't loop forever", async () => {
    const service = fakeService();
    const page = Array.from({ length: 100 }, (_, i) => ({
      task_id: `old-${i}`,
      update_time: service.runtime.now(),
      create_time: 0,
    }));
    service.listReplies.push(...Array.from({ length: 9 }, () => json({ data: page })));
    await createExportClient(service.options).exportStatistics(FIRST);
    expect(service.seen.length).toBeLessThan(20);
  });
});

describe("temporary failures after the create call", () => {
  it("don't end a job that has time left", async () => {
    const service = fakeService();
    const job = createExportClient(service.options).start(FIRST);
    await job.submitted();
    Object.assign(service.tasks[0] ?? {}, { looks: 1 });
    for (let i = 0; i < 8; i++)
      service.listReplies.push(reset(), refused("CDN.0000"), new Response("<html>", { status: 502 }));
    await expect(job.result()).resolves.toMatchObject({ task: { status: "success" } });
  });

  it("are retried after the date in Retry-After", async () => {
    const service = fakeService();
    const date = new Date(service.runtime.now()).toUTCString();
    const later = new Date(service.runtime.now() + 9000).toUTCString();
    service.listReplies.push(json({ error_code: "APIGW.0308", error_msg: "" }, 429, { "retry-after": later, date }));
    await createExportClient(service.options).exportStatistics(FIRST);
    expect(service.pauses).toContain(9000);
  });
});

describe("a job", () => {
  afterEach(() => vi.useRealTimers());
  const never = new Promise<never>(() => {});

  it.each<[string, (service: Service) => object, object]>([
    ["credentials that never come", () => ({ credentials: () => never }), {}],
    ["a fetch that ignores its signal", () => ({ fetch: () => never }), {}],
    [
      "a body that never ends",
      () => ({
        fetch: async () =>
          new Response(new ReadableStream(), { headers: { "content-type": "application/octet-stream" } }),
      }),
      {},
    ],
    ["an onState that never resolves", () => ({}), { onState: () => never }],
  ])("ends at its timeout, and at once when aborted, with %s", async (_, options, jobOptions) => {
    for (const how of ["timeout", "abort"]) {
      vi.useFakeTimers();
      const service = fakeService();
      const controller = new AbortController();
      const cdn = createExportClient({ ...service.options, ...options(service), callTimeout: 100_000 } as never);
      const job = cdn.start(FIRST, { ...jobOptions, timeout: 3000, signal: controller.signal });
      const end = expect(job.result()).rejects.toMatchObject({
        name: how === "abort" ? "AbortError" : "JobTimeoutError",
      });
      await vi.advanceTimersByTimeAsync(1000);
      if (how === "abort") controller.abort();
      await vi.advanceTimersByTimeAsync(2000);
      await end;
      // The next job doesn't wait for it.
      const next = expect(cdn.start(SECOND, { signal: AbortSignal.abort() }).result()).rejects.toMatchObject({
        name: "AbortError",
      });
      await vi.advanceTimersByTimeAsync(1);
      await next;
      expect(posts(service)).toBe(0);
      vi.useRealTimers();
    }
  });

  it("creates nothing after its timeout", async () => {
    const service = fakeService();
    const slow: typeof fetch = async (input, init) => {
      await service.runtime.sleep(2000, undefined);
      return service.fetch(input, init);
    };
    const job = createExportClient({ ...service.options, fetch: slow }).start(FIRST, { timeout: 500 });
    await expect(job.result()).rejects.toMatchObject({ name: "JobTimeoutError" });
    expect(posts(service)).toBe(0);
  });

  it("doesn't share its state object with the caller", async () => {
    const service = fakeService();
    const job = createExportClient(service.options).start(FIRST, {
      onState(state) {
        state.request.domain_name = "changed.example.com";
      },
    });
    await job.submitted();
    job.toJSON().request.domain_name = "changed.example.com";
    await job.result();
    expect(job.toJSON().request.domain_name).toBe("all");
    expect(service.tasks[0]?.request?.domain_name).toBe("all");
  });

  it("exports the query as it was at the start", async () => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    const query = { action: "uv" as const, domains: ["a.example.com"], from: new Date(FROM), to: new Date(TO) };
    const job = cdn.start(query);
    const saved = JSON.parse(JSON.stringify(job));
    query.domains.push("b.example.com");
    query.from.setUTCDate(1);
    const { request } = await job.result();
    expect(request).toEqual({ action: "uv", domain_name: "a.example.com", start_time: FROM, end_time: TO });
    // Its state from before it was loaded can be restored, too.
    expect((await cdn.restore({ ...saved, id: "another" }).result()).request).toEqual(request);
  });

  it.each([null, undefined, "uv", { action: () => {} }])("rejects %o as a query", async (query) => {
    const job = createExportClient(fakeService().options).start(query as never);
    await expect(job.result()).rejects.toMatchObject({ name: "InvalidQueryError" });
    await expect(job.submitted()).rejects.toMatchObject({ name: "InvalidQueryError" });
  });
});

describe("a job whose turn doesn't come in time", () => {
  it("reports that nothing was created, and why", async () => {
    const service = fakeService();
    service.listDelayMs = 60_000;
    const cdn = createExportClient(service.options);
    const first = cdn.exportStatistics(FIRST);
    const error = await cdn.exportStatistics(SECOND, { timeout: 300 }).catch((reason) => reason);
    expect(error).toMatchObject({
      name: "JobTimeoutError",
      advice: expect.stringMatching(/^Nothing was created yet: jobs/),
    });
    await first.catch(() => {});
  });
});

describe("an error", () => {
  it("doesn't contain a link, a token or a second line", async () => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    const rival = () => service.add({ status: "success", download_link: "https://files.test/not-a-link" });
    const doubt = await cdn
      .exportStatistics(FIRST, {
        onState: ({ phase }) => void (phase === "submitting" && service.tasks.length === 0 && rival()),
      })
      .catch((reason) => reason);
    expect(doubt.name).toBe("AmbiguousTaskError");
    expect(inspect(doubt, { depth: 9 }) + JSON.stringify(doubt)).not.toContain("files.test");

    const other = fakeService();
    const error_msg = "a\nb \u001b[31mred X-Security-Token: not-a-token, x-auth-token=not-a-token";
    other.listReplies.push(json({ error: { error_code: "CDN.0001", error_msg } }, 400));
    const refusal = await createExportClient(other.options)
      .exportStatistics(FIRST)
      .catch((reason) => reason);
    expect(refusal.message).toMatch(/^[\x20-\x7e]+$/);
    expect(inspect(refusal)).not.toContain("not-a-token");
  });

  it("doesn't repeat the password in an endpoint", () => {
    const options = { ...fakeService().options, endpoint: "https://user:not-a-secret@cdn.test" };
    expect(() => createExportClient(options)).toThrow(/^The endpoint must have no user or password/);
  });
});

describe("an invalid option", () => {
  // For example from process.env. Added to a time, a string would be concatenated.
  it.each(["callTimeout", "callsPerSecond"])("%s is rejected as a string", (name) => {
    const options = { ...fakeService().options, [name]: "30000" };
    expect(() => createExportClient(options)).toThrow(/must be a number .* not 30000 \(string\)/);
  });

  it.each(["timeout", "visibilityTimeout"])("%s is rejected as a string by the job", async (name) => {
    const service = fakeService();
    const job = createExportClient({ ...service.options, [name]: "30000" }).start(FIRST);
    await expect(job.result()).rejects.toThrow(/must be a number .* not 30000 \(string\)/);
    expect(service.seen).toEqual([]);
  });

  it.each(["Fail", "create_again", ""])("onLost %j is rejected, and nothing is sent", async (onLost) => {
    const service = fakeService();
    const cdn = createExportClient(service.options);
    await expect(cdn.exportStatistics(FIRST, { onLost: onLost as "fail" })).rejects.toThrow(
      `onLost is "fail" or "create-again", not "${onLost}"`,
    );
    expect(service.seen).toEqual([]);
  });
});
