import { describe, expect, test } from "vitest";
import { type ExplainedRequest, explain, explainRequest } from "../../src/explain.ts";
import { type Credentials, canonicalRequest, sign, stringToSign } from "../../src/index.ts";
import { timeOf } from "../vectors.ts";

const date = "20260131T235959Z";
const now = timeOf(date);
const minute = 60_000;
const key: Credentials = { ak: "AKEXAMPLE0123456789A", sk: "made-up-secret" };
const findSecret = (ak: string) => (ak === key.ak ? key : undefined);
const url = "https://cdn.myhuaweicloud.com/v1/cdn/statistics/export-tasks?limit=10&name=a%2Bb&offset=0";
const body = '{ "action": "uv", "note": "é" }';
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

async function signed(
  change: Partial<Parameters<typeof sign>[0]> = {},
  credentials = key,
): Promise<ExplainedRequest & { headers: Record<string, string> }> {
  const request = { method: "POST", url, headers: { "content-type": "application/json" }, body, ...change };
  return { ...request, ...(await sign(request, credentials, { date })) };
}

const get = () => signed({ method: "GET", headers: {}, body: null });
const explained = (request: ExplainedRequest, options = {}) => explainRequest(request, { findSecret, now, ...options });

test("a right signature in time has nothing wrong", async () => {
  expect(await explained(await signed())).toMatchObject({ reason: "nothing wrong", parts: [], differences: [] });
});

test.each([
  [16 * minute, "clock", /16 min before the gateway's/],
  [-16 * minute, "clock", /16 min after the gateway's/],
  [15 * minute, "nothing wrong", /in time/],
])("%i ms after it was signed the reason is %s", async (ms, reason, summary) => {
  const later = { now: () => now + ms };
  const explanation = await explained(await signed(), later);
  expect(explanation).toMatchObject({ reason, summary: expect.stringMatching(summary) });
  expect(explanation.clockOffsetMs).toBe(reason === "clock" ? ms : undefined);
  // Even without the key.
  if (reason === "clock")
    expect((await explained(await signed(), { ...later, findSecret: undefined })).reason).toBe("clock");
});

test("without the secret key it says that only this could tell", async () => {
  const request = await signed();
  expect(await explained(request, { findSecret: undefined })).toMatchObject({
    reason: "not known",
    advice: expect.stringContaining(key.ak),
  });
});

test.each<[what: string, change: Record<string, string | undefined>, reason: string, summary: RegExp]>([
  ["no authorization", { authorization: undefined }, "not signed", /no Authorization header/],
  ["a token", { authorization: undefined, "x-auth-token": "made-up" }, "token", /IAM token/],
  ["another scheme", { authorization: "Bearer made-up" }, "malformed", /does not begin with SDK-HMAC-SHA256/],
  ["a comma too many", { authorization: "SDK-HMAC-SHA256, Access=A" }, "malformed", /has a comma after/],
  ["AWS", { authorization: "AWS4-HMAC-SHA256 Credential=A" }, "malformed", /of AWS/],
  ["no names", { authorization: "SDK-HMAC-SHA256 Access=A, Signature=0" }, "malformed", /SignedHeaders= is missing/],
  ["no date", { "x-sdk-date": undefined }, "other request", /x-sdk-date is signed, and the request does not have it/],
  ["no content type", { "content-type": undefined }, "other request", /content-type is signed/],
  ["a date in another form", { "x-sdk-date": "2026-01-31" }, "malformed", /X-Sdk-Date is no date/],
])("a request with %s", async (_, change, reason, summary) => {
  const request = await signed();
  const headers = { ...request.headers, ...change };
  expect(await explained({ ...request, headers })).toMatchObject({ reason, summary: expect.stringMatching(summary) });
});

test.each([
  [(text: string) => text.replace(/[\da-f]{64}$/, (hex) => hex.toUpperCase()), /upper case/],
  [(text: string) => `${text}0`, /not 64 hex digits/],
  [(text: string) => text.replace("Signature=", "Signature= "), /Signature= is missing/],
  [(text: string) => text.replace("content-type", "x-other"), /x-other is signed/],
  [(text: string) => text.replace(";x-sdk-date", ""), /X-Sdk-Date is not among the signed headers/],
  [(text: string) => text.replaceAll(",", ""), /not put together/],
])("an Authorization header that is broken (%#)", async (change, summary) => {
  const request = await signed();
  const headers = { ...request.headers, authorization: change(request.headers.authorization ?? "") };
  expect((await explained({ ...request, headers })).summary).toMatch(summary);
});

describe("finds what was signed instead", () => {
  test.each<[what: string, change: Partial<ExplainedRequest>, part: string, ours: RegExp]>([
    ["another method", { method: "PUT" }, "method", /^POST$/],
    ["a parameter added", { url: `${url}&z=1` }, "query", /^limit=10&name=a%2Bb&offset=0$/],
    ["a path with a prefix", { url: url.replace("/v1", "/proxy/v1") }, "path", /^\/v1\//],
  ])("%s", async (_, change, part, ours) => {
    const { reason, differences } = await explained({ ...(await signed()), ...change });
    expect({ reason, differences }).toMatchObject({
      reason: "other request",
      differences: [{ part, ours: expect.stringMatching(ours) }],
    });
  });

  test.each<[sentBody: string, signedBody: string | null, what: RegExp]>([
    [body, null, /= no body$/],
    [body, "{}", /= \{\}$/],
    [body, JSON.stringify(JSON.parse(body)), /stringified again/],
    [body, `${body}\n`, /a newline/],
  ])("the body %o where %o was signed", async (sentBody, signedBody, what) => {
    const request = { ...(await signed({ body: signedBody })), body: sentBody };
    expect((await explained(request)).differences).toMatchObject([
      { part: "payload", same: false, ours: expect.stringMatching(what) },
    ]);
  });

  test("a header that was changed, with its port, its charset or its time", async () => {
    const request = await signed();
    for (const [name, value] of [
      ["host", "cdn.myhuaweicloud.com:443"],
      ["content-type", "application/json; charset=utf-8"],
      ["x-sdk-date", "20260131T235900Z"],
    ] as const) {
      const { differences, text } = await explained({ ...request, headers: { ...request.headers, [name]: value } });
      expect(differences).toMatchObject([{ part: `header ${name}`, theirs: value }]);
      expect(text).toContain(`sent:    ${value}`);
    }
  });

  test("a shorter list of signed headers", async () => {
    const request = await signed();
    const authorization = request.headers.authorization?.replace("content-type;", "") ?? "";
    const { differences } = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect(differences).toMatchObject([{ part: "signed headers", ours: "content-type;host;x-sdk-date" }]);
  });
});

describe("finds the mistake of code that signs", () => {
  const digest = async (text: string) =>
    Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
  const hmac = async (sk: string, text: string) => {
    const bytes = new TextEncoder().encode(sk);
    const imported = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return Buffer.from(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text))).toString("hex");
  };

  test.each<[mistake: RegExp, change: (canonical: string) => string, sk?: string, last?: (text: string) => string]>([
    [/path does not end in \//, (text) => text.replace("/export-tasks/", "/export-tasks")],
    [/empty line after the headers is missing/, (text) => text.replace("\n\n", "\n")],
    [/newline at the end of the canonical/, (text) => `${text}\n`],
    [/CRLF/, (text) => text.replaceAll("\n", "\r\n")],
    [/method is in lower case/, (text) => text.replace("GET", "get")],
    [/hash of the body is in upper case/, (text) => text.replace(emptyHash, emptyHash.toUpperCase())],
    [/the query begins with a \?/, (text) => text.replace("limit", "?limit")],
    [/a space follows the colon/, (text) => text.replace("host:", "host: ").replace("date:", "date: ")],
    [/newline at its end/, (text) => text, `${key.sk}\n`],
    [/string to sign ends in a newline/, (text) => text, key.sk, (text) => `${text}\n`],
    [/no line with the date/, (text) => text, key.sk, (text) => text.replace(`${date}\n`, "")],
  ])("%s", async (mistake, change, sk = key.sk, last = (text) => text) => {
    const request = await get();
    const headers = { "x-sdk-date": date };
    const canonical = change(canonicalRequest({ method: "GET", url, headers }, emptyHash));
    const signature = await hmac(sk, last(stringToSign(date, await digest(canonical))));
    const authorization = request.headers.authorization?.replace(/Signature=.*/, `Signature=${signature}`) ?? "";
    const { reason, summary } = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect({ reason, summary }).toEqual({ reason: "wrong signature", summary: expect.stringMatching(mistake) });
  });
});

test("another secret key is told when nothing else fits", async () => {
  const request = await signed({}, { ...key, sk: "another-made-up-secret" });
  expect(await explained(request)).toMatchObject({ reason: "wrong secret", differences: [] });
});

test("a temporary key needs its token", async () => {
  const temporary = { ...key, securityToken: "made-up-token" };
  const request = await signed();
  expect((await explained(request, { findSecret: () => temporary })).reason).toBe("token");
  expect((await explained(await signed({}, temporary), { findSecret: () => temporary })).reason).toBe("nothing wrong");
});

test("no secret is in what it says, whatever was changed", async () => {
  const token = "made-up-token-that-nobody-may-read";
  const request = await signed({ headers: { "x-api-key": "made-up-api-key" } }, { ...key, securityToken: token });
  for (const change of [
    {},
    { url: `${url}&token=made-up-parameter` },
    { headers: { ...request.headers, "x-api-key": "" } },
    { headers: { ...request.headers, "x-security-token": "other-made-up-token" } },
    { method: "PUT" },
    { body: "" },
  ]) {
    const explanation = await explained({ ...request, ...change });
    expect(JSON.stringify(explanation)).not.toMatch(/made-up/);
  }
});

test("a plain body is not taken for itself in another encoding", async () => {
  const request = await signed({ body: '{"action":"uv"}' });
  const answer = `canonicalRequest:POST|/v1/cdn/statistics/export-tasks/|||host|${emptyHash.replace("e3", "00")}`;
  const { parts } = await explain(answer, request);
  expect(parts.at(-1)).toMatchObject({ part: "payload", ours: expect.stringMatching(/^[\da-f]{64}$/) });
});
