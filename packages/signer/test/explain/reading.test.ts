// Answers and echoes with unusual content.
import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/base/decode-text.ts";
import { readAnswer } from "../../src/explain/read-answer.ts";
import { readEcho } from "../../src/explain/read-echo.ts";
import { readHar } from "../../src/explain/read-har.ts";
import { readPrinted } from "../../src/explain/read-printed.ts";
import { explain } from "../../src/explain.ts";
import { sign } from "../../src/index.ts";
import { credentials } from "../vectors.ts";

const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const date = "20260131T235959Z";
const url = "https://cdn.myhuaweicloud.com/v1/x";

test("a backslash and quotes in a header survive the JSON around the echo", async () => {
  const headers = { "x-note": String.raw`a\b "c"` };
  const request = { method: "GET", url, ...(await sign({ method: "GET", url, headers }, credentials, { date })) };
  const echo = `canonicalRequest:GET|/v1/x/||host:cdn.myhuaweicloud.com|x-note:${headers["x-note"]}|x-sdk-date:${date}||host;x-note;x-sdk-date|${hash}`;
  const answer = JSON.stringify({ error_msg: `verify aksk signature fail, ${echo}` });
  expect((await explain(answer, request)).reason).toBe("wrong secret");
  expect((await explain({ data: answer }, request)).reason).toBe("wrong secret");
});

test("an unsigned header isn't compared", async () => {
  const signed = await sign({ method: "GET", url }, credentials, { date });
  const request = { method: "GET", url, headers: { ...signed.headers, accept: "*/*" } };
  const echo = `canonicalRequest:GET|/v1/x/||host:cdn.myhuaweicloud.com|x-sdk-date:${date}||host;x-sdk-date|${hash}`;
  const { reason, parts } = await explain(`verify aksk signature fail, ${echo}`, request);
  expect(reason).toBe("wrong secret");
  expect(parts.map(({ part }) => part)).not.toContain("header accept");
});

test("an error that is its own cause, and strings that aren't JSON objects, are read completely", async () => {
  const error = new Error("one");
  error.cause = error;
  expect((await readAnswer(error)).text).toMatch(/^one(\none)*$/);
  for (const text of ["12", '"quoted"', "plain"]) expect((await readAnswer(text)).text).toContain(text);
});

test("separate texts aren't joined into one echo", async () => {
  const body = { first: "canonicalRequest:GET", second: "|/v1/|" };
  for (const answer of [body, new Response(JSON.stringify(body))]) {
    expect((await readAnswer(answer)).text).toBe("canonicalRequest:GET\n|/v1/|");
  }
});

test("an unreadable body is read as an empty string", async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("cut off")) });
  expect((await readAnswer(new Response(broken, { status: 401 }))).text).toBe("");
});

test.each([
  [`${hash}_and more`, hash],
  [`${hash.toUpperCase()}, request id`, hash.toUpperCase()],
  ["UNSIGNED-PAYLOAD. Check the SK", "UNSIGNED-PAYLOAD"],
  ["(none)", undefined],
  ["", undefined],
])("the payload %o has the hash %o", (payload, found) => {
  expect(readEcho(`canonicalRequest:GET|/||host:a||host|${payload}`)?.payloadHash).toBe(found);
});

test("an echo that ends after the list of names has no hash", () => {
  expect(readEcho("canonicalRequest:GET|/||host:a||host")).toMatchObject({ names: "host", payloadHash: undefined });
});

test("an echo without signed headers still has the list of names", () => {
  expect(readEcho(`canonicalRequest:GET|/|||host|${hash}`)).toMatchObject({
    names: "host",
    headers: {},
    payloadHash: hash,
  });
});

test("a malformed list of names isn't read", () => {
  const echo = (names: string) => readEcho(`canonicalRequest:GET|/||host:a||${names}|${hash}`)?.names;
  expect(echo("host;x-a")).toBe("host;x-a");
  expect(echo("host;x a")).toBeUndefined();
  expect(echo("a b;host")).toBeUndefined();
});

test("a listed name without a header line has no value", () => {
  const { headers } = readEcho(`canonicalRequest:GET|/||host:a||host;x-a|${hash}`) ?? {};
  expect(headers).toEqual({ host: "a" });
});

test("in a truncated echo, lines without a colon are skipped", () => {
  expect(readEcho("canonicalRequest:GET|/||host:a|rubbish|x-b:1")?.headers).toStrictEqual({ host: "a" });
});

test.each(["canonical request = 'GET", 'canonical_request": "GET', "canonicalRequest:GET", "Canonical Request : get"])(
  "%s starts an echo",
  (begin) => {
    expect(readEcho(`${begin}|/||host:a||host|${hash}`)?.query).toBe("");
  },
);

describe("printed by curl", () => {
  const body = '{"error_msg":"decrypt token fail"}';
  const head = "HTTP/1.1 401 Unauthorized\nX-Date: x\nDate: Sun, 01 Feb 2026 00:00:10 GMT";

  test.each([
    ["curl -i", `${head}\n\n${body}`],
    ["curl -i with Windows line ends", `${head}\n\n${body}`.replaceAll("\n", "\r\n")],
    ["curl -i after a proxy's response", `HTTP/1.1 200 Connection established\nDate: x\n\n${head}\n\n${body}`],
    ["curl -i with more text before it", `see HTTP/1.1 500 below\n${head}\n\n${body}`],
    ["curl -v", `> GET / HTTP/1.1\n${head.replace(/^/gm, "< ")}\n<\n{ [34 bytes data]\n${body}\n* Connection #0`],
    ["curl -v with comments between the headers", `< ${head.replaceAll("\n", "\n* a comment\n< ")}\n< \n${body}`],
    ["curl -v with the body first", `${body}\n${head.replace(/^/gm, "< ")}\n<\n} [2 bytes data]`],
  ])("%s is read", (_, text) => {
    const { body: found, status, date } = readPrinted(text);
    expect(String(found).trim()).toBe(body);
    expect({ status, date: date?.trim() }).toEqual({ status: 401, date: "Sun, 01 Feb 2026 00:00:10 GMT" });
  });

  test.each([
    "<html>a < b</html>",
    "see HTTP/1.1 500 below",
    "a\nHTTP is a protocol",
    "HTTP/1.1 4010",
    "{ [x bytes data]",
  ])("%j has no status", (text) => expect(readPrinted(text)).toEqual({ body: text }));

  test("curl -v is read with its last signed request, unless that has a body", () => {
    const request = (host: string, ...more: string[]) =>
      [`> GET /a?b=%20 HTTP/1.1`, `> Host: ${host}`, "> Authorization: A: b", ...more, "> ", ""].join("\r\n");
    const read = (...requests: string[]) => readPrinted(`* x\r\n${requests.join("* y\r\n")}< HTTP/1.1 401\r\n`).request;
    expect(
      read(
        "> CONNECT h:443 HTTP/1.1\r\n> Host: h:443\r\n> \r\n",
        request("one.test"),
        request("two.test"),
        `* ${request("not.test")}`,
      ),
    ).toEqual({
      method: "GET",
      url: "https://two.test/a?b=%20",
      headers: { host: "two.test", authorization: "A: b" },
    });
    expect(read(request("one.test", "> Content-Length: 2"))).toBeUndefined();
    expect(read(request("one.test").replace("Authorization", "X-A"))).toBeUndefined();
    expect(read(request("["))).toBeUndefined();
    expect(read("")).toBeUndefined();
  });

  test("a response without headers and body has only a status", () => {
    expect(readPrinted("HTTP/2 204")).toEqual({ body: "", status: 204, date: undefined });
  });
});

describe("a HAR file", () => {
  const text = `canonicalRequest:GET|/v1/x/||host:cdn.myhuaweicloud.com||host|${hash}`;
  const headers = [
    { name: ":authority", value: "h.example" },
    { name: "Authorization", value: "SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=0" },
  ];
  const entry = (status: number, content: object = { text: `${status}` }) => ({
    request: { method: "PUT", url, headers, postData: { text: "" } },
    response: { status, content, headers: [{ name: "date", value: "d" }] },
  });

  test.each([
    [[200, 401, 403, 401, 200], "401"],
    [[200, 401, 403, 200], "401"],
    [[403, 404, 400, 200], "400"],
    [[204, 200, 201], "201"],
  ])("with the statuses %j is read at %s", (statuses, body) => {
    expect(readHar({ log: { entries: statuses.map((status) => entry(status)) } })).toEqual({
      body,
      status: Number(body),
      date: "d",
      request: { method: "PUT", url, headers: { authorization: headers[1]?.value }, body: "" },
    });
  });

  test("can have a body in base64", () => {
    const body = (content: object) => readHar({ log: { entries: [entry(401, content)] } })?.body;
    expect(body({ text: btoa("text"), encoding: "base64" })).toBe("text");
    expect(body({ text: "%", encoding: "base64" })).toBeUndefined();
    expect(body({ encoding: "base64" })).toBe("");
  });

  test.each<[what: string, entries: unknown[]]>([
    ["no entries", []],
    ["an empty entry", [null]],
    ["an entry without a response", [{ request: { method: "GET", url } }]],
    ["an unsigned request", [{ request: { method: "GET", url, headers: [headers[0], null, {}] }, response: {} }]],
    ["an invalid URL", [{ request: { method: "GET", url: "x", headers }, response: {} }]],
  ])("with %s has no request, and is not known", async (_, entries) => {
    expect(readHar({ log: { entries } })?.request).toBeUndefined();
    expect((await explain({ log: { entries } })).reason).toBe("not known");
  });

  test.each([null, undefined, {}, { log: null }, { log: { entries: {} } }])("isn't %j", (value) => {
    expect(readHar(value)).toBeUndefined();
  });

  test("is explained with its request, unless another one is passed", async () => {
    const har = JSON.stringify({ log: { entries: [entry(401, { text })] } });
    expect((await explain(har)).differences.map(({ part }) => part)).toEqual(["method"]);
    const request = { method: "GET", url, headers: { authorization: headers[1]?.value } };
    expect((await explain(har, request)).reason).toBe("wrong secret");
  });
});

test.each([
  [{ status: 200 }, "nothing wrong"],
  [{ status: 299, data: [] }, "nothing wrong"],
  [{ status: 199 }, "not known"],
  [{ status: 300 }, "not known"],
  [{ statusCode: 503 }, "not known"],
  [{ httpStatusCode: 503 }, "not known"],
  [{ status_code: 503, inner: { status: 200 } }, "not known"],
  [{ status: "fail" }, "nothing wrong"],
  [{ mystatus: 503, status_codes: 503, statuses: 503 }, "nothing wrong"],
  [{ data: [], error: null }, "nothing wrong"],
  [{ default: 1, interrupted: 2, messages: 3, codes: 4, msgs: 5, acode: 6 }, "nothing wrong"],
  [{ status: 200, error: {} }, "not known"],
  [{ status: 200, lastError: {} }, "not known"],
  [{ data: { msg: "verify aksk signature fail" } }, "wrong signature"],
  [new Response("verify aksk signature fail"), "nothing wrong"],
])("%o has the reason %s", async (answer, reason) => {
  expect((await explain(answer)).reason).toBe(reason);
});

test("the canonical request is shown without the signed request, but nothing is compared", async () => {
  const { reason, parts, differences, text } = await explain(`canonicalRequest:GET|/v1/x/||host:a||host|${hash}`);
  expect({ reason, differences }).toEqual({ reason: "wrong signature", differences: [] });
  expect(parts[1]).toEqual({ part: "path", same: true, ours: undefined, theirs: "/v1/x/" });
  expect(text).toContain("  path            /v1/x/\n");
});

test.each([
  ["UTF-8", (text: string) => new TextEncoder().encode(text)],
  ["UTF-16, little endian", (text: string) => new Uint8Array(Buffer.from(text, "utf16le"))],
  ["UTF-16, big endian", (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16())],
])("decodeText decodes %s", (_, encode) => {
  for (const text of ["签名", "signature", "é"]) expect(decodeText(encode(`\ufeff${text}`))).toBe(text);
  expect(decodeText(encode("signature 签名"))).toBe("signature 签名");
  expect(decodeText(encode(""))).toBe("");
});
