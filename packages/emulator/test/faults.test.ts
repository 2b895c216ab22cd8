import { describe, expect, test } from "vitest";
import type { Fault } from "../src/index.ts";
import { DAY, tasksIn, testCloud } from "./helpers.ts";

const query = { action: "top_ip_detail", language: "en", ...DAY };

test("latency delays a call by the emulator's clock", async () => {
  const { cloud, list, clock } = await testCloud();
  cloud.faults.push({ at: "list", what: "latency", ms: 500 });
  let answered = false;
  const answer = list().then((value) => {
    answered = true;
    return value;
  });
  while (cloud.faults.pending.length > 0) await new Promise(setImmediate);
  clock.advance(499);
  await new Promise(setImmediate);
  expect(answered).toBe(false);
  clock.advance(1);
  expect(await answer).toMatchObject({ status: 200 });
});

test("a create call takes effect even if the caller gives up", async () => {
  const { cloud, create } = await testCloud();
  cloud.faults.push({ at: "create", what: "latency", ms: 60_000 });
  const giveUp = new AbortController();
  const answer = create({}, { signal: giveUp.signal });
  while (cloud.faults.pending.length > 0) await new Promise(setImmediate);
  giveUp.abort();
  await expect(answer).rejects.toThrow("aborted");
  expect(cloud.tasks).toHaveLength(1);
});

test("reset-before drops the connection before the call takes effect", async () => {
  const { cloud, create } = await testCloud();
  cloud.faults.push({ at: "create", what: "reset-before" });
  await expect(create({})).rejects.toThrow(new TypeError("fetch failed"));
  expect(cloud.tasks).toEqual([]);
});

test("reset-after drops the connection after the call takes effect", async () => {
  const { cloud, create } = await testCloud();
  cloud.faults.push({ at: "create", what: "reset-after" });
  await expect(create({})).rejects.toThrow(new TypeError("fetch failed"));
  expect(cloud.tasks).toHaveLength(1);
});

test("lose responds as usual and creates no task", async () => {
  const { cloud, create, list } = await testCloud();
  cloud.faults.push({ at: "create", what: "lose" });
  expect(await create({})).toMatchObject({ status: 200, body: undefined });
  expect(cloud.tasks).toEqual([]);
  expect(tasksIn(await list())).toEqual([]);
});

test("task-fails makes the task fail, without a link", async () => {
  const { cloud, create, list, clock } = await testCloud();
  cloud.faults.push({ at: "create", what: "task-fails" });
  await create({});
  clock.advance(60_000);
  expect(tasksIn(await list())).toMatchObject([{ status: "fail" }]);
  expect(tasksIn(await list())[0]).not.toHaveProperty("download_link");
});

describe("status", () => {
  test.each([
    [{ status: 429 }, "APIGW.0308"],
    [{ status: 500 }, "CDN.0000"],
    [{ status: 503 }, "APIGW.0613"],
    [{ status: 418 }, "CDN.0000"],
    [{ status: 403, code: "CDN.0021" }, "CDN.0021"],
    [{ status: 200, code: "CDN.0108" }, "CDN.0108"],
  ] as const)("%o has the code %s", async (fault, code) => {
    const { cloud, create } = await testCloud();
    cloud.faults.push({ at: "create", what: "status", ...fault });
    const answer = await create({});
    expect(answer).toMatchObject({ status: fault.status, code });
    expect(Object.keys(answer.body as object)).toEqual(
      code.startsWith("CDN") ? ["error"] : ["error_code", "error_msg", "request_id"],
    );
    expect(cloud.tasks).toEqual([]);
  });

  test("can have Retry-After", async () => {
    const { cloud, list } = await testCloud();
    cloud.faults.push({ at: "list", what: "status", status: 503, retryAfter: 2, message: "later" });
    const answer = await list();
    expect(answer.headers.get("retry-after")).toBe("2");
    expect(answer.message).toBe("later");
  });
});

test("error-200 is a nested error with HTTP 200, for any code", async () => {
  const { cloud, list } = await testCloud();
  cloud.faults.push({ at: "list", what: "error-200" }, { at: "list", what: "error-200", code: "APIGW.0308" });
  expect(await list()).toMatchObject({ status: 200, body: { error: { error_code: "CDN.0000" } } });
  expect(await list()).toMatchObject({ status: 200, body: { error: { error_code: "APIGW.0308" } } });
});

test("html is an HTML page instead of the response", async () => {
  const { cloud, list } = await testCloud();
  cloud.faults.push({ at: "list", what: "html" }, { at: "list", what: "html", status: 200 });
  const answer = await list();
  expect(answer.status).toBe(502);
  expect(answer.headers.get("content-type")).toBe("text/html");
  expect(answer.body).toMatch(/^<html>/);
  expect((await list()).status).toBe(200);
});

test("truncate cuts a file off after a number of bytes, and the next download is complete", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  cloud.faults.push({ at: "download", what: "truncate", bytes: 100 });
  const response = await cloud.fetch(url);
  expect(Number(response.headers.get("content-length"))).toBeGreaterThan(100);
  let received = 0;
  const reading = (async () => {
    for await (const chunk of response.body ?? []) received += chunk.length;
  })();
  await expect(reading).rejects.toThrow(new TypeError("terminated"));
  expect(received).toBe(100);
  expect((await cloud.fetch(url)).status).toBe(200);
});

test("downloads can fail like calls", async () => {
  const { cloud, link } = await testCloud();
  const url = await link(query);
  cloud.faults.push({ at: "download", what: "status", status: 503 }, { at: "download", what: "reset-before" });
  expect((await cloud.fetch(url)).status).toBe(503);
  await expect(cloud.fetch(url)).rejects.toThrow("fetch failed");
  expect((await cloud.fetch(url)).status).toBe(200);
});

test("a fault hits the number of calls in `times`, in the order of pushing", async () => {
  const { cloud, create, list } = await testCloud();
  cloud.faults.push(
    { at: "list", what: "status", status: 500, times: 2 },
    { at: "list", what: "html" },
    { at: "create", what: "status", status: 503, times: Number.POSITIVE_INFINITY },
  );
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await list()).status);
  expect(statuses).toEqual([500, 500, 502, 200]);
  for (let i = 0; i < 3; i++) expect((await create({})).status).toBe(503);
  cloud.faults.clear();
  expect((await create({})).status).toBe(200);
});

test("a refused call uses up no fault", async () => {
  const { cloud, list } = await testCloud();
  cloud.faults.push({ at: "list", what: "html" });
  expect((await list("", { token: "wrong" })).status).toBe(401);
  expect(cloud.faults.pending).toHaveLength(1);
});

test.each([
  [{ at: "list", what: "explode" }, "what must be one of"],
  [{ at: "list", what: "constructor" }, "what must be one of"],
  [{ at: "list", what: "lose" }, 'at must be one of "create"'],
  [{ at: "nowhere", what: "html" }, 'at must be one of "create", "list", "download"'],
  [{ at: "list", what: "latency" }, "ms must be a number"],
  [{ at: "list", what: "status", status: 99 }, "from 200 to 599"],
  [{ at: "list", what: "status" }, "status must be"],
  [{ at: "list", what: "html", times: -1 }, "times must be a number"],
  [{ at: "list", what: "html", rate: 2 }, "rate must be a number from 0 to 1"],
  [{ at: "list", what: "html", call: 0 }, "call must be a whole number"],
  [{ at: "list", what: "html", colour: "red" }, "there is no colour"],
  [{ at: "download", what: "redirect", to: "http://x\r\nSet-Cookie: a" }, "to must be a string of one line"],
  [{ at: "list", what: "status", status: 503, message: "a\nb" }, "message must be a string of one line"],
  [{ at: "download", what: "slow", ms: 1 }, "bytes must be"],
])("the fault %o is refused", async (fault, message) => {
  const { cloud } = await testCloud();
  expect(() => cloud.faults.push(fault as Fault)).toThrow(message);
  expect(cloud.faults.pending).toEqual([]);
});
