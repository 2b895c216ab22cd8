// Virtual time passes only while all work sleeps. Hours of waiting take no time, and every run is the same.
import type { Clock } from "@cdn-export/emulator";

/** Turns of the event loop without a new sleeper, after which all work is asleep. */
const QUIET_TURNS = 6;
/** Milliseconds without sleepers and events after which the work counts as hung. */
const HUNG_MS = 3000;

export interface VirtualClock extends Clock {
  /** Lets time pass until the work is done, hangs, or `end` is reached. */
  run(work: Promise<unknown>, end: number): Promise<"done" | "hung" | "late">;
  /** Stops the clock until the work is done. It may take many turns of the event loop, but always the same number. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Like `hold`, for work with real files, which takes a varying time. Its result comes when all other work is asleep. */
  holdReal<T>(work: Promise<T>): Promise<T>;
  /** The clock for held work: time passes while that sleeps. */
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
      // Sleeps from the start, so that several return in the order in which they began.
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
