import { expect, test } from "vitest";
import { DAY_MS } from "../src/base/constants.ts";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { DAY, testCloud } from "./helpers.ts";

test("the response to create has an empty body and a length", async () => {
  const { cloud, create } = await testCloud();
  const answer = await create({ action: "uv", ...DAY });
  expect(answer).toMatchObject({ status: 200, body: undefined });
  expect(answer.headers.get("content-length")).toBe("0");
  expect(cloud.tasks).toMatchObject([{ status: "processing", listed: true, request: { action: "uv", ...DAY } }]);
});

test.each([
  ["object", {}],
  ["task-id", { task_id: expect.stringMatching(/^[0-9a-f]{32}$/) }],
] as const)("the body of the response can be: %s", async (createBody, body) => {
  const { create } = await testCloud({ createBody });
  expect((await create({})).body).toEqual(body);
});

test.each([
  ["no body", undefined, {}],
  ["a body that ends in a newline", "{}\n", {}],
  ["a content type with a parameter", "{}", { "content-type": "application/json; charset=utf-8" }],
  ["a body without a content type", new TextEncoder().encode("{}"), {}],
])("create accepts %s", async (_, body, headers) => {
  const { create } = await testCloud();
  expect(await create(body, { headers })).toMatchObject({ status: 200, body: undefined });
});

test.each([
  ["an unknown action", { action: "nothing" }, 400, "CDN.0001", "action must be one of"],
  ["a field of the list call", { task_id: "1" }, 400, "CDN.0001", "not a known field"],
  ["a country with carrier data", { action: "isp_detail", country: "cn" }, 400, "CDN.0001", "country must not"],
  ["a province without a country", { province: "beijing" }, 400, "CDN.0001", "country is missing"],
  ["a time as text", { start_time: "0" }, 400, "CDN.0001", "start_time must be of type integer"],
  ["a negative time", { start_time: -1 }, 200, "CDN.0202", "at least 0"],
  ["a period that ends before it begins", { start_time: 2, end_time: 1 }, 200, "CDN.0202", "must begin before"],
  ["a time in the far future", { start_time: 0, end_time: 9e15 }, 200, "CDN.0202", "2099"],
  ["an interval that does not exist", { interval: 60 }, 200, "CDN.0203", "300, 3600"],
  [
    "five minutes beyond 90 days",
    { interval: 300, start_time: 0, end_time: 91 * DAY_MS },
    200,
    "CDN.0203",
    "requires interval 3600",
  ],
  ["an invalid domain", { domain_name: "www.example.com,no domain" }, 200, "CDN.0201", '"no domain"'],
  ["an empty domain list", { domain_name: "" }, 200, "CDN.0201", "isn't a domain name"],
])("create refuses %s", async (_, body, status, code, message) => {
  const { cloud, create } = await testCloud();
  const answer = await create(body);
  expect(answer).toMatchObject({ status, code, body: { error: { error_code: code } } });
  expect(answer.message).toContain(message);
  expect(cloud.tasks).toEqual([]);
});

test("errors of the service can always have HTTP 200, or never", async () => {
  const always = await testCloud({ errorStatus: "http-200" });
  expect(await always.create({ action: "nothing" })).toMatchObject({ status: 200, code: "CDN.0001" });
  const never = await testCloud({ errorStatus: "http-400" });
  expect(await never.create({ interval: 60 })).toMatchObject({ status: 400, code: "CDN.0203" });
});

test("unknown fields can be ignored", async () => {
  const { cloud, create } = await testCloud({ unknownFields: "ignore" });
  expect(await create({ action: "uv", limit: 1 })).toMatchObject({ status: 200, body: undefined });
  expect(cloud.tasks[0]?.request).toEqual({ action: "uv" });
});

test("the limits of similar calls apply only with neighbourRules", async () => {
  const body = { start_time: DAY.start_time - 40 * DAY_MS, end_time: DAY.end_time };
  expect(await (await testCloud()).create(body)).toMatchObject({ body: undefined });
  const strict = await testCloud({ neighbourRules: "refuse" });
  expect(await strict.create(body)).toMatchObject({ code: "CDN.0202" });
  expect(await strict.create({ start_time: DAY.start_time })).toMatchObject({ code: "CDN.0202" });
  expect(await strict.create({ ...DAY, end_time: DAY.end_time + 1 })).toMatchObject({ body: undefined });
});

test("an account with domains accepts no others", async () => {
  const { create } = await testCloud({ accounts: [{ ...DEMO_CREDENTIALS, domains: ["a.example.com"] }] });
  expect(await create({ domain_name: "A.example.com" })).toMatchObject({ body: undefined });
  expect(await create({ domain_name: "all" })).toMatchObject({ body: undefined });
  expect(await create({ domain_name: "b.example.com" })).toMatchObject({ code: "CDN.0201" });
});

test("too many tasks and too many domains are quota errors", async () => {
  const { create } = await testCloud({ maxTasks: 1, maxDomains: 2 });
  const domains = ["a", "b", "c"].map((name) => `${name}.example.com`).join();
  expect(await create({ domain_name: domains })).toMatchObject({ status: 200, code: "CDN.0005" });
  await create({});
  expect(await create({})).toMatchObject({ status: 200, code: "CDN.0005" });
});
