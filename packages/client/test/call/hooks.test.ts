import { fakeService, json, refused, reset } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import type { Hooks, ReceivedResponse, Retry, SentRequest } from "../../src/call/hooks.ts";
import { createExportClient } from "../../src/index.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const LIST = "https://cdn.test/v1/cdn/statistics/export-tasks?limit=100&offset=0";

function setUp(hooks: Hooks = {}) {
  const service = fakeService();
  const [requests, responses, retries]: [SentRequest[], ReceivedResponse[], Retry[]] = [[], [], []];
  const cdn = createExportClient({
    ...service.options,
    onRequest: (request) => requests.push(request),
    onResponse: (response) => responses.push(response),
    onRetry: (retry) => retries.push(retry),
    ...hooks,
  });
  return { service, cdn, requests, responses, retries };
}

describe("hooks", () => {
  it("get each request and its response, with only the origin of a download link", async () => {
    const { cdn, service, requests, responses } = setUp();
    await (await cdn.exportStatistics(QUERY)).bytes();
    expect(requests).toHaveLength(service.seen.length);
    expect(responses.map(({ request }) => request)).toEqual(requests);
    expect(requests[0]).toEqual({ method: "GET", url: LIST, startedAt: Date.parse("2026-11-24T04:00:00Z") });
    expect(responses[0]).toMatchObject({ status: 200, requestId: "list-1", elapsedMs: 0 });
    expect(requests.at(-1)?.url).toBe("https://files.test");
    expect(requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("get each failure, and each retry with its pause", async () => {
    const { cdn, service, responses, retries } = setUp();
    service.listReplies.push(reset(), refused("CDN.0000"));
    await cdn.exportStatistics(QUERY);
    expect(responses[0]?.error?.message).toBe("The request failed: ECONNRESET. Check the endpoint and network");
    expect(retries).toMatchObject([
      { error: { name: "ConnectionError" }, failures: 1, delayMs: 500 },
      { error: { name: "ApiError", code: "CDN.0000" }, failures: 2, delayMs: 800 },
    ]);
    expect(service.pauses.slice(0, 2)).toEqual([500, 800]);
  });

  it("get the retry of a throttled create call", async () => {
    const { cdn, service, retries } = setUp();
    service.createReplies.push(json({ error_code: "APIGW.0308", error_msg: "slow" }, 429, { "retry-after": "7" }));
    await cdn.exportStatistics(QUERY);
    expect(retries).toMatchObject([{ error: { name: "ThrottledError" }, failures: 1, delayMs: 7000 }]);
  });

  it("don't affect the export when they throw", async () => {
    const fail = () => {
      throw new Error("observer");
    };
    const { cdn, service } = setUp({
      onRequest: fail,
      onRetry: fail,
      onResponse: (async () => fail()) as () => void,
    });
    service.listReplies.push(reset());
    expect((await cdn.exportStatistics(QUERY)).task.status).toBe("success");
  });
});
