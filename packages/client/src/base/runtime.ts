import { untilAborted } from "./with-deadline.ts";

/** The clocks, timers and random numbers that the client uses. Tests pass their own. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Milliseconds by a clock that is never set, for measuring durations.
   *
   * @default `now` if you pass it, else performance.now()
   */
  monotonicNow(): number;
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** A number from 0 up to, but not including, 1. */
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

/** The real runtime, with the members of `given` replaced. */
export function createRuntime(given: Partial<Runtime> = {}): Runtime {
  return { ...REAL_RUNTIME, ...(given.now && { monotonicNow: given.now }), ...given };
}
