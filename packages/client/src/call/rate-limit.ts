import type { Runtime } from "../base/runtime.ts";

/** Shared by a client and those made from it by `with`. */
export interface RateLimiter {
  /** Waits until a call may begin so many milliseconds after the last one. */
  acquire(gapMs: number, runtime: Runtime, signal: AbortSignal | undefined): Promise<void>;
}

/** Spaces calls: one limiter for a client and those made from it by `with`. */
export function createRateLimiter(): RateLimiter {
  let free = 0;
  let waiting = 0;
  return {
    async acquire(gapMs, runtime, signal) {
      const now = runtime.now();
      // Never longer than those before take: a clock that is put back must not hold anybody up.
      const ms = Math.min(Math.max(0, free - now), gapMs * (waiting + 1));
      free = now + ms + gapMs;
      if (ms === 0) return;
      waiting++;
      await runtime.sleep(ms, signal).finally(() => waiting--);
    },
  };
}

/** @throws TypeError for a number that makes no sense. */
export function rateLimited(
  send: typeof fetch,
  perSecond: number | undefined,
  { acquire }: RateLimiter,
  runtime: Runtime,
): typeof fetch {
  if (perSecond === undefined) return send;
  if (typeof perSecond !== "number" || !(perSecond > 0))
    throw new TypeError(`callsPerSecond must be a number above 0, not ${perSecond} (${typeof perSecond})`);
  return async (input, init) => {
    await acquire(1000 / perSecond, runtime, init?.signal ?? undefined);
    return send(input, init);
  };
}
