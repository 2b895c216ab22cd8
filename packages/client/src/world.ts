import { untilAborted } from "./call/bounded.ts";

/** What the client takes from its surroundings; a test hands in its own. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds by a clock that nobody sets: what waiting is measured by. @default `now`, where that is given */
  steady(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/** The globals are looked up at each use, so that fake timers work. */
const realWorld: World = {
  now: () => Date.now(),
  steady: () => performance.now(),
  random: () => Math.random(),
  sleep(ms, signal) {
    let timer: ReturnType<typeof setTimeout>;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    return untilAborted(slept, signal).finally(() => clearTimeout(timer));
  },
};

/** The world as it is, but for what is given. */
export function worldOf(given: Partial<World> = {}): World {
  return { ...realWorld, ...(given.now && { steady: given.now }), ...given };
}
