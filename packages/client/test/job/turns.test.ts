import { expect, it } from "vitest";
import { sharedTurns } from "../../src/job/turns.ts";

/** A section that several programs enter, and what happens in it, in order. */
function setUp() {
  const events: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const program = (name: string) =>
    sharedTurns(
      (work) => {
        const turn = last.then(async () => {
          events.push(`${name} enters`);
          const result = await work();
          events.push(`${name} leaves`);
          return result;
        });
        last = turn.catch(() => {});
        return turn;
      },
      async () => {
        events.push("gap");
        await new Promise(setImmediate);
      },
    );
  const job = (name: string) => async () => {
    events.push(name);
    await new Promise(setImmediate);
    return name;
  };
  return { events, program, job };
}

it("keeps the section for all that wait, and through one gap", async () => {
  const { events, program, job } = setUp();
  const [a, b] = [program("A"), program("B")];
  expect(await Promise.all([a(job("a1")), b(job("b1")), a(job("a2"))])).toEqual(["a1", "b1", "a2"]);
  await b(job("b2"));
  expect(events.slice(0, 9)).toEqual(["A enters", "a1", "a2", "gap", "A leaves", "B enters", "b1", "gap", "b2"]);
});

it("takes who comes during the gap along, and enters again for who comes later", async () => {
  const { events, program, job } = setUp();
  const a = program("A");
  await a(job("a1"));
  while (events.at(-1) !== "gap") await Promise.resolve();
  await a(job("a2"));
  while (events.at(-1) !== "A leaves") await new Promise(setImmediate);
  await a(job("a3"));
  expect(events).toEqual(["A enters", "a1", "gap", "a2", "gap", "A leaves", "A enters", "a3"]);
});

it("tells a failure to its own job alone", async () => {
  const { program, job } = setUp();
  const a = program("A");
  const fail = () => Promise.reject(new Error("mine"));
  const [first, second] = await Promise.allSettled([a(fail), a(job("a2"))]);
  expect(first).toMatchObject({ reason: { message: "mine" } });
  expect(second).toMatchObject({ value: "a2" });
});

it("needs no gap where nothing was done", async () => {
  const { events, program } = setUp();
  await expect(program("A")(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  while (events.at(-1) !== "A leaves") await new Promise(setImmediate);
  expect(events).toEqual(["A enters", "A leaves"]);
});

it("tells everybody who waits when the section cannot be entered, and tries anew for the next", async () => {
  let works = false;
  const a = sharedTurns(
    (work) => (works ? work() : Promise.reject(new Error("no disk"))),
    async () => {},
  );
  const two = await Promise.allSettled([a(async () => 1), a(async () => 2)]);
  expect(two.map((one) => one.status)).toEqual(["rejected", "rejected"]);
  works = true;
  expect(await a(async () => 3)).toBe(3);
});

it("tells everybody who waits when the section ends without having let anybody in", async () => {
  const a = sharedTurns(
    async () => undefined as never,
    async () => {},
  );
  const two = await Promise.allSettled([a(async () => 1), a(async () => 2)]);
  expect(two).toMatchObject([
    { reason: { message: "The critical section ended without having run its work" } },
    { reason: { message: "The critical section ended without having run its work" } },
  ]);
});

it("ends the wait for the section when nobody waits any more, and begins anew for who comes then", async () => {
  let ended = 0;
  let isFree = false;
  const a = sharedTurns(
    (work, signal) => {
      if (isFree) return work();
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => {
          ended++;
          reject(signal.reason);
        });
      });
    },
    async () => {},
  );
  const [one, two] = [new AbortController(), new AbortController()];
  const jobs = [one, two].map(({ signal }) => a(async () => 1, signal));
  one.abort(new Error("no longer"));
  await expect(jobs[0]).rejects.toThrow("no longer");
  expect(ended).toBe(0);
  two.abort(new Error("nor I"));
  await expect(jobs[1]).rejects.toThrow("nor I");
  expect(ended).toBe(1);
  isFree = true;
  expect(await a(async () => 3, new AbortController().signal)).toBe(3);
  await expect(a(async () => 4, AbortSignal.abort(new Error("at once")))).rejects.toThrow("at once");
});

it("does not disturb the section while a job is in it", async () => {
  let seen: AbortSignal | undefined;
  const a = sharedTurns(
    (work, signal) => {
      seen = signal;
      return work();
    },
    async () => {},
  );
  const stop = new AbortController();
  const job = a(async () => stop.abort(new Error("mine")), stop.signal);
  await expect(job).rejects.toThrow("mine");
  expect(seen?.aborted).toBe(false);
});
