import { describe, expect, test } from "vitest";
import { type ReceivedRequest, sign, verify } from "../src/index.ts";
import { bytesOf, credentials, receivedAt, recordedRequests, timeOf } from "./vectors.ts";

const url = "https://cdn.myhuaweicloud.com/v1/x?b=2&a=1";
const date = "20260131T235959Z";
const now = timeOf(date);
const find = (ak: string): { sk: string } | undefined => (ak === credentials.ak ? credentials : undefined);

async function signedRequest(headers: Record<string, string> = {}, body = ""): Promise<ReceivedRequest> {
  const signed = await sign({ method: "POST", url, headers, body }, credentials, { date });
  return receivedAt(url, "POST", signed.headers, body);
}

function withHeaders(request: ReceivedRequest, change: Record<string, string | undefined>): ReceivedRequest {
  return { ...request, headers: { ...(request.headers as Record<string, string>), ...change } };
}

describe("requests recorded from the official SDKs", () => {
  test("there are 147 of them", () => {
    expect(recordedRequests).toHaveLength(147);
  });

  test.each(recordedRequests)("$id: $verdict", async (recorded) => {
    const { method, target, ak, sk, securityToken, verdict } = recorded;
    const body = bytesOf(recorded.bodyBase64);
    const secret = securityToken === null ? { sk } : { sk, securityToken };
    for (const headers of [recorded.headers, recorded.headers.flat(), Object.fromEntries(recorded.headers)]) {
      const result = await verify({ method, target, headers, body }, (given) => (given === ak ? secret : undefined), {
        now: new Date(recorded.now),
      });
      expect(result.ok).toBe(verdict);
      if (!result.ok) {
        expect(result).toMatchObject({ status: 401, code: "APIGW.0301" });
        expect(result.message).toMatch(/^Incorrect IAM authentication information: [^\n]+$/);
      }
    }
  });
});

describe("the gateway's texts", () => {
  test("a wrong signature is answered with the gateway's canonical request, with bars instead of newlines", async () => {
    const request = { ...(await signedRequest({ "content-type": "application/json" }, "{}")), method: "PUT" };
    expect(await verify(request, find, { now })).toEqual({
      ok: false,
      status: 401,
      code: "APIGW.0301",
      message:
        "Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:" +
        "PUT|/v1/x/|a=1&b=2|content-type:application/json|host:cdn.myhuaweicloud.com|x-sdk-date:20260131T235959Z||" +
        "content-type;host;x-sdk-date|44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    });
  });

  test("reports the times of an expired signature", async () => {
    const verdict = await verify(await signedRequest(), find, { now: () => now + 900_001 });
    expect(verdict.message).toBe(
      "Incorrect IAM authentication information: calc aksk signature fail:signature expired, " +
        "signature time:20260131T235959Z,server time:20260201T001459Z",
    );
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ["no authorization", { authorization: undefined }, "x-auth-token not found"],
    ["another scheme", { authorization: "Bearer x" }, "Authorization header format invalid"],
    [
      "an unknown key",
      { authorization: `SDK-HMAC-SHA256 Access=UNKNOWN, SignedHeaders=x-sdk-date, Signature=${"0".repeat(64)}` },
      "Get secretKey failed,ak:UNKNOWN,err:ak not exist",
    ],
    [
      "an unsigned date",
      { authorization: `SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=${"0".repeat(64)}` },
      "X-Sdk-Date is not in SignedHeaders",
    ],
    [
      "a signed header that did not arrive",
      {
        authorization: `SDK-HMAC-SHA256 Access=A, SignedHeaders=constructor;x-sdk-date, Signature=${"0".repeat(64)}`,
      },
      "signed header constructor not found",
    ],
  ])("%s", async (_, change, reason) => {
    const verdict = await verify(withHeaders(await signedRequest(), change), find, { now });
    expect(verdict).toMatchObject({ ok: false, message: `Incorrect IAM authentication information: ${reason}` });
  });
});

describe("verify", () => {
  test("accepts a signature up to 15 minutes off in either direction", async () => {
    const request = await signedRequest();
    const at = async (offset: number): Promise<boolean> => (await verify(request, find, { now: now + offset })).ok;
    expect(await Promise.all([-900_001, -900_000, 900_000, 900_001].map(at))).toEqual([false, true, true, false]);
  });

  test.each([
    "2026-01-31T23:59:59Z",
    "20261331T235959Z",
    "120260131T235959Z",
    "20260131T235959ZZ",
    "",
    "Sat, 31 Jan 2026 23:59:59 GMT",
  ])("refuses the date %j", async (other) => {
    const verdict = await verify(withHeaders(await signedRequest(), { "x-sdk-date": other }), find, { now });
    expect(verdict.message).toContain("signature expired");
  });

  test("ignores an unsigned X-Sdk-Content-Sha256, so that it can't hide a changed body", async () => {
    const request = await signedRequest({}, "{}");
    const hidden = withHeaders(request, {
      "x-sdk-content-sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    });
    expect((await verify(hidden, find, { now })).ok).toBe(true);
    expect((await verify({ ...hidden, body: "{ }" }, find, { now })).ok).toBe(false);
  });

  test("doesn't check the body with a signed UNSIGNED-PAYLOAD", async () => {
    const request = await signedRequest({ "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" }, "{}");
    expect((await verify({ ...request, body: "other" }, find, { now })).ok).toBe(true);
  });

  test("requires the token of a temporary key, signed or not, and never prints it", async () => {
    const secret = { sk: credentials.sk, securityToken: "made-up-token" };
    const signed = await sign({ method: "GET", url }, { ...credentials, ...secret }, { date });
    const request = receivedAt(url, "GET", signed.headers);
    expect((await verify(request, () => secret, { now })).ok).toBe(true);
    const wrong = await verify(withHeaders(request, { "x-security-token": "another" }), () => secret, { now });
    const missing = await verify(await signedRequest(), () => secret, { now });
    expect([wrong.ok, missing.ok]).toEqual([false, false]);
    const changed = await verify({ ...request, method: "PUT" }, () => secret, { now });
    expect(changed.message).toContain("|x-security-token:***|");
    expect(changed.message).not.toContain("made-up-token");
  });

  test("accepts a promise of the secret, and passes on its error", async () => {
    expect((await verify(await signedRequest(), async (ak) => find(ak), { now })).ok).toBe(true);
    const broken = verify(await signedRequest(), () => Promise.reject(new Error("the key store is down")), { now });
    await expect(broken).rejects.toThrow("the key store is down");
  });

  test("uses the system clock by default, and accepts a request without a body", async () => {
    const signed = await sign({ method: "GET", url }, credentials);
    const { body: _, ...request } = receivedAt(url, "GET", signed.headers);
    expect((await verify(request, find)).ok).toBe(true);
  });

  test.each<[string, (header: string) => string, boolean]>([
    ["names in another order", (header) => header.replace("host;x-sdk-date", "x-sdk-date;host"), true],
    ["names in upper case and twice", (header) => header.replace("host;x-sdk-date", "Host;X-Sdk-Date;host"), true],
    ["no space after the commas", (header) => header.replaceAll(", ", ","), true],
    ["something before the algorithm", (header) => `Bearer ${header}`, false],
    ["another digit after the signature", (header) => `${header}0`, false],
  ])("an Authorization header with %s: %s", async (_, change, ok) => {
    const request = await signedRequest();
    const { authorization = "" } = request.headers as Record<string, string>;
    expect((await verify(withHeaders(request, { authorization: change(authorization) }), find, { now })).ok).toBe(ok);
  });

  test.each([
    ["a query without a path", "https://h.example/?a=1&b=2", "?a=1&b=2"],
    ["an & in the path", "https://h.example/a&c=3?b=2", "/a&c=3?b=2"],
    ["a URL in the path", "https://h.example/p/http://q.example/z", "/p/http://q.example/z"],
    ["raw characters beyond ASCII", "https://h.example/é😀?ü=😀", "/é😀?ü=😀"],
    ["an absolute form with http", "http://h.example/a?b=2", "http://h.example/a?b=2"],
  ])("accepts a target with %s", async (_, signedUrl, target) => {
    const signed = await sign({ method: "GET", url: signedUrl }, credentials, { date });
    const request = { ...receivedAt(signedUrl, "GET", signed.headers), target };
    expect((await verify(request, find, { now })).ok).toBe(true);
  });

  test("joins repeated headers and Node's lists as fetch does", async () => {
    const signed = await sign({ method: "GET", url, headers: { "x-a": "1, 2" } }, credentials, { date });
    const request = receivedAt(url, "GET", signed.headers);
    const { "x-a": _, ...others } = request.headers as Record<string, string>;
    const pairs = [...Object.entries(others), ["X-A", " 1"], ["x-a", "2\t"]] as [string, string][];
    for (const headers of [pairs, pairs.flat(), { ...others, "x-a": ["1", "2"] }]) {
      expect((await verify({ ...request, headers }, find, { now })).ok).toBe(true);
    }
  });

  test("accepts an absolute target, and headers as a record of lists", async () => {
    const request = await signedRequest();
    const lists = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]]));
    expect((await verify({ ...request, target: url, headers: lists }, find, { now })).ok).toBe(true);
  });

  test("refuses a second, unsigned value of a signed header", async () => {
    const request = await signedRequest();
    const headers = [...Object.entries(request.headers as Record<string, string>), ["Host", "evil.example"]] as [
      string,
      string,
    ][];
    expect((await verify({ ...request, headers }, find, { now })).ok).toBe(false);
  });

  test.each<[string, unknown]>([
    ["nothing at all", {}],
    ["no method", { target: "/", headers: {} }],
    ["half a surrogate pair in the target", { target: "/\ud800" }],
    ["broken escapes in the target", { target: "/%?%&%zz=%" }],
    ["an empty target", { target: "" }],
    ["headers of null", { headers: null }],
    ["a header that isn't a string", { headers: [["authorization", 1]] }],
  ])("never throws: %s", async (_, change) => {
    const request = { ...(await signedRequest()), method: "GET", ...(change as object) } as ReceivedRequest;
    expect((await verify(request, find, { now })).ok).toBe(false);
    expect((await verify(change as ReceivedRequest, find, { now })).ok).toBe(false);
  });

  test("masks every secret header in the echo", async () => {
    const headers = { cookie: "made-up-cookie", "x-api-key": "made-up-key", "x-note": "shown" };
    const { message } = await verify({ ...(await signedRequest(headers)), method: "PUT" }, find, { now });
    expect(message).toContain("cookie:***|");
    expect(message).toContain("x-api-key:***|x-note:shown|");
  });

  test("is fast on long runs of spaces", async () => {
    const padded = `a${" ".repeat(200_000)}b`;
    const start = process.cpuUsage();
    await verify(withHeaders(await signedRequest(), { "x-pad": padded, authorization: padded }), find, { now });
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
  });
});
