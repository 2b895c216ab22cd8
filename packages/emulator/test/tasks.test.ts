import { expect, test } from "vitest";
import { type EmulatorOptions, fastClock, manualClock, realClock } from "../src/index.ts";
import { DAY, tasksIn, testCloud } from "./helpers.ts";

test("a task is in progress, then succeeds and has a link", async () => {
  const { list, create, clock } = await testCloud({ runMs: 2000 });
  await create(DAY);
  const created = clock.now();
  expect(tasksIn(await list())).toMatchObject([{ status: "processing", create_time: created, update_time: created }]);
  expect(tasksIn(await list())[0]).not.toHaveProperty("download_link");
  clock.advance(1999);
  expect(tasksIn(await list())).toMatchObject([{ status: "processing" }]);
  clock.advance(1);
  expect(tasksIn(await list())).toMatchObject([
    { status: "success", create_time: created, update_time: created + 2000, download_link: expect.any(String) },
  ]);
});

test("a task can have several statuses in progress, each with its own time of change", async () => {
  const { list, create, clock } = await testCloud({ runMs: 1000, inProgress: ["waiting", "processing"] });
  await create({});
  const created = clock.now();
  clock.advance(499);
  expect(tasksIn(await list())).toMatchObject([{ status: "waiting", update_time: created }]);
  clock.advance(1);
  expect(tasksIn(await list())).toMatchObject([{ status: "processing", update_time: created + 500 }]);
});

test.each([{ runMs: 0 }, { inProgress: [], runMs: 0 }])("a task can finish at once: %o", async (options) => {
  const { list, create } = await testCloud(options);
  await create({});
  expect(tasksIn(await list())).toMatchObject([{ status: "success" }]);
});

test("failRate makes tasks fail, and the same ones each time", async () => {
  const run = async () => {
    const { cloud, create } = await testCloud({ failRate: 0.5, runMs: 0 });
    for (let i = 0; i < 40; i++) await create({});
    return cloud.tasks.map(({ status }) => status);
  };
  const endings = await run();
  const failed = endings.filter((status) => status === "fail").length;
  expect(failed).toBeGreaterThan(8);
  expect(failed).toBeLessThan(32);
  expect(await run()).toEqual(endings);
});

test("the list can hide a new task for a while", async () => {
  const { cloud, list, create, clock } = await testCloud({ listDelayMs: 500 });
  await create({});
  expect(tasksIn(await list())).toEqual([]);
  expect(cloud.tasks).toMatchObject([{ listed: false }]);
  clock.advance(500);
  expect(tasksIn(await list())).toHaveLength(1);
});

test("the same seed makes the same IDs, and another seed makes others", async () => {
  const id = async (seed: number | string) => {
    const { cloud, create } = await testCloud({ seed });
    await create({});
    return cloud.tasks[0]?.task_id;
  };
  expect(await id("a")).toBe(await id("a"));
  expect(await id("a")).not.toBe(await id("b"));
});

test("a manual clock wakes sleepers on time, and never runs back", async () => {
  const clock = manualClock(0);
  const woken: number[] = [];
  for (const ms of [10, 20]) void clock.sleep(ms).then(() => woken.push(ms));
  clock.advance(10);
  await clock.sleep(0);
  await Promise.resolve();
  expect(woken).toEqual([10]);
  expect(() => clock.advance(-1)).toThrow(RangeError);
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
});

test("a fast clock runs at its speed from its start, and can be moved", async () => {
  const base = manualClock(0);
  const clock = fastClock(60, 1000, base);
  base.advance(10);
  expect(clock.now()).toBe(1600);
  clock.advance(400);
  expect(clock.now()).toBe(2000);
  clock.set(0);
  base.advance(1);
  expect(clock.now()).toBe(60);
  let woken = false;
  const sleep = clock.sleep(600).then(() => {
    woken = true;
  });
  base.advance(9);
  await Promise.resolve();
  expect(woken).toBe(false);
  base.advance(1);
  await sleep;
  for (const speed of [0, -1, Number.NaN]) expect(() => fastClock(speed)).toThrow(RangeError);
  expect(() => clock.set(Number.NaN)).toThrow(RangeError);
});

test("advance rejects a clock that can't be moved", async () => {
  const { cloud } = await testCloud({ clock: realClock() });
  expect(() => cloud.advance(1)).toThrow("manualClock()");
});

test.each([{ runMs: -1 }, { linkLifeMs: Number.NaN }])("numbers out of range are refused: %o", async (options) => {
  await expect(testCloud(options)).rejects.toThrow(RangeError);
});

test.each([
  [{ format: "pdf" }, 'format must be one of "xlsx", "csv", "gzip", "zip", not "pdf"'],
  [{ runms: 1 }, 'there is no option "runms"'],
  [{ csvBom: "yes" }, "csvBom must be true or false"],
  [{ publicUrl: "http://x\r\nSet-Cookie: a" }, "publicUrl must be a string of one line"],
  [{ inProgress: "running" }, "inProgress must be a list of strings"],
  [{ port: 70_000 }, "port must be a port"],
  [{ throttle: { calls: "many", perMs: 1 } }, "throttle must be { calls, perMs }"],
  [{ accounts: [null] }, "account 0: ak, sk and domainId are required"],
  [{ accounts: [{ ak: "a", sk: "b", domainId: "c", domains: "d" }] }, "account 0: domains must be a list of names"],
])("options of the wrong type are refused: %o", async (options, message) => {
  await expect(testCloud(options as EmulatorOptions)).rejects.toThrow(message);
});

test("forget-oldest keeps the newest tasks, and their numbers continue", async () => {
  const { cloud, create } = await testCloud({ maxTasks: 2, whenFull: "forget-oldest" });
  for (let i = 0; i < 5; i++) await create({});
  expect(cloud.tasks.map(({ task_name }) => task_name)).toEqual(["149751000003", "149751000004"]);
});
