import { fakeService, json } from "@cdn-export/test-support/fake-service";
import { describe, expect, it } from "vitest";
import { createExportClient, SignatureError } from "../../src/index.ts";

const QUERY = {
  action: "top_url_detail",
  domains: "all",
  from: "2026-11-22T00:00+08:00",
  to: "2026-11-23T00:00+08:00",
} as const;
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** The error of a client whose first call is rejected with this message. */
async function refusedWith(words: string): Promise<SignatureError> {
  const error_msg = `Incorrect IAM authentication information: ${words}`;
  return refusedWithBody({ error_code: "APIGW.0301", error_msg });
}

async function refusedWithBody(body: unknown): Promise<SignatureError> {
  const service = fakeService();
  service.listReplies.push(json(body, 401));
  const error: unknown = await createExportClient(service.options)
    .exportStatistics(QUERY)
    .catch((reason: unknown) => reason);
  if (error instanceof SignatureError) return error;
  throw error;
}

describe("a SignatureError", () => {
  it("names its explanation, which compares the gateway's request with the request that was sent", async () => {
    const echo = `GET|/v1/cdn/statistics/export-tasks/|limit=99|host:cdn.test|x-sdk-date:20261124T040000Z|x-security-token:not-a-token||host;x-sdk-date;x-security-token|${EMPTY}`;
    const error = await refusedWith(`verify aksk signature fail, canonicalRequest:${echo}`);
    expect(error.message).toContain("`await error.explain()` says why");
    const { reason, differences, text } = await error.explain();
    expect(reason).toBe("other request");
    expect(differences.map(({ part }) => part)).toContain("query");
    expect(text).toContain("limit=99");
    expect(text).toContain("header x-security-token  *** (11 characters)");
    expect(text).not.toContain("not-a-token");
  });

  it("explains a response without a canonical request", async () => {
    const error = await refusedWith("AK access failed to reach the limit,forbidden");
    expect(await error.explain()).toMatchObject({ reason: "locked", parts: [] });
  });

  it("explains a response in an unknown form as not known", async () => {
    const error = await refusedWithBody({ detail: "no" });
    expect(await error.explain()).toMatchObject({ reason: "not known" });
  });

  it("doesn't show its explanation when it is logged or serialised", async () => {
    const error = await refusedWith("x-auth-token not found");
    expect(Object.keys(error)).not.toContain("explain");
    expect(JSON.stringify(error)).not.toContain("not-a-token");
  });
});
