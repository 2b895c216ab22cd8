// Time that passes only when nothing else happens: hours of waiting take no time, and every run is the same.
import type { Clock } from "@cdn-export/emulator";

/** Turns of the event loop without a new sleeper after which nothing is going on. */
const QUIET_TURNS = 4;

export interface VirtualClock extends Clock {
  /** Lets time pass until the work is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function virtualClock(start: number): VirtualClock {
  let now = start;
  let turns = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();

  const earliest = () => [...sleepers].reduce((a, b) => (b.until < a.until ? b : a));
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        turns = 0;
        const sleeper = { until: now + ms, wake };
        function wake() {
          turns = 0;
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        }
        if (signal?.aborted) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake, { once: true });
      }),
    async run(work) {
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      work.then(end, end);
      while (!isDone) {
        await new Promise(setImmediate);
        if (++turns < QUIET_TURNS || sleepers.size === 0) continue;
        const sleeper = earliest();
        now = Math.max(now, sleeper.until);
        sleeper.wake();
      }
      return work;
    },
  };
}
