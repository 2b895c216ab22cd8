import { describe, expect, it } from "vitest";
import { readArguments } from "../src/arguments.ts";
import { type Facts, judge } from "../src/judge.ts";
import { brokenPromises, type Ledger } from "../src/ledger.ts";
import type { Plan, Profile } from "../src/plan.ts";
import { profileOf } from "../src/profile.ts";
import { commandOf } from "../src/report.ts";
import type { OwnTask } from "../src/tasks.ts";

const { plan } = readArguments([]);
const profile: Profile = { ...profileOf(plan), createTime: "exact", dates: "always", onLost: "create-again" };

describe("the ledger", () => {
  const counts = { created: 60, excused: 0, allowed: 0, needless: 0, rejected: 0, errors: {}, faults: 0, retries: 0 };
  const incidents = { kills: 0, aborts: 0, stops: 0, broken: 0, rivals: 0, longestWaitMs: 0, problems: [] };
  const whole = { asked: 60, whole: 60, wrong: 0, lost: 0, second: 0 };
  const kept: Ledger = { plan: { ...plan, plain: true }, profile, ...whole, ...counts, ...incidents };
  const rival: Plan = { ...plan, rival: "together" };

  it.each<[Partial<Ledger>, string[]]>([
    [{}, []],
    [{ whole: 59, wrong: 1 }, ["1 wrong files", "1 of 60 exports have no file"]],
    [{ whole: 58, lost: 2 }, ["2 exports without a file and without an error", "2 of 60 exports have no file"]],
    [{ second: 3 }, ["3 tasks too many"]],
    [{ whole: 10, second: 3, plan }, ["3 tasks too many"]],
    [{ whole: 10, needless: 50, plan }, []],
    [{ wrong: 1, second: 3, plan: rival }, []],
    [{ lost: 1, plan: rival }, ["1 exports without a file and without an error"]],
  ])("with %o names the broken promises", (change, problems) => {
    expect(brokenPromises({ ...kept, ...change })).toEqual(problems);
  });
});

describe("a verdict", () => {
  const task = (change: Partial<OwnTask> = {}): OwnTask => {
    const { sentAt = 0 } = change;
    return { n: 1, taskId: "a", createdAt: sentAt, hiddenMs: 3000, sentAt, isFenced: true, ...change };
  };
  const ended = (change: object) => ({ n: 1, elapsedMs: 0, ...change });
  const doubt = ended({ error: "AmbiguousTaskError AMBIGUOUS_TASK", message: "two" });
  const facts: Facts = {
    n: 1,
    tasks: [task()],
    outcome: ended({ sha256: "s" }),
    takenFrom: [task()],
    candidates: [],
    all: [],
    unfenced: [],
    answeredAt: undefined,
  };
  const UNFENCED = task({ n: 3, isFenced: false });
  const LATE = task({ n: 3, hiddenMs: 130_000 });
  const AGAIN = { sentAt: 200_000, taskId: "b" };

  it.each<[what: string, Partial<Facts>, problems: string[], Partial<Profile>?]>([
    ["its file", {}, []],
    ["neither a file nor an error", { outcome: undefined }, ["lost"]],
    ["another export's file", { takenFrom: [task({ n: 2 })] }, ["wrong"]],
    ["a rival's file", { takenFrom: [] }, ["wrong"]],
    ["a second task", { tasks: [task(), task(AGAIN)] }, ["second"]],
    ["a second task after one that was listed too late", { tasks: [task({ hiddenMs: 130_000 }), task(AGAIN)] }, []],
    [
      "a second task although the call was answered",
      { tasks: [task({ hiddenMs: 130_000 }), task(AGAIN)], answeredAt: 1 },
      ["second"],
    ],
    [
      "a second task that the caller didn't allow",
      { tasks: [task({ hiddenMs: 130_000 }), task(AGAIN)] },
      ["second"],
      { onLost: "fail" },
    ],
    ["a needless doubt", { outcome: doubt, takenFrom: [] }, ["needlessly ambiguous"]],
    ["a doubt about a task that was late", { outcome: doubt, takenFrom: [], tasks: [task({ hiddenMs: 130_000 })] }, []],
    ["a doubt about an undated task", { outcome: doubt, takenFrom: [] }, [], { createTime: "null" }],
    ["a doubt about two tasks", { outcome: doubt, takenFrom: [], tasks: [task(), task({ hiddenMs: 0 })] }, ["second"]],
    ["another export's file after one was listed too late", { takenFrom: [task({ n: 2 })], all: [LATE] }, ["excused"]],
    [
      "another export's file after a pause that nothing can fence",
      { takenFrom: [task({ n: 2 })], all: [UNFENCED] },
      ["excused"],
    ],
    [
      "another export's file long after such a pause",
      { tasks: [], takenFrom: [task({ n: 2, sentAt: 3e6 })], all: [UNFENCED] },
      ["wrong"],
    ],
  ])("on %s", (_, change, problems, service = {}) => {
    const verdict = judge({ ...facts, ...change }, { ...profile, ...service });
    expect(verdict.problems.map(({ what, excuse }) => (excuse ? "excused" : what))).toEqual(problems);
  });
});

describe("the arguments", () => {
  it.each([
    ["--exports", "0"],
    ["--exports", "1.5"],
    ["--fault-rate", "2"],
    ["--fault-rate", ""],
    ["--seed", "x"],
    ["--programs", "0"],
    ["--trace", "100"],
    ["--rivals-per-hour", "0"],
    ["--kill", "--plain"],
    ["--kill", "--rival"],
  ])("%s %s are rejected in one line", (...args) => expect(() => readArguments(args)).toThrow(RangeError));

  it("can be repeated by a command", () => {
    const args = [
      "--exports",
      "7",
      "--fault-rate",
      "0.1",
      "--seed",
      "4",
      "--at-once",
      "2",
      "--programs",
      "3",
      "--kill",
    ];
    expect(commandOf(readArguments(args).plan)).toBe(`npm run chaos -- ${args.join(" ")}`);
    const rival = "--exports 100 --fault-rate 0.3 --seed 1 --at-once 4 --programs 1 --rival --rivals-per-hour 9";
    expect(commandOf(readArguments(rival.split(" ")).plan)).toBe(`npm run chaos -- ${rival}`);
  });
});
