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

test("a valid signature has reason nothing wrong", async () => {
  expect(await explained(await signed())).toMatchObject({ reason: "nothing wrong", parts: [], differences: [] });
});

test.each([
  [16 * minute, "clock", /16 min before the gateway's/],
  [-16 * minute, "clock", /16 min after the gateway's/],
  [15 * minute, "nothing wrong", /hasn't expired/],
])("%i ms after signing, the reason is %s", async (ms, reason, summary) => {
  const later = { now: () => now + ms };
  const explanation = await explained(await signed(), later);
  expect(explanation).toMatchObject({ reason, summary: expect.stringMatching(summary) });
  expect(explanation.clockOffsetMs).toBe(reason === "clock" ? ms : undefined);
  // Also without the key.
  if (reason === "clock")
    expect((await explained(await signed(), { ...later, findSecret: undefined })).reason).toBe("clock");
});

test("without the secret key, the reason is not known", async () => {
  const request = await signed();
  expect(await explained(request, { findSecret: undefined })).toMatchObject({
    reason: "not known",
    advice: expect.stringContaining(key.ak),
  });
});

test.each<[what: string, change: Record<string, string | undefined>, reason: string, summary: RegExp]>([
  ["no authorization", { authorization: undefined }, "not signed", /no Authorization header/],
  ["a token", { authorization: undefined, "x-auth-token": "made-up" }, "token", /IAM token/],
  ["another scheme", { authorization: "Bearer made-up" }, "malformed", /doesn't start with SDK-HMAC-SHA256/],
  ["a comma too many", { authorization: "SDK-HMAC-SHA256, Access=A" }, "malformed", /has a comma after/],
  ["AWS", { authorization: "AWS4-HMAC-SHA256 Credential=A" }, "malformed", /AWS signature/],
  ["no names", { authorization: "SDK-HMAC-SHA256 Access=A, Signature=0" }, "malformed", /SignedHeaders= is missing/],
  ["no date", { "x-sdk-date": undefined }, "other request", /x-sdk-date is signed, but the request doesn't have it/],
  ["no content type", { "content-type": undefined }, "other request", /content-type is signed/],
  [
    "no date anywhere",
    { "x-sdk-date": undefined, authorization: headerOf("host") },
    "malformed",
    /X-Sdk-Date is missing/,
  ],
  ["a date in another form", { "x-sdk-date": "2026-01-31" }, "malformed", /X-Sdk-Date isn't a date/],
])("a request with %s", async (_, change, reason, summary) => {
  const request = await signed();
  const headers = { ...request.headers, ...change };
  expect(await explained({ ...request, headers })).toMatchObject({ reason, summary: expect.stringMatching(summary) });
});

/** A well-formed Authorization header. */
function headerOf(names: string): string {
  return `SDK-HMAC-SHA256 Access=${key.ak}, SignedHeaders=${names}, Signature=${"0".repeat(64)}`;
}

test.each([
  ["SDK-HMAC-SHA256 Credential=A, SignedHeaders=host, Signature=0", /has Credential= instead of Access=/],
  ["SDK-HMAC-SHA256 SignedHeaders=host, Signature=0", /has no AK: Access= is missing/],
  ["SDK-HMAC-SHA256 Access=AWS4-A, Signature=0", /lists no signed headers/],
  ["SDK-HMAC-SHA256 SDK-HMAC-SHA256, Signature=0", /has no AK/],
  [`${headerOf("host")}`.replace(/0+$/, "A".repeat(65)), /isn't 64 hex digits/],
  [`Bearer ${headerOf("host")}`, /doesn't start with SDK-HMAC-SHA256/],
])("the Authorization header %s", async (authorization, summary) => {
  const request = await signed();
  expect(await explained({ ...request, headers: { ...request.headers, authorization } })).toMatchObject({
    reason: "malformed",
    summary: expect.stringMatching(summary),
    advice: "Its form is: SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=HEX.",
  });
});

test.each<[what: string, change: (text: string) => string]>([
  ["without a space after its first comma", (text) => text.replace(", Signed", ",Signed")],
  ["without a space after its second comma", (text) => text.replace(", Signature", ",Signature")],
  ["with its names in another order", (text) => text.replace("content-type;host", "host;content-type")],
  ["with a name twice", (text) => text.replace("content-type;host", "content-type;host;host")],
])("an Authorization header %s is valid", async (_, change) => {
  const request = await signed();
  const authorization = change(request.headers.authorization ?? "");
  expect(authorization).not.toBe(request.headers.authorization);
  expect((await explained({ ...request, headers: { ...request.headers, authorization } })).reason).toBe(
    "nothing wrong",
  );
});

test.each([
  [(text: string) => text.replace(/[\da-f]{64}$/, (hex) => hex.toUpperCase()), /upper-case signature/],
  [(text: string) => `${text}0`, /isn't 64 hex digits/],
  [(text: string) => text.replace("Signature=", "Signature= "), /Signature= is missing/],
  [(text: string) => text.replace("content-type", "x-other"), /x-other is signed/],
  [(text: string) => text.replace(";x-sdk-date", ""), /X-Sdk-Date isn't signed/],
  [(text: string) => text.replaceAll(",", ""), /is malformed/],
])("a malformed Authorization header (%#)", async (change, summary) => {
  const request = await signed();
  const headers = { ...request.headers, authorization: change(request.headers.authorization ?? "") };
  expect((await explained({ ...request, headers })).summary).toMatch(summary);
});

describe("finds the request that was signed instead", () => {
  const path = "https://cdn.myhuaweicloud.com/v1";
  const query = "https://cdn.myhuaweicloud.com/?";

  test.each<[part: string, was: string, is: string, ours: string, theirs: string, cause: RegExp]>([
    ...["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].map(
      (method) => ["method", method, "POST", method, "POST", RegExp(`${method} was signed`)] as never,
    ),
    ["method", "POST", "GET", "POST", "GET", /POST was signed/],
    ["query", "", "a=1", "", "a=1", /without its query/],
    ["query", "a=1", "a=1&b=2&c=3", "a=1", "a=1&b=2&c=3", /unquoted &/],
    ["query", "a=1&b=2", "a=1&b=2&c=3", "a=1&b=2", "a=1&b=2&c=3", /unquoted &/],
    ["query", "a=1&c=3&d=4", "a=1&bb=2&c=3&d=4", "a=1&c=3&d=4", "a=1&bb=2&c=3&d=4", /^bb was added after signing/],
    ["query", "a=1&bb=&c=3", "a=1&bb=22&c=3", "a=1&bb=&c=3", "a=1&bb=22&c=3", /^the value of bb was not signed/],
    ["query", "a=1%202%203", "a=1%2B2%2B3", "a=1%202%203", "a=1%2B2%2B3", /^a \+ was signed as a space/],
    ["query", "a=1%2B2%2B3", "a=1%202%203", "a=1%2B2%2B3", "a=1%202%203", /^a space was signed as a plus/],
    ["query", "a=%2520b%2520", "a=%20b%20", "a=%2520b%2520", "a=%20b%20", /^the query was encoded twice before/],
    ["path", "/a%2520b%2520/", "/a%20b%20/", "/v1/a%2520b%2520/", "/v1/a%20b%20/", /^the path was encoded twice/],
    ["path", "/a%20b%20/", "/a%2520b%2520/", "/v1/a%20b%20/", "/v1/a%2520b%2520/", /once more after signing/],
    ["path", "/a/b", "//a//b", "/v1/a/b/", "/v1//a//b/", /double slash/],
  ])("%s: %o instead of %o", async (part, was, is, ours, theirs, cause) => {
    const change = (value: string) =>
      part === "method" ? { method: value } : { url: (part === "query" ? query : path) + value };
    const explanation = await explained({ ...(await signed(change(was))), ...change(is) });
    const difference = { part, same: false, ours, theirs, cause: expect.stringMatching(cause) };
    expect(explanation).toMatchObject({ reason: "other request", differences: [difference] });
    expect(explanation.advice).toBe(`${part}: ${explanation.differences[0]?.cause}`);
    expect(explanation.text).toContain(`signed:  ${ours}`);
  });

  test.each(["/b/c/", "/c/", "/"])("the path without its beginning: %s", async (rest) => {
    const [was, is] = [`https://cdn.myhuaweicloud.com${rest}`, "https://cdn.myhuaweicloud.com/a/b/c/"];
    expect((await explained({ ...(await signed({ url: was })), url: is })).differences).toMatchObject([
      { part: "path", ours: rest, theirs: "/a/b/c/", cause: "the path was signed without its beginning" },
    ]);
  });

  test.each<[name: string, was: string, is: string, cause: RegExp]>([
    ["content-type", "application/xml", "application/xml;charset=gbk", /including the charset/],
    ["content-type", "application/xml", "application/xml ; charset=gbk", /including the charset/],
    ["content-type", "text/csv;charset=utf-8", "text/csv", /including the charset/],
    ["content-type", "text/csv; charset=utf-8", "text/csv", /including the charset/],
    ["content-type", "text/csv;charset=UTF-8", "text/csv", /including the charset/],
    ["content-type", "text/csv; charset=UTF-8", "text/csv", /including the charset/],
    ["content-type", "application/json", "text/plain", /including the charset/],
    ["host", "cdn.test", "cdn.test:8443", /the port/],
    ["host", "cdn.test:443", "cdn.test", /the port/],
    ["host", "cdn.test:80", "cdn.test", /the port/],
    ["host", "[::1]", "[::1]:8443", /the port/],
    ["x-a", "value", "VALUE", /lower case/],
    ["x-a", "", "value", /without a value/],
    ["x-a", "undefined", "value", /the word undefined/],
    ["x-sdk-date", date, "20260131T235958Z", /date changed/],
    ["x-sdk-date", date, "20260201T000000Z", /date changed/],
    ["x-sdk-date", date, "20260131T234459Z", /date changed/],
    ["x-sdk-date", date, "20260201T001459Z", /date changed/],
  ])("the header %s: %o instead of %o", async (name, was, is, cause) => {
    const request = await signed({ headers: { [name]: was } });
    expect((await explained({ ...request, headers: { ...request.headers, [name]: is } })).differences).toMatchObject([
      { part: `header ${name}`, ours: was, theirs: is, cause: expect.stringMatching(cause) },
    ]);
  });

  test("with another secret header, which it doesn't show", async () => {
    const request = await signed({ headers: { "x-api-key": "" } });
    expect(
      (await explained({ ...request, headers: { ...request.headers, "x-api-key": "made-up" } })).differences,
    ).toMatchObject([{ part: "header x-api-key", ours: "***", theirs: "***" }]);
  });

  test("without a body, and shows both hashes", async () => {
    const request = await signed({ body: null });
    const sentHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect((await explained({ ...request, body: "abc" })).differences).toMatchObject([
      { part: "payload", ours: `${emptyHash} = no body`, theirs: sentHash },
    ]);
  });

  test.each<[what: string, change: (names: string) => string, theirs: string]>([
    [
      "one fewer than SignedHeaders lists",
      (names) => names.replace("host", "host;x-a"),
      "content-type;host;x-a;x-sdk-date",
    ],
    ["one more than SignedHeaders lists", (names) => names.replace("content-type;", ""), "host;x-sdk-date"],
  ])("with %s", async (_, change, theirs) => {
    const request = await signed();
    const authorization = change(request.headers.authorization ?? "");
    const { differences } = await explained({ ...request, headers: { ...request.headers, "x-a": "1", authorization } });
    expect(differences).toMatchObject([{ part: "signed headers", ours: "content-type;host;x-sdk-date", theirs }]);
  });

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
  ])("the body %o instead of the signed body %o", async (sentBody, signedBody, what) => {
    const request = { ...(await signed({ body: signedBody })), body: sentBody };
    expect((await explained(request)).differences).toMatchObject([
      { part: "payload", same: false, ours: expect.stringMatching(what) },
    ]);
  });

  test("with another port, charset or date", async () => {
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

  test("with a longer list of signed headers", async () => {
    const request = await signed();
    const authorization = request.headers.authorization?.replace("content-type;", "") ?? "";
    const { differences } = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect(differences).toMatchObject([{ part: "signed headers", ours: "content-type;host;x-sdk-date" }]);
  });
});

describe("finds the mistake in code that signs", () => {
  const digest = async (text: string) =>
    Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
  const hmac = async (sk: string, text: string) => {
    const bytes = new TextEncoder().encode(sk);
    const imported = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return Buffer.from(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text))).toString("hex");
  };

  test.each<
    [
      mistake: RegExp,
      change: (canonical: string) => string,
      sk?: string,
      last?: (text: string, canonical: string) => string,
    ]
  >([
    [/path doesn't end in \//, (text) => text.replace("/export-tasks/", "/export-tasks")],
    [/empty line after the headers is missing/, (text) => text.replace("\n\n", "\n")],
    [/newline at the end of the canonical/, (text) => `${text}\n`],
    [/CRLF/, (text) => text.replaceAll("\n", "\r\n")],
    [/method is in lower case/, (text) => text.replace("GET", "get")],
    [/hash of the body is in upper case/, (text) => text.replace(emptyHash, emptyHash.toUpperCase())],
    [/the query begins with a \?/, (text) => text.replace("limit", "?limit")],
    [/a space follows the colon/, (text) => text.replace("host:", "host: ").replace("date:", "date: ")],
    [/newline at its end/, (text) => text, `${key.sk}\n`],
    [/string to sign ends in a newline/, (text) => text, key.sk, (text) => `${text}\n`],
    [/hash of the body is missing/, (text) => text.replace(emptyHash, "")],
    [
      /names of the headers aren't in lower case/,
      (text) =>
        text
          .replace("host:", "Host:")
          .replace("x-sdk-date:", "X-Sdk-Date:")
          .replace("host;x-sdk-date", "Host;X-Sdk-Date"),
    ],
    [/separated by commas/, (text) => text.replace("host;", "host,")],
    [/canonical request is signed without a string to sign/, (text) => text, key.sk, (_, canonical) => canonical],
    [
      /string to sign contains the canonical request/,
      (text) => text,
      key.sk,
      (text, canonical) => text.replace(/[^\n]*$/, () => canonical),
    ],
    [/only the hash of the canonical request/, (text) => text, key.sk, (text) => text.slice(-64)],
    [
      /hash of the canonical request is in upper case/,
      (text) => text,
      key.sk,
      (text) => text.replace(/[\da-f]*$/, (hash) => hash.toUpperCase()),
    ],
    [/lacks the line with the algorithm/, (text) => text, key.sk, (text) => text.replace(/^.*\n/, "")],
    [/white space around it/, (text) => text, `${key.sk} `],
    [/into quotes/, (text) => text, `"${key.sk}"`],
    [/lacks the line with the date/, (text) => text, key.sk, (text) => text.replace(`${date}\n`, "")],
  ])("%s", async (mistake, change, sk = key.sk, last = (text) => text) => {
    const request = await get();
    const headers = { "x-sdk-date": date };
    const canonical = change(canonicalRequest({ method: "GET", url, headers }, emptyHash));
    const signature = await hmac(sk, last(stringToSign(date, await digest(canonical)), canonical));
    const authorization = request.headers.authorization?.replace(/Signature=.*/, `Signature=${signature}`) ?? "";
    const { reason, summary } = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect({ reason, summary }).toEqual({ reason: "wrong signature", summary: expect.stringMatching(mistake) });
  });

  test.each<[what: string, body: string | Uint8Array | null, text: string, mistake: RegExp]>([
    ["text", '{"a":"é"}', '{"a":"é"}', /body is used instead of its hash/],
    ["bytes", new TextEncoder().encode('{"a":"é"}'), '{"a":"é"}', /body is used instead of its hash/],
    ["nothing", null, "", /hash of the body is missing/],
    ["text, or nothing,", '{"a":"é"}', "", /hash of the body is missing/],
  ])("a body of %s instead of its hash", async (_, sent, text, mistake) => {
    const request = await signed({ headers: {}, body: sent });
    const canonical = canonicalRequest({ method: "POST", url, headers: { "x-sdk-date": date } }, text);
    const signature = await hmac(key.sk, stringToSign(date, await digest(canonical)));
    const authorization = request.headers.authorization?.replace(/Signature=.*/, `Signature=${signature}`) ?? "";
    const explanation = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect(explanation.summary).toMatch(mistake);
  });

  test("finds a date that is in the string to sign but not among the signed headers", async () => {
    const request = await get();
    const canonical = canonicalRequest({ method: "GET", url }, emptyHash);
    const signature = await hmac(key.sk, stringToSign(date, await digest(canonical)));
    const authorization = request.headers.authorization?.replace(/Signature=.*/, `Signature=${signature}`) ?? "";
    const explanation = await explained({ ...request, headers: { ...request.headers, authorization } });
    expect(explanation.differences).toMatchObject([
      { part: "signed headers", ours: "host", theirs: "host;x-sdk-date" },
    ]);
  });
});

test("reports a wrong secret key if no other cause fits", async () => {
  const request = await signed({}, { ...key, sk: "another-made-up-secret" });
  expect(await explained(request)).toMatchObject({ reason: "wrong secret", differences: [] });
});

test("a temporary key needs its token", async () => {
  const temporary = { ...key, securityToken: "made-up-token" };
  const request = await signed();
  expect((await explained(request, { findSecret: () => temporary })).reason).toBe("token");
  expect((await explained(await signed({}, temporary), { findSecret: () => temporary })).reason).toBe("nothing wrong");
});

test("a permanent key needs no token, but accepts one", async () => {
  const request = await signed({ headers: { "x-security-token": "made-up-token" } });
  expect((await explained(request)).reason).toBe("nothing wrong");
});

test("an explanation contains no secrets, whatever was changed", async () => {
  const token = "made-up-token-to-keep-secret";
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

test("doesn't describe an ASCII body as re-encoded", async () => {
  const request = await signed({ body: '{"action":"uv"}' });
  const answer = `canonicalRequest:POST|/v1/cdn/statistics/export-tasks/|||host|${emptyHash.replace("e3", "00")}`;
  const { parts } = await explain(answer, request);
  expect(parts.at(-1)).toMatchObject({ part: "payload", ours: expect.stringMatching(/^[\da-f]{64}$/) });
});
