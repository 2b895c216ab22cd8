import { describe, expect, it } from "vitest";
import { createRateLimiter } from "../../src/call/rate-limit.ts";

describe("callsPerSecond", () => {
  it("spaces the calls evenly, even when the clock is set back", async () => {
    const acquire = createRateLimiter();
    let now = 1_000_000;
    const slept: number[] = [];
    let wake: (() => void)[] = [];
    const runtime = {
      now: () => now,
      monotonicNow: () => now,
      random: () => 0,
      sleep: (ms: number) =>
        new Promise<void>((resolve) => {
          slept.push(ms);
          wake.push(resolve);
        }),
    };
    const first = [1, 2, 3].map(() => acquire(500, runtime, undefined));
    expect(slept).toEqual([500, 1000]);
    for (const one of wake) one();
    await Promise.all(first);
    wake = [];
    now -= 3_600_000;
    void acquire(500, runtime, undefined);
    expect(slept).toEqual([500, 1000, 500]);
    now += 7_200_000;
    await acquire(500, runtime, undefined);
    expect(slept).toEqual([500, 1000, 500]);
  });
});
