import { describe, expect, it } from "vitest";
import { brokenPromises } from "../src/ledger.ts";
import type { Plan } from "../src/plan.ts";
import { runKilled } from "../src/run-killed.ts";
import { runVirtual } from "../src/run-virtual.ts";

const PLAN: Plan = {
  exports: 60,
  faultRate: 0.3,
  seed: 1,
  atOnce: 4,
  programs: 1,
  plain: false,
  kill: false,
  rival: "none",
  rivalsPerHour: 60,
  lock: "working",
};

describe("exports under failures", () => {
  it.each([1, 3])("of %i programs all get their own file and create one task each", async (programs) => {
    const { ledger } = await runVirtual({ ...PLAN, programs, plain: true, exports: 60, seed: 1 + programs });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(ledger).toMatchObject({ asked: 60, created: 60, whole: 60, errors: {}, kills: 0 });
    expect(ledger.faults).toBeGreaterThan(200);
  });

  it("have the same results in each run", async () => {
    const run = () => runVirtual({ ...PLAN, exports: 20, seed: 7, programs: 2 });
    expect(await run()).toEqual(await run());
  });
});

describe("programs that are killed, stopped and interrupted", () => {
  it.each([4, 10, 23])("break no promise when they are alone (seed %i)", async (seed) => {
    const { ledger } = await runVirtual({ ...PLAN, seed });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(ledger.kills + ledger.aborts).toBeGreaterThan(5);
  });

  it.each([9, 11, 23])("break no promise when they share a lock (seed %i)", async (seed) => {
    const { ledger } = await runVirtual({ ...PLAN, seed, programs: 3 });
    expect(brokenPromises(ledger)).toEqual([]);
    expect(Math.min(ledger.kills, ledger.stops, ledger.broken)).toBeGreaterThan(5);
  });

  it("break promises with a broken lock, so the suite detects them", async () => {
    const { ledger } = await runVirtual({ ...PLAN, programs: 3, seed: 4, lock: "broken" });
    expect(ledger.wrong + ledger.rejected + ledger.second + ledger.needless).toBeGreaterThan(5);
    expect(ledger.wrong).toBeGreaterThan(0);
  });

  it("break no promise as real processes", { timeout: 120_000 }, async () => {
    const { ledger } = await runKilled({
      ...PLAN,
      exports: 6,
      faultRate: 0.2,
      atOnce: 2,
      programs: 2,
      kill: true,
      seed: 8,
    });
    expect(brokenPromises(ledger)).toEqual([]);
    // The machine's speed decides how often each of these happens.
    expect(ledger.kills + ledger.aborts + ledger.stops).toBeGreaterThan(0);
  });
});

it("exports seldom get the file of an undeclared rival", async () => {
  const { ledger } = await runVirtual({ ...PLAN, exports: 60, plain: true, rival: "together", seed: 3 });
  expect(ledger.lost).toBe(0);
  expect(ledger.rivals).toBeGreaterThan(0);
  expect(ledger.wrong).toBeLessThanOrEqual(1);
});
