import { describe, expect, test } from "vitest";
import { DEMO_CREDENTIALS, realClock } from "../src/index.ts";
import { checked, DAY, PATH, tasksIn, testCloud } from "./helpers.ts";

interface AdminAnswer {
  status: number;
  body: { error?: string; [field: string]: unknown };
}

async function withAdmin(options = {}) {
  const test = await testCloud(options);
  const { cloud } = test;
  async function admin(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AdminAnswer> {
    const post = {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    };
    const response = await cloud.fetch(`${cloud.url}/_emulator/${path}`, body === undefined ? { headers } : post);
    expect(response.headers.get("x-request-id")).toBeTruthy();
    return { status: response.status, body: JSON.parse(await response.text()) };
  }
  return { ...test, admin };
}

describe.each([
  ["in process", false],
  ["over HTTP", 0],
] as const)("the admin %s", (_, port) => {
  const cloudWith = async () => {
    const test = await withAdmin({ port });
    const send = port === false ? test.cloud.fetch : fetch;
    return { ...test, send };
  };

  test("reports that the emulator has started", async () => {
    const { admin } = await cloudWith();
    expect(await admin("health")).toEqual({ status: 200, body: { status: "ok" } });
    expect(await admin("health", {})).toEqual({ status: 400, body: { error: "health can only be read" } });
  });

  test("moves the clock", async () => {
    const { admin, clock } = await cloudWith();
    const start = clock.now();
    expect((await admin("clock")).body).toEqual({ now: start, date: "2026-11-08T02:00:00.000Z", movable: true });
    expect((await admin("clock", { advanceMs: 1500 })).body).toMatchObject({ now: start + 1500 });
    expect((await admin("clock", { now: 0 })).body).toMatchObject({ date: "1970-01-01T00:00:00.000Z" });
    expect(clock.now()).toBe(0);
  });

  test("shows tasks, and creates one as someone else would", async () => {
    const { admin, create, list, cloud } = await cloudWith();
    await create({ action: "uv", ...DAY });
    const { status, body } = await admin("tasks", { request: { action: "isp_detail" }, ending: "fail" });
    expect([status, body]).toEqual([200, { tasks: JSON.parse(JSON.stringify(cloud.tasks)) }]);
    expect(tasksIn(await list())).toHaveLength(2);
    cloud.advance(60_000);
    expect((await admin("tasks")).body).toMatchObject({ tasks: [{ status: "success" }, { status: "fail" }] });
  });

  test("pushes faults and removes them", async () => {
    const { admin, list } = await cloudWith();
    await admin("faults", { at: "list", what: "html" });
    const { body } = await admin("faults", [{ at: "list", what: "error-200", times: "always" }]);
    expect(body).toMatchObject({ pending: [{ what: "html", times: 1 }, { times: "always" }], log: [] });
    expect(await list()).toMatchObject({ status: 502 });
    expect(await list()).toMatchObject({ code: "CDN.0000" });
    expect((await admin("faults", { clear: true })).body).toMatchObject({
      pending: [],
      log: [{ call: 1 }, { call: 2 }],
    });
  });

  test("shows locked keys and unlocks them", async () => {
    const { admin, list, clock } = await cloudWith();
    const { ak } = DEMO_CREDENTIALS;
    for (let i = 0; i < 6; i++) await list("", { as: { ...DEMO_CREDENTIALS, sk: "another" } });
    expect((await admin("locks")).body).toEqual({ locked: [{ ak, until: clock.now() + 300_000 }] });
    expect((await admin("locks", { unlock: ak })).body).toEqual({ locked: [] });
    expect(await list()).toMatchObject({ status: 200 });
  });

  test("returns the state and restores it", async () => {
    const { admin, create, cloud } = await cloudWith();
    await create({});
    const { body: state } = await admin("state");
    await create({});
    expect(cloud.tasks).toHaveLength(2);
    expect((await admin("state", state)).status).toBe(200);
    expect(cloud.tasks).toHaveLength(1);
  });
});

test.each([
  ["clock", { advanceMs: -1 }, "the clock can't advance by -1 ms"],
  ["clock", { seconds: 1 }, "there is no seconds, only advanceMs, now"],
  ["clock", [], "the body must be an object"],
  ["faults", { at: "list", what: "explode" }, "what must be one of"],
  ["faults", [null], "what must be one of"],
  ["tasks", { request: { action: "none" } }, "request: action must be one of"],
  ["tasks", { request: { domain_name: "?" } }, "isn't a domain name"],
  ["tasks", { domainId: "unknown" }, "isn't an account"],
  ["tasks", { ending: "never" }, "success or fail"],
  ["locks", { unlock: "AK9" }, "unlock must be an access key of this emulator"],
  ["locks", {}, "unlock must be an access key of this emulator"],
  ["state", { version: 9 }, "isn't a snapshot"],
])("POST %s %j is refused with a message of one line", async (path, body, message) => {
  const { admin, cloud } = await withAdmin();
  const before = cloud.snapshot();
  const answer = await admin(path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(message);
  expect(cloud.snapshot()).toEqual({ ...before, requests: before.requests + 1 });
});

test("a real clock can't be moved", async () => {
  const { admin } = await withAdmin({ clock: realClock() });
  expect(await admin("clock", { advanceMs: 1 })).toMatchObject({ status: 400 });
});

test("unknown resources, other methods and invalid JSON are refused", async () => {
  const { cloud, admin } = await withAdmin();
  expect(await admin("secrets")).toMatchObject({ status: 404 });
  expect(await admin("__proto__")).toMatchObject({ status: 404 });
  expect((await cloud.fetch(`${cloud.url}/_emulator/clock`, { method: "DELETE" })).status).toBe(405);
  const post = async (body: string, type: string) =>
    (await cloud.fetch(`${cloud.url}/_emulator/faults`, { method: "POST", body, headers: { "content-type": type } }))
      .status;
  expect(await post("[]", "text/plain")).toBe(415);
  expect(await post("[", "application/json")).toBe(400);
});

test.each(["origin", "sec-fetch-site"])("a page in a browser, which sends %s, is refused", async (name) => {
  const { admin } = await withAdmin();
  expect(await admin("tasks", undefined, { [name]: "https://example.com" })).toMatchObject({ status: 403 });
});

test("a caller that uses another name for this machine is refused", async () => {
  const { cloud } = await withAdmin();
  expect((await cloud.fetch("http://rebound.example.com/_emulator/state")).status).toBe(403);
});

test.each([
  ["a signature", {}],
  ["a token", { token: "some-token" }],
])("the admin doesn't exist for a call of the service with %s", async (_, options) => {
  const { call } = await testCloud();
  expect(await call("GET", "/_emulator/state", options)).toMatchObject({ status: 404, code: "APIGW.0101" });
});

test.each([{ admin: false }, { host: "0.0.0.0", port: 0 }])("the admin is off with %o", async (options) => {
  const { cloud } = await testCloud(options);
  const url = cloud.url.replace("0.0.0.0", "127.0.0.1");
  const response = await cloud.fetch(`${url}/_emulator/state`);
  expect(await checked("GET", PATH, response)).toMatchObject({ status: 404, code: "APIGW.0101" });
  expect(JSON.stringify(cloud.snapshot())).not.toContain(DEMO_CREDENTIALS.sk);
});
