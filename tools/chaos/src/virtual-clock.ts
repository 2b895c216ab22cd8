// Time that passes only when nothing else happens: hours of waiting take no time, and every run is the same.
import type { Clock } from "@cdn-export/emulator";

/** Turns of the event loop without a new sleeper after which nothing is going on. */
const QUIET_TURNS = 6;
/** Nobody sleeps and nothing has happened for so long: the work hangs. */
const HUNG_MS = 3000;

export interface VirtualClock extends Clock {
  /** Lets time pass until the work is done, hangs, or `end` is reached. */
  run(work: Promise<unknown>, end: number): Promise<"done" | "hung" | "late">;
  /** Time stands still until the work is done, which may take many turns of the event loop, but always as many. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** The same for work with real files, of which nobody knows how long it takes: its result comes when all else is quiet. */
  holdReal<T>(work: Promise<T>): Promise<T>;
  /** The same clock for work that is held: while that sleeps, time passes. */
  readonly inside: Clock;
}

export function virtualClock(start: number): VirtualClock {
  let now = start;
  let turns = 0;
  let held = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const earliest = () => [...sleepers].reduce((a, b) => (b.until < a.until ? b : a));

  const sleep: Clock["sleep"] = (ms, signal) =>
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
    });

  async function hold<T>(work: Promise<T>): Promise<T> {
    held++;
    try {
      return await work;
    } finally {
      turns = 0;
      held--;
    }
  }

  return {
    now: () => now,
    sleep,
    inside: {
      now: () => now,
      async sleep(ms, signal) {
        held--;
        await sleep(ms, signal);
        held++;
      },
    },
    hold,
    async holdReal(work) {
      // Asleep from the start, so that several come back in the order in which they began.
      const isQuiet = sleep(0);
      const result = await hold(work);
      await isQuiet;
      return result;
    },
    async run(work, end) {
      let isDone = false;
      const stop = () => {
        isDone = true;
      };
      work.then(stop, stop);
      let movedAt = Date.now();
      while (!isDone) {
        await new Promise(setImmediate);
        if (held > 0) continue;
        if (sleepers.size === 0 && Date.now() - movedAt > HUNG_MS) return "hung";
        if (++turns < QUIET_TURNS || sleepers.size === 0) continue;
        const sleeper = earliest();
        now = Math.max(now, sleeper.until);
        if (now > end) return "late";
        movedAt = Date.now();
        sleeper.wake();
      }
      await work;
      return "done";
    },
  };
}
