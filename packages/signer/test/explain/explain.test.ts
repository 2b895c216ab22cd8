import { describe, expect, test } from "vitest";
import { readEcho } from "../../src/explain/read-echo.ts";
import { explain } from "../../src/explain.ts";
import { canonicalRequest, createSignedFetch, sign } from "../../src/index.ts";
import { credentials, timeOf } from "../vectors.ts";

const date = "20260131T235959Z";
const url = "https://cdn.myhuaweicloud.com/v1/x?a=1&b=2";
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const signedRequest = async (headers: Record<string, string> = {}, body?: string) => ({
  method: "GET",
  url,
  body,
  ...(await sign({ method: "GET", url, headers, body }, credentials, { date })),
});
const echoOf = (canonical: string): string =>
  `verify aksk signature fail, canonicalRequest:${canonical.replaceAll("\n", "|")}`;
const ours = (headers: Record<string, string> = {}): string =>
  canonicalRequest({ method: "GET", url, headers: { ...headers, "x-sdk-date": date } }, emptyHash);

describe("an answer in any form", () => {
  const changed = ours().replace("a=1", "a=3");
  const body = { error_code: "APIGW.0301", error_msg: `Incorrect IAM authentication information: ${echoOf(changed)}` };
  const json = JSON.stringify(body);
  const cause = new Error(json);
  const forms: [string, unknown][] = [
    ["the text of the body", json],
    ["the message alone", body.error_msg],
    ["the message and more after it", `${body.error_msg}. Check the AK | or the SK (request id 0123)`],
    ["JSON with escapes", json.replaceAll("&", "\\u0026").replaceAll("/", "\\/")],
    ["a piece of JSON", json.slice(5, -1).replaceAll("&", "\\u0026").replaceAll("/", "\\/")],
    ["HTML around it", `<p>${body.error_msg.replaceAll("&", "&amp;")}</p>`],
    ["newlines instead of bars", body.error_msg.replaceAll("|", "\n")],
    ["escaped newlines instead of bars", body.error_msg.replaceAll("|", "\\n")],
    ["a parsed body", body],
    ["the nested shape", { error: body }],
    ["a parsed body that contains JSON", { data: json }],
    ["an error", new Error(body.error_msg)],
    ["an error with a cause", new Error("The call failed", { cause })],
    ["an error of the official SDK", Object.assign(new Error("Request failed"), { errorMsg: body.error_msg })],
    ["a Response", new Response(json, { status: 401 })],
  ];

  test.each(forms)("%s", async (_, answer) => {
    const { reason, differences } = await explain(answer, await signedRequest());
    expect(reason).toBe("other request");
    expect(differences).toEqual([
      { part: "query", same: false, ours: "a=1&b=2", theirs: "a=3&b=2", cause: "the value of a changed on the way" },
    ]);
  });

  test("a Response stays readable", async () => {
    const response = new Response(json, { status: 401 });
    await explain(response, await signedRequest());
    expect(await response.json()).toEqual(body);
  });

  test("a Response that was already read has reason not known", async () => {
    const response = new Response(json, { status: 401 });
    await response.text();
    expect((await explain(response)).reason).toBe("not known");
  });

  test("a 401 from createSignedFetch needs no request", async () => {
    const fetch = async () => new Response(json, { status: 401 });
    const signedFetch = createSignedFetch(credentials, { fetch, now: () => timeOf(date) });
    const { differences } = await explain(await signedFetch(url));
    expect(differences.map(({ part }) => part)).toEqual(["query"]);
  });

  test.each([undefined, null, 401, "", "<html>", {}, [], new Error(), { error_code: "CDN.0001" }])(
    "%o is not known",
    async (answer) => {
      expect((await explain(answer, await signedRequest())).reason).toBe("not known");
    },
  );
});

describe("the echo", () => {
  test("may contain bars, colons and empty header values", async () => {
    const headers = { "x-a": "1|x-b:2||3", "x-b": "", "x-c": "a:b" };
    const { reason } = await explain(echoOf(ours(headers)), await signedRequest(headers));
    expect(reason).toBe("wrong secret");
  });

  test("is compared up to where it was truncated", async () => {
    const cut = echoOf(ours().replace("a=1", "a=3")).slice(0, -90);
    const { parts } = await explain(cut, await signedRequest({ "x-a": "1" }));
    expect(parts.map(({ part, same }) => [part, same])).toEqual([
      ["method", true],
      ["path", true],
      ["query", false],
      ["header host", true],
    ]);
  });

  test.each([
    ["after the method", "canonicalRequest:GET|"],
    ["after the path", "canonicalRequest:GET|/v1/x/"],
  ])("may be truncated %s", async (_, text) => {
    const { parts } = await explain(text, await signedRequest());
    expect(parts.slice(0, 1)).toEqual([{ part: "method", same: true, ours: "GET", theirs: "GET" }]);
  });

  test("isn't recognised without a separator", () => {
    expect(readEcho("canonicalRequest:GET")).toBeUndefined();
    expect(readEcho("verify aksk signature fail")).toBeUndefined();
  });

  test("with an unsigned header differs in that header and in the signed headers", async () => {
    const { differences } = await explain(echoOf(ours({ "x-a": "1" })), await signedRequest());
    expect(differences.map(({ part }) => part)).toEqual(["header x-a", "signed headers"]);
  });
});

describe("causes", () => {
  const gateway = (change: (canonical: string) => string, headers?: Record<string, string>) =>
    echoOf(change(ours(headers)));
  test.each<[string, (canonical: string) => string, Record<string, string>, RegExp]>([
    ["a method in lower case", (c) => c.replace("GET", "get"), {}, /lower case/],
    ["an escaped slash", (c) => c.replace("/v1/x/", "/v1%2Fx/"), {}, /decoded or encoded again/],
    ["a path in another letter case", (c) => c.replace("/v1/x/", "/V1/x/"), {}, /letter case/],
    ["a prefix", (c) => c.replace("/v1/x/", "/api/v1/x/"), {}, /has a new prefix/],
    ["another path", (c) => c.replace("/v1/x/", "/other/"), {}, /another path/],
    ["a query in another order", (c) => c.replace("a=1&b=2", "b=2&a=1"), {}, /different order/],
    ["a query encoded twice", (c) => c.replace("a=1", "a%253D=1"), {}, /a was signed, a%253D arrived/],
    ["letter case in a value", (c) => c.replace("Abc", "aBC"), { "x-a": "Abc" }, /letter case/],
    ["white space in a value", (c) => c.replace("a  b", "a b"), { "x-a": "a  b" }, /white space/],
    ["bytes of a value", (c) => c.replace("é", "Ã©"), { "x-a": "é" }, /isn't ASCII/],
    ["a header sent twice", (c) => c.replace("x-a:1", "x-a:1, 1"), { "x-a": "1" }, /more than once/],
    ["another date", (c) => c.replace(date, "20260131T235958Z"), {}, /send it as it was signed/],
    [
      "names in another order",
      (c) => c.replace("\nhost;x-sdk-date", "\nx-sdk-date;host"),
      {},
      /sort them by character code/,
    ],
  ])("%s", async (_, change, headers, cause) => {
    const { differences } = await explain(gateway(change, headers), await signedRequest(headers));
    expect(differences.map((difference) => difference.cause)).toEqual([expect.stringMatching(cause)]);
  });

  const json = '{"b":[1,{"é":null}],"a":"x"}';
  const python = '{"b": [1, {"é": null}], "a": "x"}';
  const ascii = (text: string): string => text.replaceAll("é", "\\u00e9");
  test.each<[string, string | Uint8Array, string | Uint8Array, RegExp]>([
    ["null", json, "null", /= null/],
    ["[object Object]", json, "[object Object]", /= \[object Object\]/],
    ["indented", json, JSON.stringify(JSON.parse(json), null, 2), /indented/],
    ["quoted", json, JSON.stringify(json), /as a JSON string/],
    ["Python's spaces", json, python, /spaces after/],
    ["Python's spaces and escapes", json, ascii(python), /spaces and/],
    ["escapes", json, ascii(json), /u escapes/],
    ["sorted keys", json, '{"a":"x","b":[1,{"é":null}]}', /keys sorted/],
    ["a newline", json, `${json}\n`, /and a newline/],
    ["trimmed", `${json} `, json, /stringified again|without white space/],
    ["line ends", "a\r\nb", "a\nb", /LF instead of CRLF/],
    ["line ends the other way", "a\nb", "a\r\nb", /CRLF instead of LF/],
    ["a byte order mark", "a", "\ufeffa", /with a byte order mark/],
    ["no byte order mark", new TextEncoder().encode("\ufeffa"), "a", /without its byte order mark/],
    ["Latin-1", "é", new Uint8Array([0xe9]), /Latin-1/],
    ["a form", "a b", "a%20b", /percent-encoded/],
  ])("a body that becomes %s is recognised", async (_, body, arrived, what) => {
    const bytes = typeof arrived === "string" ? new TextEncoder().encode(arrived) : Uint8Array.from(arrived);
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    const request = { method: "GET", url, body, ...(await sign({ method: "GET", url, body }, credentials, { date })) };
    const { differences } = await explain(
      gateway((c) => c.replace(emptyHash, hash)),
      request,
    );
    expect(differences.map(({ theirs }) => theirs)).toEqual([expect.stringMatching(what)]);
  });

  test("a preset hash that a proxy removed is reported as no hash", async () => {
    const headers = { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" };
    const { differences } = await explain(echoOf(ours(headers)), await signedRequest(headers));
    expect(differences).toMatchObject([{ part: "payload", ours: "UNSIGNED-PAYLOAD = no hash" }]);
  });
});

describe("other refusals", () => {
  test.each([
    ["AK access failed to reach the limit,forbidden", "locked"],
    ["AK access failed to reach the limit, forbidden.", "locked"],
    ["Get secretKey failed,ak:UNKNOWN,err:ak not exist", "unknown key"],
    ["decrypt token fail", "token"],
    ["token expires", "token"],
    ["verify security token fail", "token"],
    ["x-auth-token not found", "not signed"],
    ["current ip:192.0.2.1 refused", "address refused"],
    ["Authorization header format invalid", "malformed"],
    ["X-Sdk-Date is not in SignedHeaders", "malformed"],
    ["signed header host not found", "other request"],
    ["verify aksk signature fail", "wrong signature"],
    ["calc aksk signature fail:signature expired", "clock"],
    ["calc aksk signature fail: something new", "wrong signature"],
  ])("%s", async (text, reason) => {
    const { reason: found, advice } = await explain(`Incorrect IAM authentication information: ${text}`);
    expect(found).toBe(reason);
    expect(advice).not.toBe("");
  });

  test("an expired signature has the clocks' offset", async () => {
    const text = "signature expired, signature time:20211217T064303Z,server time:20211217T065804Z";
    expect((await explain(text)).clockOffsetMs).toBe(901_000);
  });

  test("without times in the text, the Date header and the signed date give the offset", async () => {
    const headers = { date: new Date(timeOf(date) - 3_600_000).toUTCString() };
    const response = new Response("signature expired", { status: 401, headers });
    const { clockOffsetMs, text } = await explain(response, await signedRequest());
    expect(clockOffsetMs).toBe(-3_600_000);
    expect(text).toContain("1 h after the gateway's.\nThe difference is a time zone");
  });
});

test("the advice and the text name the cause for each part", async () => {
  const changed = echoOf(ours().replace("GET", "PUT").replace("a=1", "a=3"));
  const { advice, text, clockOffsetMs } = await explain(changed, await signedRequest());
  expect(advice.split("\n")).toEqual([
    expect.stringMatching(/^method: a proxy or a library/),
    "query: the value of a changed on the way",
  ]);
  expect(text.endsWith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")).toBe(true);
  expect(clockOffsetMs).toBeUndefined();
});

test("a masked token in the echo counts as equal, another value doesn't", async () => {
  const token = "made-up-token";
  const signed = await signedRequest({ "x-security-token": token });
  const reasonOf = async (shown: string) =>
    (await explain(echoOf(ours({ "x-security-token": token })).replace(token, shown), signed)).reason;
  expect(await reasonOf("***")).toBe("wrong secret");
  expect(await reasonOf("***x")).toBe("other request");
  expect(await reasonOf("x***")).toBe("other request");
});

test("without an Authorization header, every header counts as signed", async () => {
  const request = { method: "GET", url, headers: { "x-a": "1", "x-sdk-date": date } };
  expect((await explain(echoOf(ours({ "x-a": "1" })), request)).reason).toBe("wrong secret");
  const { differences } = await explain(echoOf(ours({ "x-a": "1", "x-b": "2" })), request);
  expect(differences[0]).toMatchObject({
    part: "header x-b",
    ours: undefined,
    cause: expect.stringContaining("signed"),
  });
});

test("secrets in the query, and tokens anywhere, are masked on both sides", async () => {
  const token = "made-up-token";
  const request = { method: "GET", url: `https://h.example/${token}?access_token=hidden-away&a=1` };
  const headers = { "x-security-token": token, "x-note": `it is ${token}` };
  const signed = await sign({ ...request, headers }, credentials, { date });
  const echo = canonicalRequest(
    { method: "PUT", url: request.url.replace("a=1", "a=2"), headers: signed.headers },
    emptyHash,
  );
  const explanation = await explain(echoOf(echo), { ...request, ...signed });
  expect(explanation.reason).toBe("other request");
  expect(JSON.stringify(explanation)).not.toMatch(/made-up|hidden-away/);
});
