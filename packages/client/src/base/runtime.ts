import { untilAborted } from "./with-deadline.ts";

/** Clocks, sleep and random numbers: what the client takes from the runtime. A test passes its own. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds by a clock that nobody sets, for measuring how long something takes. @default `now`, where that is given */
  monotonicNow(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/** The globals are looked up at each use, so that fake timers work. */
const REAL_RUNTIME: Runtime = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  random: () => Math.random(),
  sleep(ms, signal) {
    let timer: ReturnType<typeof setTimeout>;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return untilAborted(slept, signal).finally(() => clearTimeout(timer));
  },
};

/** The real runtime, except for what is given. */
export function createRuntime(given: Partial<Runtime> = {}): Runtime {
  return { ...REAL_RUNTIME, ...(given.now && { monotonicNow: given.now }), ...given };
}
