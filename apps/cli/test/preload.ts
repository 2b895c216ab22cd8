// Code that the program runs before its own.

/** The environment that makes the program run this code first. */
export function preload(code: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

/** A clock that runs fifty times as fast. */
export const FAST_CLOCK: string = fastClock(50);

/** A clock that runs `speed` times as fast, for timers, time limits and the time of day alike. */
export function fastClock(speed: number): string {
  return `
  const { setTimeout: later, AbortSignal } = globalThis;
  globalThis.setTimeout = (work, ms, ...rest) => later(work, ms / ${speed}, ...rest);
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / ${speed});
  for (const clock of [Date, performance]) {
    const now = clock.now.bind(clock);
    const start = now();
    clock.now = () => start + (now() - start) * ${speed};
  }`;
}
