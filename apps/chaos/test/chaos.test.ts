import { describe, expect, it } from "vitest";
import { readArguments } from "../src/arguments.ts";
import { brokenPromises, type Ledger } from "../src/ledger.ts";
import { runInProcess } from "../src/run-in-process.ts";
import { runKilled } from "../src/run-killed.ts";

const PLAN = {
  exports: 60,
  faultRate: 0.3,
  seed: 1,
  atOnce: 8,
  programs: 1,
  apart: false,
  kill: false,
  hostile: false,
};

describe("exports under failures", () => {
  it.each([1, 2, 3, 4])("all have their own file, and one task each (seed %i)", async (seed) => {
    const ledger = await runInProcess({ ...PLAN, seed });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(ledger).toMatchObject({ asked: 60, created: 60, whole: 60, errors: {} });
    expect(ledger.faults).toBeGreaterThan(200);
  });

  it("come out the same each time", async () => {
    const run = () => runInProcess({ ...PLAN, exports: 30, seed: 7 });
    expect(await run()).toEqual(await run());
  });

  it.each([1, 2, 3])("are never wrong beyond what can be promised, and every doubt is told (seed %i)", async (seed) => {
    const ledger = await runInProcess({ ...PLAN, exports: 100, seed, hostile: true });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(Object.keys(ledger.errors)).toContain("AmbiguousTaskError AMBIGUOUS_TASK");
  });

  it.each([
    [2, false],
    [3, false],
    [2, true],
    [3, true],
  ])("of %i programs on one account are never wrong, apart: %s", async (programs, apart) => {
    const ledger = await runInProcess({ ...PLAN, exports: 40, seed: programs, atOnce: 2, programs, apart });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(ledger.whole).toBeGreaterThan(0);
  });

  it("survive that their processes are killed", { timeout: 120_000 }, async () => {
    const ledger = await runKilled({ ...PLAN, exports: 6, faultRate: 0.2, atOnce: 3, kill: true });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(ledger.kills).toBeGreaterThan(0);
  });
});

describe("the ledger", () => {
  const counts = { created: 60, duplicates: 0, lost: 0, errors: {}, faults: 0, retries: 0, kills: 0, longestWaitMs: 0 };
  const kept: Ledger = { plan: PLAN, asked: 60, whole: 60, wrong: 0, ...counts };

  it.each<[Partial<Ledger>, string[]]>([
    [{}, []],
    [{ whole: 59, wrong: 1 }, ["1 wrong files", "1 of 60 exports have no file"]],
    [{ whole: 58, lost: 2 }, ["2 exports without a file and without an error", "2 of 60 exports have no file"]],
    [{ duplicates: 3 }, ["3 tasks too many"]],
    [{ whole: 10, duplicates: 3, plan: { ...PLAN, hostile: true } }, []],
    [{ wrong: 1, plan: { ...PLAN, hostile: true } }, ["1 wrong files"]],
    [{ whole: 10, plan: { ...PLAN, programs: 2 } }, []],
    [{ wrong: 1, plan: { ...PLAN, programs: 2 } }, ["1 wrong files"]],
  ])("with %o names what is broken", (change, problems) => {
    expect(brokenPromises({ ...kept, ...change })).toEqual(problems);
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
    ["--programs", "2", "--kill"],
    ["--apart"],
  ])("%s %s are refused in one line", (...args) => expect(() => readArguments(args)).toThrow(RangeError));
});
