import { fakeService, json } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { singleFlightUntilAuthenticated } from "../../src/call/single-flight.ts";
import { createExportClient } from "../../src/index.ts";

const URL_ = "https://cdn.test/";

describe("the first call", () => {
  /** Sends five calls at once, and returns the status of each. */
  async function five(send: typeof fetch) {
    return Promise.all(Array.from({ length: 5 }, async () => (await send(URL_)).status));
  }

  function answering(statuses: number[]) {
    let running = 0;
    const atOnce: number[] = [];
    const send = singleFlightUntilAuthenticated(async () => {
      atOnce.push(++running);
      await new Promise(setImmediate);
      running--;
      return new Response(null, { status: statuses.shift() ?? 200 });
    });
    return { send, atOnce };
  }

  it("is sent alone, and its 401 is also the response to the waiting calls, which aren't sent", async () => {
    const { send, atOnce } = answering([401, 200]);
    expect(await five(send)).toEqual([401, 401, 401, 401, 401]);
    expect(atOnce).toEqual([1]);
    expect(await five(send)).toEqual([200, 200, 200, 200, 200]);
    expect(atOnce).toEqual([1, 1, 1, 2, 3, 4]);
  });

  it("is sent alone again after a 401, because a key can be revoked and a clock can be set", async () => {
    const { send, atOnce } = answering([200, 401, 401]);
    await send(URL_);
    await send(URL_);
    expect(await five(send)).toEqual([401, 401, 401, 401, 401]);
    expect(atOnce).toEqual([1, 1, 1]);
  });

  it("blocks the others only until its caller aborts it", async () => {
    let calls = 0;
    const hung = singleFlightUntilAuthenticated(async () =>
      ++calls === 1 ? new Promise<Response>(() => {}) : new Response(""),
    );
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
    const waiting = hung(URL_, { signal: first.signal });
    const impatient = hung(URL_, { signal: second.signal });
    const patient = hung(URL_, { signal: third.signal });
    second.abort(new Error("enough"));
    await expect(impatient).rejects.toThrow("enough");
    expect(calls).toBe(1);
    first.abort(new Error("hung"));
    await expect(waiting).rejects.toThrow("hung");
    expect((await patient).status).toBe(200);
    expect(calls).toBe(2);
  });
});

describe("a wrong key", () => {
  it.each(["jobs", "calls"])("is sent only once when many %s wait", async (what) => {
    const service = fakeService();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      await service.fetch(input, init);
      return json({ error_code: "APIGW.0301", error_msg: "verify aksk signature fail" }, 401);
    };
    const cdn = createExportClient({ ...service.options, fetch });
    const all = Array.from({ length: 12 }, () =>
      what === "jobs"
        ? cdn.exportStatistics({ action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" })
        : cdn.api.GET("/v1/cdn/statistics/export-tasks").then(({ error }) => Promise.reject(error)),
    );
    for (const one of await Promise.allSettled(all)) {
      const expected = { name: "SignatureError", code: "APIGW.0301" };
      expect(one).toMatchObject({ reason: what === "jobs" ? expected : { error_code: "APIGW.0301" } });
    }
    expect(service.seen).toHaveLength(1);
    // A later call is sent again.
    await cdn.api.GET("/v1/cdn/statistics/export-tasks");
    expect(service.seen).toHaveLength(2);
  });

  it("doesn't end a job with another key that waits", async () => {
    const service = fakeService();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const isWrong = new Headers(init?.headers).get("authorization")?.includes("WRONG");
      return isWrong ? json({ error_code: "APIGW.0301", error_msg: "no" }, 401) : service.fetch(input, init);
    };
    const cdn = createExportClient({ ...service.options, fetch });
    const wrong = cdn.with({ credentials: { ak: "WRONG", sk: "not-a-secret" } });
    const query = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
    const [refused, derived, own] = await Promise.allSettled([
      wrong.exportStatistics(query),
      wrong.with({ timeout: 60_000 }).exportStatistics(query),
      cdn.exportStatistics(query),
    ]);
    expect([refused, derived]).toMatchObject([{ reason: { name: "SignatureError" } }, { status: "rejected" }]);
    expect(own).toMatchObject({ status: "fulfilled" });
  });
});
