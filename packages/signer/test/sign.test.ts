import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { canonicalRequest, sdkDate, stringToSign, verify } from "../src/index.ts";
import { signSync } from "../src/node.ts";
import * as node from "../src/runtime/node.ts";
import * as web from "../src/runtime/web.ts";
import { credentials, receivedAt, requestOf, timeOf, vectors } from "./vectors.ts";

const url = "https://cdn.myhuaweicloud.com/v1/x";
const date = "20260131T235959Z";

describe.each([
  ["sign on node", node.sign],
  ["sign on web", web.sign],
  ["signSync", async (...args: Parameters<typeof signSync>) => signSync(...args)],
] as const)("%s", (_, signer) => {
  test.each(vectors)("computes the published signature: $id", async (vector) => {
    const { ak, sk, securityToken } = vector.request;
    const request = requestOf(vector);
    const signed = await signer(request, { ak, sk, securityToken }, { date: vector.request.date });
    expect(signed.headers.authorization).toBe(vector.expected.authorization);
    expect(signed.headers).not.toHaveProperty("host");

    const payloadHash = createHash("sha256")
      .update(request.body ?? "")
      .digest("hex");
    if (!vector.id.startsWith("preset-hash")) expect(payloadHash).toBe(vector.expected.payloadHash);
    expect(canonicalRequest({ ...request, headers: signed.headers }, vector.expected.payloadHash)).toBe(
      vector.expected.canonicalRequest,
    );
    const canonicalHash = createHash("sha256").update(vector.expected.canonicalRequest).digest("hex");
    expect(stringToSign(vector.request.date, canonicalHash)).toBe(vector.expected.stringToSign);

    const received = receivedAt(vector.request.url, request.method, signed.headers, request.body);
    const verdict = await verify(received, () => ({ sk, securityToken }), { now: timeOf(vector.request.date) });
    expect(verdict).toEqual({ ok: true, ak });
  });

  test("signs with the current time by default, and notices the next second", async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 31, 23, 59, 59, 999) });
    try {
      const first = await signer({ method: "GET", url }, credentials);
      vi.setSystemTime(Date.UTC(2026, 1, 1));
      const second = await signer({ method: "GET", url }, credentials);
      expect([first.headers["x-sdk-date"], second.headers["x-sdk-date"]]).toEqual([date, "20260201T000000Z"]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("accepts a Date, and drops its milliseconds", async () => {
    const { headers } = await signer({ method: "GET", url }, credentials, { date: new Date(timeOf(date) + 999) });
    expect(headers["x-sdk-date"]).toBe(date);
  });

  test("signs headers the same as a record, pairs, a Map or Headers", async () => {
    const record = { "X-B": " 2 ", "x-a": "1" };
    const forms = [record, Object.entries(record), new Headers(record), new Map(Object.entries(record))];
    const signed = forms.map((headers) => signer({ method: "GET", url, headers }, credentials, { date }));
    for (const { headers } of await Promise.all(signed)) {
      expect(headers).toEqual({ ...headers, "x-a": "1", "x-b": "2" });
      expect(headers.authorization).toContain("SignedHeaders=host;x-a;x-b;x-sdk-date,");
    }
    expect(new Set((await Promise.all(signed)).map(({ headers }) => headers.authorization)).size).toBe(1);
  });

  test("joins repeated headers as fetch does, even one named constructor", async () => {
    const headers = [
      ["X-A", "1"],
      ["x-a", "2"],
      ["constructor", "3"],
    ] as const;
    const signed = await signer({ method: "GET", url, headers }, credentials, { date });
    expect(signed.headers).toMatchObject({ "x-a": "1, 2", constructor: "3" });
  });

  test("skips a header with the value undefined, and keeps an empty one", async () => {
    const headers = { "x-none": undefined, "x-empty": "" };
    const signed = await signer({ method: "GET", url, headers }, credentials, { date });
    expect(signed.headers).not.toHaveProperty("x-none");
    expect(signed.headers["x-empty"]).toBe("");
  });

  test("sends and signs the security token and the account ID of the credentials", async () => {
    const full = { ...credentials, securityToken: "made-up-token", domainId: "d0" };
    const signed = await signer({ method: "GET", url, headers: { "x-security-token": "old" } }, full, { date });
    expect(signed.headers).toMatchObject({ "x-security-token": "made-up-token", "x-domain-id": "d0" });
    expect(signed.headers.authorization).toContain("=host;x-domain-id;x-sdk-date;x-security-token,");
  });

  test("signs signed headers again: the old date and authorization are replaced", async () => {
    const old = await signer({ method: "GET", url }, credentials, { date: "20200101T000000Z" });
    const fresh = await signer({ method: "GET", url }, credentials, { date });
    expect(await signer({ method: "GET", url, headers: old.headers }, credentials, { date })).toEqual(fresh);
  });

  test("leaves a multipart content type unsigned, but sends it", async () => {
    const headers = { "content-type": "Multipart/form-data; boundary=b" };
    const signed = await signer({ method: "POST", url, headers, body: "x" }, credentials, { date });
    expect(signed.headers["content-type"]).toBe(headers["content-type"]);
    expect(signed.headers.authorization).toContain("SignedHeaders=host;x-sdk-date,");
  });

  test.each([
    ["content-type", "application/x-multipart"],
    ["x-a", "multipart/form-data"],
  ])("signs the header %s: %s", async (name, value) => {
    const { headers } = await signer({ method: "POST", url, headers: { [name]: value } }, credentials, { date });
    expect(headers.authorization).toContain(name);
  });

  test("signs a given host instead of the URL's, and doesn't return it", async () => {
    const tunnel = { method: "GET", url: "http://127.0.0.1:8080/v1/x", headers: { Host: "cdn.myhuaweicloud.com" } };
    expect(await signer(tunnel, credentials, { date })).toEqual(
      await signer({ method: "GET", url }, credentials, { date }),
    );
  });

  test("notices a changed secret in the same credentials object", async () => {
    const rotating = { ak: credentials.ak, sk: "first-made-up-secret" };
    const before = await signer({ method: "GET", url }, rotating, { date });
    rotating.sk = credentials.sk;
    const after = await signer({ method: "GET", url }, rotating, { date });
    expect(after).not.toEqual(before);
    expect(after).toEqual(await signer({ method: "GET", url }, { ...credentials }, { date }));
  });

  test("keeps the bytes of escapes that aren't UTF-8", async () => {
    const request = { method: "GET", url: "https://h.example/%ff?k=%ff", headers: { "x-sdk-date": date } };
    expect(canonicalRequest(request, "")).toContain("GET\n/%FF/\nk=%FF\n");
    expect((await signer(request, credentials, { date })).headers.authorization).toBeDefined();
  });

  test.each<[string, string | number, string]>([
    ["milliseconds", timeOf(date), date],
    ["an ISO string", "2026-01-31T23:59:59.999Z", date],
    ["a string in the header's form", date, date],
  ])("accepts %s as a date", async (_, given, expected) => {
    const { headers } = await signer({ method: "GET", url }, credentials, { date: given });
    expect(headers["x-sdk-date"]).toBe(expected);
  });

  // Each is within a second of the one before, or just outside the range of Date.
  test("formats milliseconds like sdkDate, whatever was signed before", async () => {
    const times = [1_999.9, 1_000, 999.9, 0, -0.5, -1, -0.5, -1_000, -1_000.5, -1_001, 8.64e15, 0, -8.64e15];
    for (const date of times) {
      const { headers } = await signer({ method: "GET", url }, credentials, { date });
      expect(headers["x-sdk-date"]).toBe(sdkDate(date));
    }
    const call = async (date: number): Promise<unknown> => signer({ method: "GET", url }, credentials, { date });
    for (const [last, none] of [
      [8.64e15, 8.64e15 + 1],
      [-8.64e15, -8.64e15 - 1],
      [0, Number.NaN],
      [0, Infinity],
    ] as const) {
      await call(last);
      for (const again of [none, none]) await expect(call(again)).rejects.toThrow(RangeError);
    }
  });

  test("converts a number in a header to a string, as fetch does", async () => {
    const headers = { "x-a": 1 as unknown as string };
    expect((await signer({ method: "GET", url, headers }, credentials, { date })).headers["x-a"]).toBe("1");
  });

  const secrets = { ...credentials, securityToken: "made-up-token" };
  test.each<[string, unknown, unknown, unknown, RegExp]>([
    ["an empty ak", {}, { ak: "" }, {}, /empty ak or sk/],
    ["a missing sk", {}, { sk: undefined }, {}, /empty ak or sk/],
    ["a relative URL", { url: "/v1/x" }, {}, {}, /URL/],
    ["an object as body", { body: { a: 1 } }, {}, {}, /of type string|BufferSource|ArrayBuffer/],
    ["a header of two lines", { headers: { "x-a": "v\nx-b: w" } }, {}, {}, /x-a is not Latin-1 text/],
    ["a header that ends in a newline", { headers: { "x-a": "v\n" } }, {}, {}, /x-a is not Latin-1 text/],
    ["a header with a zero byte", { headers: { "X-A": "\0" } }, {}, {}, /x-a is not Latin-1 text/],
    ["a header with a delete character", { headers: { "x-a": "\x7f" } }, {}, {}, /x-a is not Latin-1 text/],
    ["a header beyond Latin-1", { headers: { "x-a": "\u{1f600}" } }, {}, {}, /x-a is not Latin-1 text/],
    ["a token of two lines", {}, { securityToken: "made-up-token\n" }, {}, /x-security-token is not Latin-1 text/],
    ["an ak of two lines", {}, { ak: "AK\n" }, {}, /ak is not Latin-1 text/],
    ["an account ID of two lines", {}, { domainId: "d\n0" }, {}, /x-domain-id is not Latin-1 text/],
    ["a date with a missing digit", {}, {}, { date: "20260131T23595Z" }, /[Ii]nvalid/],
    ["a date with something before it", {}, {}, { date: " 20260131T235959Z" }, /[Ii]nvalid/],
    ["a date with something after it", {}, {}, { date: "20260131T235959Z " }, /[Ii]nvalid/],
    ["an invalid Date", {}, {}, { date: new Date(Number.NaN) }, /[Ii]nvalid/],
  ])("refuses %s with a one-line message without secrets", async (_case, request, change, options, message) => {
    const call = async (): Promise<unknown> =>
      signer(
        { method: "POST", url, ...(request as object) },
        { ...secrets, ...(change as object) },
        { date, ...(options as object) },
      );
    const error: unknown = await call().catch((reason: unknown) => reason);
    const text = (error as Error).message;
    expect(text).toMatch(message);
    expect(text).not.toMatch(/\n|SkExample|made-up/);
  });
});

test.each([
  ["node", node.sign],
  ["web", web.sign],
])("sign on %s rejects instead of throwing", async (_, signer) => {
  await expect(signer({ method: "GET", url: "/v1/x" }, credentials)).rejects.toThrow(TypeError);
  await expect(signer({ method: "GET", url }, credentials, { date: Number.NaN })).rejects.toThrow(RangeError);
  await expect(signer(undefined as never, credentials)).rejects.toThrow(TypeError);
});
