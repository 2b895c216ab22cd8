import { DEFAULT_START_MS } from "./constants.ts";

/** The time that the cloud lives by. Everything in it (tasks, links, signatures, locks, latency) asks this clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of this clock's time, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves the time, where time can be moved. */
  advance?(ms: number): void;
}

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** @throws RangeError when `ms` is negative or not a number: time does not run back. */
  advance(ms: number): void;
}

/** The machine's clock. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, ms);
        function done() {
          clearTimeout(timer);
          signal?.removeEventListener("abort", done);
          resolve();
        }
        if (signal?.aborted) done();
        else signal?.addEventListener("abort", done, { once: true });
      }),
  };
}

/**
 * A clock for tests.
 *
 * @param start - milliseconds since the epoch. Fixed by default, so that every run is the same.
 */
export function manualClock(start: number = DEFAULT_START_MS): ManualClock {
  let now = start;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake };
        function wake() {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        if (ms <= 0 || signal?.aborted) return wake();
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
      }),
    advance(ms) {
      if (!(ms >= 0 && Number.isFinite(ms))) throw new RangeError(`the clock cannot advance by ${ms} ms`);
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
    },
  };
}
