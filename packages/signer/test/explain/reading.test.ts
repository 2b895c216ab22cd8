// Answers and echoes with unusual content.
import { expect, test } from "vitest";
import { readAnswer } from "../../src/explain/read-answer.ts";
import { readEcho } from "../../src/explain/read-echo.ts";
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
