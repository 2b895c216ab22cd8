import type { Runtime } from "../base/runtime.ts";

/** The turns of all clients of an account. */
export interface Pace {
  /** Waits until a call may begin so many milliseconds after the last one. */
  turn(gapMs: number, runtime: Runtime, signal: AbortSignal | undefined): Promise<void>;
}

/** Calls that wait for one another: one pace for a client and those made from it by `with`. */
export function createPace(): Pace {
  let free = 0;
  let waiting = 0;
  return {
    async turn(gapMs, runtime, signal) {
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
export function paced(
  send: typeof fetch,
  perSecond: number | undefined,
  { turn }: Pace,
  runtime: Runtime,
): typeof fetch {
  if (perSecond === undefined) return send;
  if (typeof perSecond !== "number" || !(perSecond > 0))
    throw new TypeError(`callsPerSecond must be a number above 0, not ${perSecond} (${typeof perSecond})`);
  return async (input, init) => {
    await turn(1000 / perSecond, runtime, init?.signal ?? undefined);
    return send(input, init);
  };
}
