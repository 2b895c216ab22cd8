import { expect, test } from "vitest";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { type TestCloud, tasksIn, testCloud, totalIn } from "./helpers.ts";

async function withTasks(count: number, options = {}): Promise<TestCloud> {
  const test = await testCloud(options);
  for (let i = 0; i < count; i++) {
    await test.create({});
    test.clock.advance(10);
  }
  return test;
}

test("the list shows ten tasks by default, and the total", async () => {
  const { list } = await withTasks(12);
  const answer = await list();
  expect(tasksIn(answer)).toHaveLength(10);
  expect(totalIn(answer)).toBe(12);
  expect(tasksIn(await list("limit=100"))).toHaveLength(12);
  expect(tasksIn(await list("limit=5&offset=10"))).toHaveLength(2);
  expect(tasksIn(await list("offset=12"))).toHaveLength(0);
});

test("limit 0 means the default, or no rows", async () => {
  expect(tasksIn(await (await withTasks(2)).list("limit=0"))).toHaveLength(2);
  expect(tasksIn(await (await withTasks(2, { limitZero: "none" })).list("limit=0"))).toHaveLength(0);
});

test("the task that changed last comes first", async () => {
  const { list, create, clock } = await testCloud({ runMs: 1000 });
  await create({});
  clock.advance(600);
  await create({});
  const [second, first] = tasksIn(await list());
  clock.advance(500);
  expect(tasksIn(await list()).map(({ task_id }) => task_id)).toEqual([first?.task_id, second?.task_id]);
});

test("tasks of the same millisecond are listed newest first", async () => {
  const { cloud, list, create } = await testCloud();
  await create({});
  await create({});
  const ids = cloud.tasks.map(({ task_id }) => task_id);
  expect(tasksIn(await list()).map(({ task_id }) => task_id)).toEqual(ids.reverse());
});

test("ID and name are filters, and empty values aren't", async () => {
  const { cloud, list } = await withTasks(3);
  const { task_id = "", task_name = "" } = cloud.tasks[1] ?? {};
  expect(tasksIn(await list(`task_id=${task_id}`))).toMatchObject([{ task_id }]);
  expect(tasksIn(await list(`task_name=${task_name}`))).toMatchObject([{ task_id }]);
  expect(totalIn(await list(`task_name=${task_name}`))).toBe(1);
  expect(tasksIn(await list(`task_name=${task_name.slice(1)}`))).toEqual([]);
  for (const query of ["task_id=&task_name=", "task_id&task_name", "limit=&offset="]) {
    expect(tasksIn(await list(query))).toHaveLength(3);
  }
});

test("a part of a name can match, and total can count all tasks", async () => {
  const { list } = await withTasks(3, { nameMatch: "substring", total: "account" });
  const answer = await list("task_name=751000002");
  expect(tasksIn(answer)).toHaveLength(1);
  expect(totalIn(answer)).toBe(3);
});

test("a name is a string of digits, or a number", async () => {
  expect(tasksIn(await (await withTasks(1)).list())[0]?.task_name).toBe("149751000000");
  expect(tasksIn(await (await withTasks(1, { taskName: "number" })).list())[0]?.task_name).toBe(149751000000);
});

test.each([
  ["limit=101", "at most 100"],
  ["limit=-1", "at least 0"],
  ["limit=ten", "integer"],
  ["limit=1.5", "integer"],
  ["offset=-1", "at least 0"],
  ["offset=99999999999", "at most"],
  ["limit=1&limit=2", "more than once"],
  ["task_id=&task_id", "more than once"],
  ["task_id=%ff", "percent-encoded"],
  ["task_id=%zz", "percent-encoded"],
])("the query %s is refused", async (query, message) => {
  // With a token, because a query that can't be decoded can't be signed.
  const { list } = await testCloud({ accounts: [{ ...DEMO_CREDENTIALS, authToken: "token" }] });
  const answer = await list(query, { token: "token" });
  expect(answer).toMatchObject({ status: 400, code: "CDN.0001" });
  expect(answer.message).toContain(message);
});

test("unknown parameters are ignored", async () => {
  const { list } = await withTasks(1);
  expect(totalIn(await list("page=2&__proto__=1&constructor=2"))).toBe(1);
});
