import { sign } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { DEMO_CREDENTIALS, type EmulatorOptions } from "../src/index.ts";
import { PATH, testCloud } from "./helpers.ts";

async function logged(options: EmulatorOptions = {}) {
  const lines: string[] = [];
  return { ...(await testCloud({ log: (line) => lines.push(line), ...options })), lines };
}

test("a call, a download and a refused body have one line each, without the query of the link", async () => {
  const { cloud, create, link, lines } = await logged();
  const url = await link({});
  await cloud.fetch(url);
  await cloud.fetch(url.replace(/.$/, "-"));
  await create({ interval: 60 });
  expect(lines).toEqual([
    `POST ${PATH} 200`,
    `GET ${PATH} 200`,
    expect.stringMatching(/^GET \/downloads\/\S+ 200$/),
    expect.stringMatching(/^GET \/downloads\/\S+ 403 SignatureDoesNotMatch The link wasn't made by this service$/),
    expect.stringMatching(new RegExp(`^POST ${PATH} 200 CDN\\.0203 interval `)),
  ]);
  expect(lines.join()).not.toContain("?");
});

test("a line names the fault, the lock or the throttle that a call met", async () => {
  const { cloud, list, lines } = await logged({ throttle: { calls: 1, perMs: 1000 }, lockAfter: 0 });
  cloud.faults.push({ at: "list", what: "reset-before" });
  await expect(list()).rejects.toThrow();
  await list();
  await list("", { as: { ...DEMO_CREDENTIALS, sk: "another" } });
  expect(lines).toEqual([
    `GET ${PATH} connection dropped by a fault`,
    expect.stringMatching(/ 429 APIGW\.0308 The throttling threshold has been reached/),
    expect.stringMatching(/ 401 APIGW\.0301 .*AK access failed to reach the limit/),
  ]);
});

test.each([
  ["another secret key", { sk: "another" }, {}, /secret key/],
  ["another body", {}, { body: '{"action":"uv"}' }, /payload/],
  ["a parameter that was added later", {}, { query: "?limit=1&offset=0" }, /query/],
])("a wrong signature is explained: %s", async (_, credentials, sent, reason) => {
  const { cloud, clock, lines } = await logged();
  const { url, body } = { url: `${cloud.url}${PATH}`, body: "{}" };
  const key = { ...DEMO_CREDENTIALS, ...credentials };
  const { headers } = await sign({ method: "POST", url: `${url}?limit=1`, body }, key, { date: new Date(clock.now()) });
  const target = `${url}${"query" in sent ? sent.query : "?limit=1"}`;
  await cloud.fetch(target, { method: "POST", headers, body: "body" in sent ? sent.body : body });
  expect(lines).toEqual([expect.stringMatching(/^POST \S+ 401 APIGW\.0301 wrong signature: /)]);
  expect(lines[0]).toMatch(reason);
});

test("a line never contains a control character, a secret or a second line", async () => {
  const { call, lines } = await logged();
  await call("GET", "/nowhere%0a\u0085", { headers: { host: "[" } });
  await call("GET", PATH, { token: "not-a-real-token" });
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/\p{Cc}|not-a-real-token/u);
});
