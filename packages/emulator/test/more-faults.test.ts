import { describe, expect, test } from "vitest";
import { HOUR_MS } from "../src/base/constants.ts";
import { DEMO_CREDENTIALS, type Fault } from "../src/index.ts";
import { DAY, type TestCloud, tasksIn, testCloud } from "./helpers.ts";

const query = { action: "top_ip_detail", language: "en", ...DAY };
const ids = async (list: TestCloud["list"], wanted?: string) =>
  tasksIn(await list(wanted)).map(({ task_id }) => task_id);

describe("the clock", () => {
  test("can be wrong for some calls: for the signature check and for Date", async () => {
    const { cloud, clock, list } = await testCloud();
    cloud.faults.push({ at: "list", what: "clock-skew", ms: HOUR_MS, times: 2 });
    const answer = await list();
    expect(answer).toMatchObject({ status: 401, code: "APIGW.0301" });
    expect(answer.message).toContain("server time:20261108T030000Z");
    expect(answer.headers.get("date")).toBe(new Date(clock.now() + HOUR_MS).toUTCString());
    // A client that corrects its clock succeeds.
    expect(await list("", { skewMs: HOUR_MS })).toMatchObject({ status: 200 });
    expect(await list()).toMatchObject({ status: 200 });
  });

  test("can be slightly wrong without an error", async () => {
    const { cloud, list } = await testCloud();
    cloud.faults.push({ at: "list", what: "clock-skew", ms: -600_000 }, { at: "list", what: "html" });
    expect(await list()).toMatchObject({ status: 502 });
  });
});

describe("a list", () => {
  test("can be cut off", async () => {
    const { cloud, list } = await testCloud();
    cloud.faults.push({ at: "list", what: "truncate", bytes: 5 });
    await expect(list()).rejects.toThrow("terminated");
  });

  test("can be invalid JSON", async () => {
    const { cloud, list } = await testCloud();
    cloud.faults.push({ at: "list", what: "corrupt" });
    await expect(list()).rejects.toThrow(SyntaxError);
  });

  test("can contain a task twice without exceeding the limit", async () => {
    const { cloud, create, list, clock } = await testCloud();
    for (let i = 0; i < 3; i++) {
      await create({});
      clock.advance(1);
    }
    const [first, second, third] = await ids(list);
    cloud.faults.push({ at: "list", what: "duplicate", times: 2 });
    expect(await ids(list)).toEqual([first, first, second, third]);
    expect(await ids(list, "limit=2")).toEqual([first, first]);
    expect(await ids(list, "limit=2")).toEqual([first, second]);
  });

  test("can have another order in each call, the same in each run", async () => {
    const run = async () => {
      const { cloud, create, list } = await testCloud();
      for (let i = 0; i < 8; i++) await create({});
      const before = await ids(list);
      cloud.faults.push({ at: "list", what: "reorder", times: 2 });
      const [once, again] = [await ids(list), await ids(list)];
      expect(await ids(list)).toEqual(before);
      return { before, once, again };
    };
    const { before, once, again } = await run();
    expect(once).not.toEqual(before);
    expect(again).not.toEqual(once);
    expect([...once].sort()).toEqual([...before].sort());
    expect(await run()).toEqual({ before, once, again });
  });

  test("can show an undocumented status without a link", async () => {
    const { cloud, list, link } = await testCloud();
    await link(query);
    cloud.faults.push({ at: "list", what: "unknown-status" }, { at: "list", what: "unknown-status", value: "QUEUED" });
    expect(tasksIn(await list())).toMatchObject([{ status: "archiving" }]);
    const [task] = tasksIn(await list());
    expect(task).toMatchObject({ status: "QUEUED" });
    expect(task).not.toHaveProperty("download_link");
    expect(tasksIn(await list())).toMatchObject([{ status: "success", download_link: expect.any(String) }]);
  });
});

describe("a task", () => {
  test.each(["ok", "reset"] as const)("can appear late, after a response that was %s", async (answer) => {
    const { cloud, create, list, clock } = await testCloud();
    cloud.faults.push({ at: "create", what: "late", ms: 30_000, answer });
    if (answer === "ok") expect(await create({})).toMatchObject({ status: 200 });
    else await expect(create({})).rejects.toThrow("fetch failed");
    clock.advance(29_999);
    expect(await ids(list)).toEqual([]);
    clock.advance(1);
    expect(tasksIn(await list())).toMatchObject([{ status: "success" }]);
  });

  test.each([
    ["before", ["uv", "top_ip_detail"]],
    ["after", ["top_ip_detail", "uv"]],
    ["instead", ["uv"]],
  ] as const)("of a second creator can come %s the caller's", async (order, actions) => {
    const { cloud, create } = await testCloud();
    cloud.faults.push({ at: "create", what: "second-creator", order, request: { action: "uv" } });
    expect(await create(query)).toMatchObject({ status: 200 });
    expect(cloud.tasks.map(({ request }) => request.action)).toEqual(actions);
    expect(new Set(cloud.tasks.map(({ create_time }) => create_time)).size).toBe(1);
  });

  test("of a second creator has the caller's request by default", async () => {
    const { cloud, create } = await testCloud();
    cloud.faults.push({ at: "create", what: "second-creator" });
    await create(query);
    expect(cloud.tasks).toMatchObject([{ request: query }, { request: query }]);
  });
});

describe("a download", () => {
  test("can have one wrong byte that only the content shows", async () => {
    const { cloud, link } = await testCloud();
    const url = await link(query);
    const bytes = async () => Buffer.from(await (await cloud.fetch(url)).arrayBuffer());
    const right = await bytes();
    for (const byte of [0, 77, 1e9]) {
      cloud.faults.push({ at: "download", what: "corrupt", byte });
      const wrong = await bytes();
      expect(wrong).toHaveLength(right.length);
      const places = [...wrong.keys()].filter((i) => wrong[i] !== right[i]);
      expect(places).toEqual([Math.min(byte, right.length - 1)]);
    }
    expect(await bytes()).toEqual(right);
  });

  test("can have a link that expires early", async () => {
    const { cloud, link } = await testCloud();
    const url = await link(query);
    cloud.faults.push({ at: "download", what: "link-expired" });
    const response = await cloud.fetch(url);
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
    expect((await cloud.fetch(url)).status).toBe(200);
  });

  test("can have a file that moved for good, with a new link in the list", async () => {
    const { cloud, link, list } = await testCloud();
    const url = await link(query);
    cloud.faults.push({ at: "download", what: "link-moved" });
    for (let i = 0; i < 2; i++) expect((await cloud.fetch(url)).status).toBe(404);
    const renewed = tasksIn(await list())[0]?.download_link ?? "";
    expect(new URL(renewed).pathname).toBe(`${new URL(url).pathname}/1`);
    expect((await cloud.fetch(renewed)).status).toBe(200);
  });

  test("can be redirected", async () => {
    const { cloud, link } = await testCloud();
    const url = await link(query);
    cloud.faults.push({ at: "download", what: "redirect" });
    cloud.faults.push({ at: "download", what: "redirect", status: 307, to: "https://files.example.com/1" });
    const response = await cloud.fetch(url, { redirect: "manual" });
    expect(response.status).toBe(302);
    expect((await cloud.fetch(response.headers.get("location") ?? "")).status).toBe(307);
  });

  test("can be slow, by the emulator's clock", async () => {
    const { cloud, link, clock } = await testCloud();
    const url = await link({ ...query, action: "uv" });
    cloud.faults.push({ at: "download", what: "slow", bytes: 10, ms: 100 });
    const response = await cloud.fetch(url);
    const reader = response.body?.getReader();
    const sizes: number[] = [];
    for (;;) {
      const next = reader?.read();
      await new Promise(setImmediate);
      clock.advance(100);
      const { done, value } = (await next) ?? { done: true, value: undefined };
      if (done || value === undefined) break;
      sizes.push(value.length);
    }
    expect(sizes.slice(0, -1).every((size) => size === 10)).toBe(true);
    expect(sizes.reduce((a, b) => a + b)).toBe(Number(response.headers.get("content-length")));
  });
});

describe("faults by rate", () => {
  const faults: Fault[] = [
    { at: "list", what: "status", status: 503, rate: 0.3 },
    { at: "list", what: "status", status: 429, rate: 0.3, retryAfter: 1 },
  ];
  const run = async (options: object) => {
    const { cloud, list } = await testCloud(options);
    const statuses: number[] = [];
    for (let i = 0; i < 100; i++) statuses.push((await list()).status);
    return { statuses, log: cloud.faults.log, pending: cloud.faults.pending };
  };

  test("hit about that share of calls, and the same ones with the same seed", async () => {
    const { statuses, pending } = await run({ faults });
    const struck = (status: number) => statuses.filter((other) => other === status).length;
    expect(struck(503)).toBeGreaterThan(15);
    expect(struck(503)).toBeLessThan(45);
    expect(struck(429)).toBeGreaterThan(8);
    expect(struck(429)).toBeLessThan(35);
    expect(pending).toMatchObject([{ times: "always" }, { times: "always" }]);
    expect((await run({ faults })).statuses).toEqual(statuses);
    expect((await run({ faults, seed: 2 })).statuses).not.toEqual(statuses);
  });

  test("leave a log that repeats the run", async () => {
    const first = await run({ faults, seed: "one" });
    const log = JSON.parse(JSON.stringify(first.log));
    expect(log.length).toBe(first.statuses.filter((status) => status !== 200).length);
    const again = await run({ faults: log, seed: "another" });
    expect(again.statuses).toEqual(first.statuses);
    expect(again.log).toEqual(first.log);
    expect(again.pending).toEqual([]);
  });

  test("stop after `times`", async () => {
    const { statuses } = await run({ faults: [{ at: "list", what: "html", rate: 0.5, times: 3 }] });
    expect(statuses.filter((status) => status === 502)).toHaveLength(3);
  });
});

test("a script hits the calls in it", async () => {
  const { cloud, list } = await testCloud({
    faults: [
      { at: "list", what: "html", call: 3 },
      { at: "list", what: "error-200", call: 2 },
      { at: "list", what: "clock-skew", ms: 9e6, call: 5 },
    ],
  });
  const statuses: (string | number)[] = [];
  for (let i = 0; i < 5; i++) {
    const answer = await list();
    statuses.push(answer.code ?? answer.status);
  }
  expect(statuses).toEqual([200, "CDN.0000", 502, 200, "APIGW.0301"]);
  expect(cloud.faults.log.map(({ what, call }) => [what, call])).toEqual([
    ["error-200", 2],
    ["html", 3],
    ["clock-skew", 5],
  ]);
});

test("429 can have Retry-After", async () => {
  const { cloud, list } = await testCloud();
  const date = "Sun, 08 Nov 2026 02:00:05 GMT";
  for (const retryAfter of [undefined, 1, date]) {
    cloud.faults.push({ at: "list", what: "status", status: 429, ...(retryAfter !== undefined && { retryAfter }) });
    const answer = await list();
    expect(answer).toMatchObject({ status: 429, code: "APIGW.0308" });
    expect(answer.headers.get("retry-after")).toBe(retryAfter === undefined ? null : String(retryAfter));
  }
});

test("refused calls aren't counted", async () => {
  const { cloud, list } = await testCloud({ faults: [{ at: "list", what: "html", call: 1 }] });
  expect(await list("", { as: { ...DEMO_CREDENTIALS, sk: "wrong" } })).toMatchObject({ status: 401 });
  expect(cloud.faults.log).toEqual([]);
  expect(await list()).toMatchObject({ status: 502 });
});
