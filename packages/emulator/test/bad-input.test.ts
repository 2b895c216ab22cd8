import { expect, test } from "vitest";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { checked, PATH, testCloud } from "./helpers.ts";

test.each([
  ["malformed JSON", '{"action":'],
  ["a text", '"uv"'],
  ["a number", "1"],
  ["null", "null"],
  ["a list", "[]"],
  ["a prototype", '{"__proto__":{"action":"uv"}}'],
  ["a constructor", '{"constructor":{}}'],
  ["bytes that are not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d])],
  ["very deep nesting", `{"country":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
  ["nesting in an unknown field", `{"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
])("a body that is %s is CDN.0001", async (_, body) => {
  const { cloud, create } = await testCloud();
  expect(await create(body)).toMatchObject({ status: 400, code: "CDN.0001" });
  expect(cloud.tasks).toEqual([]);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
  "a body of type %s is refused",
  async (type) => {
    const { create } = await testCloud();
    const answer = await create("{}", { headers: { "content-type": type } });
    expect(answer).toMatchObject({ status: 400, code: "CDN.0001" });
    expect(answer.message).toContain("Content-Type");
  },
);

test("the gateway refuses a body of more than 12 MB before it checks the signature", async () => {
  const { create } = await testCloud();
  const body = new Uint8Array(12 * 1024 * 1024 + 1).fill(0x20);
  expect(await create(body, { token: "" })).toMatchObject({ status: 413, code: "APIGW.0201" });
  expect(await create(body.subarray(1))).toMatchObject({ status: 200 });
});

test("an endless body is read only up to the limit", async () => {
  const { cloud } = await testCloud();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const init = { method: "POST", body, duplex: "half" };
  const response = await cloud.fetch(cloud.url + PATH, init as RequestInit);
  expect(await checked("POST", PATH, response)).toMatchObject({ status: 413, code: "APIGW.0201" });
  expect(sent).toBeLessThan(20);
});

test("a target of more than 8 kB is too long", async () => {
  const { list } = await testCloud();
  expect(await list(`task_id=${"x".repeat(9000)}`)).toMatchObject({ status: 414, code: "APIGW.0201" });
});

test.each([
  ["GET", "/"],
  ["GET", "/v1/cdn/statistics/export-tasks/"],
  ["GET", "//v1/cdn/statistics/export-tasks"],
  ["GET", "/v1/cdn/statistics/%65xport-tasks"],
  ["DELETE", PATH],
  ["PUT", PATH],
  ["POST", "/v3/auth/domains"],
])("%s %s doesn't exist", async (method, path) => {
  const { call } = await testCloud();
  const answer = await call(method, path);
  expect(answer).toMatchObject({ status: 404, code: "APIGW.0101" });
});

test.each([
  "",
  "SDK-HMAC-SHA256",
  "Bearer abc",
  `SDK-HMAC-SHA256 Access=${DEMO_CREDENTIALS.ak}, SignedHeaders=, Signature=`,
  `SDK-HMAC-SHA256 Access=${DEMO_CREDENTIALS.ak}, SignedHeaders=__proto__;x-sdk-date, Signature=${"0".repeat(64)}`,
  `SDK-HMAC-SHA256 Access=__proto__, SignedHeaders=x-sdk-date, Signature=${"0".repeat(64)}`,
])("the authorization %j is refused in the gateway's shape", async (authorization) => {
  const { list } = await testCloud();
  const answer = await list("", { token: "", headers: { authorization, "x-sdk-date": "yesterday" } });
  expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
});

test("unusual bytes in a query don't pass as a signature", async () => {
  const { list } = await testCloud();
  for (const query of ["%", "%ff=%fe", "a=%zz", "=&=&=", "__proto__=1"]) {
    expect(await list(query, { token: "", headers: { authorization: "x" } })).toMatchObject({ status: 401 });
  }
});
