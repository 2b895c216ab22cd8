import { expect, test } from "vitest";
import { DEMO_CREDENTIALS, type Snapshot, startEmulator } from "../src/index.ts";
import { DAY, type TestCloud, tasksIn, testCloud } from "./helpers.ts";

const wrong = { ...DEMO_CREDENTIALS, sk: "another" };

/** An emulator in use: running and finished tasks, faults that hit and that are pending, wrong signatures. */
async function busy(): Promise<TestCloud> {
  const test = await testCloud({ failRate: 0.3 });
  const { cloud, clock, create, list } = test;
  for (let i = 0; i < 4; i++) {
    await create({ action: "uv", ...DAY });
    clock.advance(700);
  }
  cloud.faults.push({ at: "list", what: "html" }, { at: "list", what: "error-200", rate: 0.5 });
  await list();
  for (let i = 0; i < 4; i++) await list("", { as: wrong });
  return test;
}

/** Everything that a caller sees of an emulator from now on. */
async function future({ cloud, clock, create, list }: TestCloud): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (let i = 0; i < 12; i++) {
    const answer = i % 3 === 0 ? await create({}) : await list("", i === 7 ? { as: wrong } : {});
    seen.push([answer.status, answer.body, Object.fromEntries(answer.headers)]);
    clock.advance(500);
  }
  return [...seen, cloud.tasks, cloud.faults.pending, cloud.faults.log, clock.now()];
}

test("a snapshot is plain data without secrets, and doesn't change later", async () => {
  const { cloud, clock, list } = await busy();
  const snapshot = cloud.snapshot();
  const text = JSON.stringify(snapshot);
  expect(JSON.parse(text)).toEqual(snapshot);
  expect(text).not.toContain(DEMO_CREDENTIALS.sk);
  expect(snapshot).toMatchObject({ version: 1, now: clock.now(), created: 4 });
  await list();
  cloud.faults.clear();
  expect(JSON.stringify(snapshot)).toBe(text);
});

test("a restored emulator, with its time, behaves the same again", async () => {
  const test = await busy();
  const snapshot = test.cloud.snapshot();
  const first = await future(test);
  test.cloud.restore(snapshot);
  expect(await future(test)).toEqual(first);
});

test("a new emulator with the same options continues from a snapshot", async () => {
  const test = await busy();
  const snapshot: Snapshot = JSON.parse(JSON.stringify(test.cloud.snapshot()));
  const other = await testCloud({ failRate: 0.3, snapshot });
  expect(await future(other)).toEqual(await future(test));
});

test("a finished task has the same file in the new emulator", async () => {
  const test = await testCloud();
  const text = await test.file({ action: "uv", ...DAY });
  const other = await testCloud({ snapshot: test.cloud.snapshot() });
  const [task] = tasksIn(await other.list());
  expect(await (await other.cloud.fetch(task?.download_link ?? "")).text()).toBe(text);
});

test.each([
  [{}],
  [null],
  [{ version: 2 }],
  [(good: Snapshot) => ({ ...good, tasks: [{ n: "../etc" }] })],
  [(good: Snapshot) => ({ ...good, now: null })],
  [(good: Snapshot) => ({ ...good, faults: { ...good.faults, pending: [{ at: "list", what: "explode" }] } })],
])("an invalid snapshot changes nothing", async (broken) => {
  const { cloud } = await busy();
  const before = cloud.snapshot();
  const bad = (typeof broken === "function" ? broken(before) : broken) as Snapshot;
  expect(() => cloud.restore(bad)).toThrow(TypeError);
  expect(cloud.snapshot()).toEqual(before);
  if (bad !== null) await expect(startEmulator({ port: false, snapshot: bad })).rejects.toThrow(TypeError);
});
