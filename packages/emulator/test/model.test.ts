// Random sequences of calls, compared with a model of a few lines.
import fc from "fast-check";
import { expect, test } from "vitest";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { type TestCloud, tasksIn, testCloud, totalIn } from "./helpers.ts";

/** Fixed, so that failures are reproducible. Change it to try other sequences. */
const SEED = 20261108;
const RUN_MS = 1000;
const LIST_DELAY_MS = 100;
const ACCOUNTS = [DEMO_CREDENTIALS, { ak: "OTHERAK", sk: "made-up", domainId: "2".repeat(32) }] as const;

/** The model: which tasks were created, by whom and when. Everything else follows. */
class Model {
  now = 0;
  tasks: { n: number; by: number; at: number; fails: boolean }[] = [];
  changed = ({ at }: { at: number }): number => (this.now < at + RUN_MS ? at : at + RUN_MS);
  status = ({ at, fails }: { at: number; fails: boolean }): string =>
    this.now < at + RUN_MS ? "processing" : fails ? "fail" : "success";
  list = (by: number): Model["tasks"] =>
    this.tasks
      .filter((task) => task.by === by && this.now >= task.at + LIST_DELAY_MS)
      .sort((a, b) => this.changed(b) - this.changed(a) || b.n - a.n);
}

type Command = fc.AsyncCommand<Model, TestCloud>;

/** A command that is always possible. */
function command(name: string, run: (model: Model, real: TestCloud) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

const create = (by: number, how: "well" | "failing" | "lost" | "reset" | "badly") =>
  command(`create(${by}, ${how})`, async (model, { cloud, create }) => {
    const at = "create";
    if (how === "failing") cloud.faults.push({ at, what: "task-fails" });
    if (how === "lost") cloud.faults.push({ at, what: "lose" });
    if (how === "reset") cloud.faults.push({ at, what: "reset-after" });
    const answer = create(how === "badly" ? { action: "none" } : {}, { as: ACCOUNTS[by] ?? DEMO_CREDENTIALS });
    if (how === "reset") await expect(answer).rejects.toThrow("fetch failed");
    else expect(await answer).toMatchObject({ status: how === "badly" ? 400 : 200 });
    if (how === "lost" || how === "badly") return;
    model.tasks.push({ n: model.tasks.length, by, at: model.now, fails: how === "failing" });
  });

const advance = (ms: number) =>
  command(`advance(${ms})`, async (model, { clock }) => {
    model.now += ms;
    clock.advance(ms);
  });

const name = (n: number) => String(149_751_000_000 + n);

const list = (by: number, limit: number, offset: number, filter: number | undefined) =>
  command(`list(${by}, ${limit}, ${offset}, ${filter})`, async (model, { list }) => {
    const query = `limit=${limit}&offset=${offset}&task_name=${filter === undefined ? "" : name(filter)}`;
    const answer = await list(query, { as: ACCOUNTS[by] ?? DEMO_CREDENTIALS });
    const found = model.list(by).filter(({ n }) => filter === undefined || n === filter);
    const page = found.slice(offset, offset + (limit || 10));
    const seen = tasksIn(answer).map(({ task_name, status, download_link }) => [
      task_name,
      status,
      Boolean(download_link),
    ]);
    expect(totalIn(answer)).toBe(found.length);
    expect(seen).toEqual(page.map((task) => [name(task.n), model.status(task), model.status(task) === "success"]));
  });

const stranger = command("stranger()", async (_, { list, create }) => {
  const as = { ...DEMO_CREDENTIALS, sk: "wrong" };
  expect(await list("", { as })).toMatchObject({ status: 401 });
  expect(await create({}, { as })).toMatchObject({ status: 401 });
});

const goBack = command("snapshot, more, restore", async (_, { cloud, create, clock }) => {
  const before = cloud.snapshot();
  await create({});
  clock.advance(RUN_MS);
  cloud.restore(before);
});

const by = fc.constantFrom(0, 1);
const commands = fc.commands<Model, TestCloud, false>(
  [
    fc.tuple(by, fc.constantFrom("well", "well", "failing", "lost", "reset", "badly")).map((args) => create(...args)),
    fc.constantFrom(0, 1, 99, 100, 450, 999, 1000, 5000).map(advance),
    fc
      .tuple(by, fc.constantFrom(0, 1, 3, 100), fc.nat(4), fc.option(fc.nat(6), { nil: undefined }))
      .map((args) => list(...args)),
    fc.constantFrom(stranger, goBack),
  ] as fc.Arbitrary<fc.AsyncCommand<Model, TestCloud, false>>[],
  { maxCommands: 40, size: "max" },
);

test("any sequence of calls has the same result as the model", async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      const accounts = [...ACCOUNTS];
      const real = await testCloud({ accounts, runMs: RUN_MS, listDelayMs: LIST_DELAY_MS, lockAfter: 1e9 });
      await fc.asyncModelRun(() => ({ model: new Model(), real }), sequence);
      await real.cloud.close();
    }),
    { numRuns: 150, seed: SEED },
  );
});
