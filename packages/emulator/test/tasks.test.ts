import { expect, test } from "vitest";
import { manualClock, realClock } from "../src/index.ts";
import { DAY, tasksIn, testCloud } from "./helpers.ts";

test("a task is in progress, then a success with a link", async () => {
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

test("states in progress may be several, each with a time of change", async () => {
  const { list, create, clock } = await testCloud({ runMs: 1000, inProgress: ["waiting", "processing"] });
  await create({});
  const created = clock.now();
  clock.advance(499);
  expect(tasksIn(await list())).toMatchObject([{ status: "waiting", update_time: created }]);
  clock.advance(1);
  expect(tasksIn(await list())).toMatchObject([{ status: "processing", update_time: created + 500 }]);
});

test.each([{ runMs: 0 }, { inProgress: [], runMs: 0 }])("a task may be finished at once: %o", async (options) => {
  const { list, create } = await testCloud(options);
  await create({});
  expect(tasksIn(await list())).toMatchObject([{ status: "success" }]);
});

test("tasks can fail by chance, the same ones each time", async () => {
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

test("the list can show a new task late", async () => {
  const { cloud, list, create, clock } = await testCloud({ listDelayMs: 500 });
  await create({});
  expect(tasksIn(await list())).toEqual([]);
  expect(cloud.tasks).toMatchObject([{ listed: false }]);
  clock.advance(500);
  expect(tasksIn(await list())).toHaveLength(1);
});

test("the same seed gives the same ids, another seed others", async () => {
  const id = async (seed: number | string) => {
    const { cloud, create } = await testCloud({ seed });
    await create({});
    return cloud.tasks[0]?.task_id;
  };
  expect(await id("a")).toBe(await id("a"));
  expect(await id("a")).not.toBe(await id("b"));
});

test("the snapshot is plain data", async () => {
  const { cloud, create, clock } = await testCloud();
  await create({ action: "uv" });
  cloud.faults.push({ at: "list", what: "html" });
  const snapshot = cloud.snapshot();
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  expect(snapshot).toMatchObject({ now: clock.now(), tasks: cloud.tasks, faults: [{ what: "html", times: 1 }] });
});

test("a manual clock wakes sleepers when their time has come, and does not run back", async () => {
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

test("only a clock that can be moved is moved", async () => {
  const { cloud } = await testCloud({ clock: realClock() });
  expect(() => cloud.advance(1)).toThrow("manualClock()");
});

test.each([{ runMs: -1 }, { linkLifeMs: Number.NaN }])(
  "options that make no sense are refused: %o",
  async (options) => {
    await expect(testCloud(options)).rejects.toThrow(RangeError);
  },
);
