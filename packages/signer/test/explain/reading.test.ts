// What is read in answers and echoes that are not as simple as the usual ones.
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

test("a header that was sent without being signed is no difference", async () => {
  const signed = await sign({ method: "GET", url }, credentials, { date });
  const request = { method: "GET", url, headers: { ...signed.headers, accept: "*/*" } };
  const echo = `canonicalRequest:GET|/v1/x/||host:cdn.myhuaweicloud.com|x-sdk-date:${date}||host;x-sdk-date|${hash}`;
  const { reason, parts } = await explain(`verify aksk signature fail, ${echo}`, request);
  expect(reason).toBe("wrong secret");
  expect(parts.map(({ part }) => part)).not.toContain("header accept");
});

test("an error that is its own cause, and a text that is no JSON object, are read to their ends", async () => {
  const error = new Error("one");
  error.cause = error;
  expect((await readAnswer(error)).text).toMatch(/^one(\none)*$/);
  for (const text of ["12", '"quoted"', "plain"]) expect((await readAnswer(text)).text).toContain(text);
});

test("texts are told apart: what ends one does not begin another", async () => {
  const body = { first: "canonicalRequest:GET", second: "|/v1/|" };
  for (const answer of [body, new Response(JSON.stringify(body))]) {
    expect((await readAnswer(answer)).text).toBe("canonicalRequest:GET\n|/v1/|");
  }
});

test("a body that cannot be read is an empty text", async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("cut off")) });
  expect((await readAnswer(new Response(broken, { status: 401 }))).text).toBe("");
});

test.each([
  [`${hash}_and more`, hash],
  [`${hash.toUpperCase()}, request id`, hash.toUpperCase()],
  ["UNSIGNED-PAYLOAD. Check the SK", "UNSIGNED-PAYLOAD"],
  ["(none)", undefined],
  ["", undefined],
])("of a payload %o the hash is %o", (payload, found) => {
  expect(readEcho(`canonicalRequest:GET|/||host:a||host|${payload}`)?.payloadHash).toBe(found);
});

test("an echo that ends with the list of names has no hash", () => {
  expect(readEcho("canonicalRequest:GET|/||host:a||host")).toMatchObject({ names: "host", payloadHash: undefined });
});

test("an echo without signed headers still has their list", () => {
  expect(readEcho(`canonicalRequest:GET|/|||host|${hash}`)).toMatchObject({
    names: "host",
    headers: {},
    payloadHash: hash,
  });
});

test("only a whole list of names is one", () => {
  const echo = (names: string) => readEcho(`canonicalRequest:GET|/||host:a||${names}|${hash}`)?.names;
  expect(echo("host;x-a")).toBe("host;x-a");
  expect(echo("host;x a")).toBeUndefined();
  expect(echo("a b;host")).toBeUndefined();
});

test("a name on the list without a line gets no value", () => {
  const { headers } = readEcho(`canonicalRequest:GET|/||host:a||host;x-a|${hash}`) ?? {};
  expect(headers).toEqual({ host: "a" });
});

test("of an echo that is cut off, a line without a colon is no header", () => {
  expect(readEcho("canonicalRequest:GET|/||host:a|rubbish|x-b:1")?.headers).toStrictEqual({ host: "a" });
});

test.each(["canonical request = 'GET", 'canonical_request": "GET', "canonicalRequest:GET", "Canonical Request : get"])(
  "%s begins an echo",
  (begin) => {
    expect(readEcho(`${begin}|/||host:a||host|${hash}`)?.query).toBe("");
  },
);
