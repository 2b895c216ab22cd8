import type { Runtime } from "../base/runtime.ts";

/** Waits until `gapMs` milliseconds after the start of the previous call. */
export type Acquire = (gapMs: number, runtime: Runtime, signal: AbortSignal | undefined) => Promise<void>;

/** Spaces calls. A client shares it with the clients made from it by `with`. */
export function createRateLimiter(): Acquire {
  let free = 0;
  let waiting = 0;
  return async (gapMs, runtime, signal) => {
    const now = runtime.now();
    // At most as long as the waiting calls take: a clock that is set back must not delay anyone.
    const ms = Math.min(Math.max(0, free - now), gapMs * (waiting + 1));
    free = now + ms + gapMs;
    if (ms === 0) return;
    waiting++;
    await runtime.sleep(ms, signal).finally(() => waiting--);
  };
}

/** @throws TypeError when `perSecond` isn't a positive number. */
export function rateLimited(
  send: typeof fetch,
  perSecond: number | undefined,
  acquire: Acquire,
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
