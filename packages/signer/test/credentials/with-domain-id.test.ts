import type { IncomingMessage } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { verify } from "../../src/index.ts";
import { withDomainId } from "../../src/node.ts";
import { answer, localServer } from "./server.ts";

const key = { ak: "AKEXAMPLE", sk: "made-up-secret", securityToken: "made-up-token" };
const server = localServer();

/** A stand-in for IAM that checks signatures. */
function iam(status = 200, body: unknown = { domains: [{ id: "d0", name: "n0" }] }): void {
  server.handle = (request, response) => {
    verdictOf(request).then((ok) => answer(response, ok ? status : 401, ok ? body : "", { "x-iam-trace-id": "t0" }));
  };
}

async function verdictOf({ method = "", url = "", rawHeaders }: IncomingMessage): Promise<boolean> {
  return (await verify({ method, target: url, headers: rawHeaders }, (ak) => (ak.startsWith("AKEX") ? key : undefined)))
    .ok;
}

describe("withDomainId", () => {
  test("asks IAM once with a signed GET for all callers", async () => {
    iam();
    const source = withDomainId(key, { iamEndpoint: server.url });
    const all = await Promise.all([source(), source(), source()]);
    await source();
    expect(all).toEqual(Array(3).fill({ ...key, domainId: "d0" }));
    expect(server.seen).toEqual(["GET /v3/auth/domains"]);
    expect(`${all[0]}`).toBe("[credentials AK=AKEX...]");
  });

  test("asks again for another access key", async () => {
    iam();
    let turn = 0;
    const source = withDomainId(() => ({ ...key, ak: `AKEX${turn++}` }), { iamEndpoint: `${server.url}/` });
    await source();
    await source();
    expect(server.seen).toHaveLength(2);
  });

  test("returns tokens, and credentials with an account ID, unchanged", async () => {
    const given = { ...key, domainId: "given" };
    expect(await withDomainId(given, { iamEndpoint: server.url })()).toBe(given);
    const token = { authToken: "made-up" };
    expect(await withDomainId(async () => token, { iamEndpoint: server.url })()).toBe(token);
    expect(server.seen).toEqual([]);
  });

  test("reads IAM's address from the variable of the official SDKs", async () => {
    iam();
    const env = { HUAWEICLOUD_SDK_IAM_ENDPOINT: server.url };
    expect(await withDomainId(key, { env })()).toMatchObject({ domainId: "d0" });
  });

  test.each<[string, number, unknown, string]>([
    ["a refusal", 403, "", "IAM answered HTTP 403 (X-IAM-Trace-Id t0)"],
    ["an empty list", 200, { domains: [] }, "IAM's answer has none"],
    ["an answer that isn't JSON", 200, "<html>", "IAM's answer has none"],
    ["an answer without a list", 200, {}, "IAM's answer has none"],
    ["an empty ID", 200, { domains: [{ id: "" }] }, "IAM's answer has none"],
    ["an ID that isn't a string", 200, { domains: [{ id: 1 }] }, "IAM's answer has none"],
  ])("after %s reports what to set, and asks again at the next call", async (_, status, body, reason) => {
    iam(status, body);
    const source = withDomainId(key, { iamEndpoint: server.url });
    const error = (await source().catch((problem: unknown) => problem)) as Error;
    expect(error.message).toContain(`the account ID is unknown: ${reason}. Set domainId or HUAWEICLOUD_SDK_DOMAIN_ID`);
    expect(error.message).toContain("The European site requires it");
    expect(error.message).not.toMatch(/\n|made-up/);
    expect(error).toMatchObject({ name: "UnknownDomainIdError", code: "UNKNOWN_DOMAIN_ID" });
    expect(error).not.toHaveProperty("cause");
    expect(server.seen).toHaveLength(1);
    iam();
    expect(await source()).toMatchObject({ domainId: "d0" });
  });

  test("sends a wrong signature only once", async () => {
    iam();
    await expect(withDomainId({ ...key, sk: "another" }, { iamEndpoint: server.url })()).rejects.toThrow("HTTP 401");
    expect(server.seen).toHaveLength(1);
  });

  test("waits ten seconds for an answer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const fetch: typeof globalThis.fetch = (_, init) =>
        new Promise((_resolve, reject) => {
          // WebCrypto may sign so late that the signal is already aborted.
          if (init?.signal?.aborted) reject(new Error("aborted"));
          init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        });
      const waiting = expect(withDomainId(key, { fetch })()).rejects.toThrow("no answer from IAM within 10 s.");
      await vi.advanceTimersByTimeAsync(10_000);
      await waiting;
    } finally {
      vi.useRealTimers();
    }
  });

  test("reports that IAM can't be reached, with the cause", async () => {
    const failure = new TypeError("fetch failed");
    const error = (await withDomainId(key, { fetch: () => Promise.reject(failure) })().catch(
      (problem: unknown) => problem,
    )) as Error;
    expect(error.message).toContain("IAM can't be reached");
    expect(error.cause).toBe(failure);
  });

  test("asks the default address of IAM", async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      urls.push(String(url));
      return Response.json({ domains: [{ id: "d0" }] });
    };
    await withDomainId(key, { env: {}, fetch })();
    expect(urls).toEqual(["https://iam.myhuaweicloud.com/v3/auth/domains"]);
  });
});
