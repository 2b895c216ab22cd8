// The rows of the table in claims.ts, one by one.
import { beforeEach, describe, expect, it } from "vitest";
import { CLAIM_LIFE_MS, SERVER_SKEW_MS } from "../../src/base/constants.ts";
import { TaskClaims } from "../../src/job/claims.ts";
import type { CreateCall } from "../../src/state/state.ts";

const AT = Date.parse("2026-11-24T04:00:00Z");
const MINUTE_MS = 60_000;

let now: number;
let claims: TaskClaims;
beforeEach(() => {
  now = AT;
  claims = new TaskClaims({ now: () => now, monotonicNow: () => now, random: () => 0, sleep: async () => {} });
});

/** A call of a few seconds, `minutes` after AT. */
const call = (minutes = 0, change: Partial<CreateCall> = {}): CreateCall => {
  const from = AT + minutes * MINUTE_MS;
  return { ids: ["old"], complete: true, newest: AT - MINUTE_MS, from, to: from + 2000, sentAt: from, ...change };
};
const task = (task_id: string, create_time?: unknown) => ({ task_id, create_time }) as { task_id: string };
const ids = (tasks: readonly { task_id: string }[]) => tasks.map(({ task_id }) => task_id);
const match = (tasks: { task_id: string }[], isOpen: boolean) => {
  const { found, unclaimed } = claims.match("own", tasks, isOpen);
  return [ids(found), ids(unclaimed)];
};

describe("a new task", () => {
  const OFF = [
    AT + 8 * 60 * MINUTE_MS,
    AT - SERVER_SKEW_MS - 1,
    AT + 2000 + SERVER_SKEW_MS + 1,
    undefined,
    null,
    "x",
    1e9,
  ];

  it.each([AT, AT + 2000, AT - SERVER_SKEW_MS, AT + 2000 + SERVER_SKEW_MS])(
    "within the call's bounds (%i) is the job's, even after the window",
    (time) => {
      claims.claim("own", call(), 0);
      for (const isOpen of [true, false])
        expect(match([task("new", time), task("old", AT)], isOpen)).toEqual([["new"], []]);
    },
  );

  it.each(OFF)(
    "outside the bounds, or without a usable time (%j), is the job's only while the window is open",
    (time) => {
      claims.claim("own", call(), 0);
      expect(match([task("new", time)], true)).toEqual([["new"], []]);
      expect(match([task("new", time)], false)).toEqual([[], ["new"]]);
    },
  );

  it.each<[Partial<CreateCall>]>([[{ from: undefined }], [{ to: undefined }]])(
    "is outside the bounds when a bound isn't known: %j",
    (change) => {
      claims.claim("own", call(0, change), 0);
      expect(match([task("new", AT)], false)).toEqual([[], ["new"]]);
    },
  );

  it("within the bounds has priority over those outside", () => {
    claims.claim("own", call(), 0);
    expect(match([task("late", undefined), task("new", AT), task("off", 1)], true)).toEqual([["new"], []]);
  });

  it("outside the bounds isn't the job's once the clocks have agreed, unless it has no usable time", () => {
    claims.claim("earlier", call(-20), 0);
    expect(ids(claims.match("earlier", [task("its", AT - 20 * MINUTE_MS)], true).found)).toEqual(["its"]);
    claims.assign("earlier", "its");
    claims.claim("own", call(), 0);
    for (const isOpen of [true, false])
      for (const time of OFF.slice(0, 3)) expect(match([task("new", time)], isOpen)).toEqual([[], []]);
    expect(match([task("new")], true)).toEqual([["new"], []]);
    claims.claim("own", call(0, { from: undefined, to: undefined }), 0);
    expect(match([task("new", 2e12)], true)).toEqual([["new"], []]);
  });

  it("can't be distinguished from another one", () => {
    claims.claim("own", call(), 0);
    expect(match([task("a", AT), task("b", AT + 1)], false)).toEqual([["a", "b"], []]);
    expect(match([task("a"), task("b")], true)).toEqual([["a", "b"], []]);
  });

  it("must be newer than the newest listed one if the list before was incomplete", () => {
    const newest = AT - MINUTE_MS;
    const before = newest - SERVER_SKEW_MS - 1;
    claims.claim("own", call(0, { complete: false, newest }), 0);
    expect(match([task("old too", before)], true)).toEqual([[], []]);
    expect(match([task("new", before + 1)], true)).toEqual([["new"], []]);
    expect(match([task("new")], true)).toEqual([["new"], []]);
    claims.claim("own", call(0, { complete: true, newest }), 0);
    expect(match([task("new", before)], true)).toEqual([["new"], []]);
    claims.claim("own", call(0, { complete: false, newest: undefined }), 0);
    expect(match([task("new", before)], true)).toEqual([["new"], []]);
  });

  it("can't be another job's task", () => {
    claims.claim("own", call(), 0);
    claims.assign("other", "taken");
    expect(match([task("taken", AT)], true)).toEqual([[], []]);
    claims.assign("own", "mine");
    claims.claim("own", call(), 0);
    expect(match([task("mine", AT)], true)).toEqual([["mine"], []]);
  });

  it("can't be a task that another job had, even if that job has ended", () => {
    claims.claim("own", call(), 0);
    claims.assign("other", "taken");
    claims.release("other");
    expect(match([task("taken", AT)], true)).toEqual([[], []]);
  });

  it("isn't matched to a job without a create call", () => expect(match([task("new", AT)], true)).toEqual([[], []]));
});

describe("with another unresolved call, a new task", () => {
  beforeEach(() => {
    claims.claim("other", call(-5), AT + MINUTE_MS);
    claims.claim("own", call(), 0);
  });

  it("belongs to the call whose bounds it matches", () => {
    expect(match([task("new", AT)], true)).toEqual([["new"], []]);
    expect(match([task("new", AT - 5 * MINUTE_MS)], true)).toEqual([[], []]);
  });

  it("has no owner when it matches both, within their bounds or outside", () => {
    expect(match([task("new")], true)).toEqual([[], ["new"]]);
    claims.claim("other", call(), AT + MINUTE_MS);
    expect(match([task("new", AT)], true)).toEqual([[], ["new"]]);
  });

  it("is the job's when it existed before the other call", () => {
    claims.claim("other", call(-5, { ids: ["new"] }), AT + MINUTE_MS);
    expect(match([task("new")], true)).toEqual([["new"], []]);
    expect(match([task("new", AT - 5 * MINUTE_MS)], true)).toEqual([["new"], []]);
  });

  it("has no owner when the other call was lost and can't identify it either", () => {
    claims.windowOver("other", true);
    expect(claims.callOf("other")).toMatchObject({ overdue: true });
    claims.limit(now, () => 0);
    now += 60 * MINUTE_MS;
    expect(match([task("new")], true)).toEqual([[], ["new"]]);
  });

  it("is the job's when the other call was lost and its window is over", () => {
    claims.limit(now, () => 0);
    expect(match([task("new")], true)).toEqual([["new"], []]);
  });

  it("is the job's once the other call is resolved or has created nothing", () => {
    for (const resolve of [
      () => claims.assign("other", "its"),
      () => claims.release("other"),
      () => claims.windowOver("other", false),
    ]) {
      claims.claim("other", call(-5), AT + MINUTE_MS);
      resolve();
      expect(match([task("new")], true)).toEqual([["new"], []]);
    }
  });

  it("has no owner for a day when the other call was answered and its window is over", () => {
    claims.claim("other", call(-5, { answered: true }), AT + MINUTE_MS);
    claims.windowOver("other", false);
    expect(claims.callOf("other")).toMatchObject({ overdue: true });
    const until = AT - 5 * MINUTE_MS;
    claims.claim("other", call(-5, { answered: true, overdue: true }), until);
    now = until + CLAIM_LIFE_MS;
    expect(match([task("new")], true)).toEqual([[], ["new"]]);
    expect(match([task("new", until)], true)).toEqual([[], []]);
    expect(claims.unresolved("own")).toMatchObject([{ job: "other" }]);
    now++;
    expect(claims.unresolved("own")).toEqual([]);
    expect(match([task("new", until)], true)).toEqual([["new"], []]);
    claims.claim("other", call(0, { overdue: true, sentAt: undefined as never }), 0);
    expect(claims.unresolved("own")).toEqual([]);
  });
});

describe("a job", () => {
  it("has its task and no call once a task was found", () => {
    claims.claim("own", call(), now + 5000);
    expect([claims.taskOf("own"), claims.callOf("own"), claims.timeLeft("own", now)]).toEqual([
      undefined,
      call(),
      5000,
    ]);
    claims.assign("own", "mine");
    expect([claims.taskOf("own"), claims.callOf("own"), claims.timeLeft("own", 7)]).toEqual(["mine", undefined, -7]);
    expect(claims.timeLeft("unknown", 7)).toBe(-7);
    claims.windowOver("unknown", true);
    expect(claims.callOf("unknown")).toBeUndefined();
    claims.windowOver("own", false);
    expect(claims.taskOf("own")).toBe("mine");
  });

  it("is unresolved again when its task is rejected, and the task has no owner", () => {
    claims.claim("own", call(), 0);
    claims.assign("own", "wrong");
    claims.reject("own", "wrong", call(0, { ids: ["wrong"], overdue: true }));
    expect(claims.unresolved("other")).toMatchObject([{ job: "own" }]);
    expect(match([task("wrong", AT)], false)).toEqual([[], []]);
    claims.claim("other", call(), AT + MINUTE_MS);
    claims.release("own");
    expect(ids(claims.match("other", [task("wrong", AT)], false).found)).toEqual(["wrong"]);
  });

  it("can get its task from a response before the list shows it", () => {
    claims.assign("own", "named", true);
    claims.assign("other", "found");
    claims.claim("open", call(), 0);
    expect(claims.unlisted(["old"], true)).toEqual(["named"]);
    expect(claims.unlisted(["named"], true)).toEqual([]);
    expect(claims.unlisted([], true)).toEqual([]);
  });

  it("of another program keeps its task, unless that task is gone and a newer one has its ID", () => {
    claims.load(
      [
        { job: "a", taskId: "found" },
        { job: "b", taskId: "named", isFromResponse: true },
      ],
      now,
    );
    claims.assign("c", "of this client");
    claims.claim("own", call(), 0);
    const all = (time: unknown) => ["found", "named", "of this client"].map((id) => task(id, time));
    for (const [listed, isAll] of [
      [["found"], true],
      [[], false],
    ] as const) {
      expect(claims.unlisted(listed, isAll)).toEqual(["named"]);
      expect(match(all(AT), true)).toEqual([[], []]);
    }
    claims.unlisted([], true);
    for (const time of [AT - 1, undefined, null]) expect(match(all(time), true)).toEqual([[], []]);
    expect(match(all(AT), true)).toEqual([["found"], []]);
    claims.claim("own", call(0, { from: undefined }), 0);
    expect(match(all(AT), true)).toEqual([[], []]);
    claims.unlisted(["found"], true);
    claims.claim("own", call(), 0);
    expect(match(all(AT), true)).toEqual([[], []]);
  });
});

describe("a store", () => {
  it("gets each change once", () => {
    claims.claim("own", call(), 0);
    claims.claim("lost", call(), 0);
    claims.claim("answered", call(0, { answered: true }), 0);
    claims.assign("found", "its");
    claims.assign("named", "named", true);
    expect(claims.takeChanges()).toStrictEqual([
      { job: "own", call: call() },
      { job: "lost", call: call() },
      { job: "answered", call: call(0, { answered: true }) },
      { job: "found", taskId: "its" },
      { job: "named", taskId: "named", isFromResponse: true },
    ]);
    expect(claims.takeChanges()).toEqual([]);
    for (const job of ["lost", "answered", "answered"]) claims.windowOver(job, false);
    claims.load(
      [
        { job: "other", call: call() },
        { job: "another", taskId: "x" },
      ],
      0,
    );
    claims.limit(now, () => 0);
    const answered = { job: "answered", call: call(0, { answered: true, overdue: true }) };
    expect(claims.takeChanges()).toEqual([{ job: "lost" }, answered]);
    claims.windowOver("answered", true);
    expect(claims.takeChanges()).toEqual([]);
    claims.reject("found", "its", call());
    claims.release("other");
    expect(claims.takeChanges()).toEqual([{ job: "found", call: call() }, { job: "other" }]);
  });

  it("has windows that other clocks can shorten, but not extend", () => {
    claims.claim("own", call(), now + 5000);
    claims.limit(now, () => 9000);
    expect(claims.timeLeft("own", now)).toBe(5000);
    claims.limit(now, ({ from = 0 }) => from - now + 70);
    expect(claims.timeLeft("own", now)).toBe(70);
  });

  it("returns other programs' calls, whose windows start when they are first seen", () => {
    claims.load([{ job: "other", call: call() }], now + 1000);
    claims.load([{ job: "other", call: call(0, { answered: true }) }], now + 9000);
    expect(claims.callOf("other")).toEqual(call(0, { answered: true }));
    expect(claims.timeLeft("other", now)).toBe(1000);
    expect(claims.unresolved("own")).toMatchObject([{ job: "other" }]);
    claims.load([{ job: "other", taskId: "its" }], now);
    expect([claims.taskOf("other"), claims.unresolved("own")]).toEqual(["its", []]);
    claims.load([{ job: "other", call: call() }], now);
    expect(claims.taskOf("other")).toBe("its");
  });

  it("no longer has the calls that other programs have removed", () => {
    claims.claim("own", call(), 0);
    claims.assign("found", "its");
    claims.load(
      [
        { job: "other", call: call() },
        { job: "another", taskId: "x" },
      ],
      now,
    );
    claims.load([], now);
    expect(claims.unresolved("")).toMatchObject([{ job: "own" }]);
    expect([claims.taskOf("found"), claims.taskOf("another")]).toEqual(["its", "x"]);
  });

  it("doesn't override this client's own jobs, except for tasks that others found", () => {
    claims.claim("own", call(0, { answered: true }), now + 1000);
    claims.load([{ job: "own", call: call() }, { job: "nothing" }], now + 9000);
    expect([claims.callOf("own"), claims.timeLeft("own", now)]).toEqual([call(0, { answered: true }), 1000]);
    expect(claims.callOf("nothing")).toBeUndefined();
    claims.load([{ job: "own", taskId: "found by another" }], now);
    expect(claims.taskOf("own")).toBe("found by another");
    claims.load([{ job: "own", taskId: "other" }], now);
    expect(claims.taskOf("own")).toBe("found by another");
    // It's still a job of this client.
    claims.unlisted([], true);
    claims.claim("next", call(), now);
    expect(ids(claims.match("next", [task("found by another", AT)], true).found)).toEqual([]);
    claims.release("next");
    claims.release("own");
    claims.claim("own", call(), now);
    claims.load([{ job: "own", call: call(9) }], now);
    expect(claims.callOf("own")).toEqual(call());
  });

  it("doesn't make a job of another program one of this client", () => {
    claims.load([{ job: "other", taskId: "its" }], now);
    claims.release("other");
    claims.load([{ job: "other", call: call() }], now);
    claims.assign("other", "its");
    claims.release("other");
    claims.load([{ job: "other", call: call(1) }], now);
    claims.load([{ job: "other", call: call(2) }], now);
    expect(claims.callOf("other")).toEqual(call(2));
  });
});
