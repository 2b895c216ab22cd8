import { onAbort } from "./on-abort.ts";

/** The time that the cloud lives by. Everything in it (tasks, links, signatures, locks, latency) asks this clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of this clock's time, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves the time, where time can be moved. */
  advance?(ms: number): void;
  /** Sets the time, back too, where it can be set: when a state is restored. */
  set?(now: number): void;
}

/** A clock that can be moved. */
export interface MovableClock extends Clock {
  /** @throws RangeError when `ms` is negative or not a number: time does not run back. */
  advance(ms: number): void;
  /** @throws RangeError when `now` is not a number. */
  set(now: number): void;
}

/** The machine's clock. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer = setTimeout(wake, ms);
        const forgetSignal = onAbort(signal, wake);
        function wake() {
          clearTimeout(timer);
          forgetSignal();
          resolve();
        }
      }),
  };
}

/** 2026-11-08 10:00 (GMT+8). */
const DEFAULT_START_MS = 1_794_103_200_000;

/**
 * A clock for tests.
 *
 * @param start - milliseconds since the epoch, or an ISO time with its zone. Fixed by default, so that every run is the same.
 * @throws TypeError when `start` is neither
 * @example
 * manualClock("2026-11-08T10:00:00+08:00");
 */
export function manualClock(start: number | string = DEFAULT_START_MS): MovableClock {
  let now = readStart(start);
  const sleepers = new Set<{ until: number; wake: () => void }>();

  function moveTo(time: number): void {
    now = time;
    for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const sleeper = { until: now + ms, wake };
        sleepers.add(sleeper);
        const forgetSignal = onAbort(signal, wake);
        function wake() {
          sleepers.delete(sleeper);
          forgetSignal();
          resolve();
        }
      }),
    advance: (ms) => moveTo(checkTime(now + checkAdvance(ms))),
    set: (time) => moveTo(checkTime(time)),
  };
}

/**
 * A clock that runs `speed` times as fast as another, and can be moved besides: for a program that waits as it would for
 * the real service.
 *
 * @param speed - above 0
 * @param start - milliseconds since the epoch, or an ISO time with its zone. @default the other clock's time
 * @param other - what it is faster than. @default {@link realClock}
 * @throws RangeError when `speed` is not above 0, TypeError when `start` is not a time
 */
export function fastClock(speed: number, start?: number | string, other: Clock = realClock()): MovableClock {
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new RangeError(`the speed of a clock must be above 0, not ${speed}`);
  let since = other.now();
  let then = start === undefined ? since : readStart(start);
  const now = () => then + (other.now() - since) * speed;
  const set = (time: number) => {
    then = time;
    since = other.now();
  };
  return {
    now: () => Math.floor(now()),
    sleep: (ms, signal) => other.sleep(ms / speed, signal),
    advance: (ms) => set(checkTime(now() + checkAdvance(ms))),
    set: (time) => set(checkTime(time)),
  };
}

/** Without a zone, the machine's own would decide. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Programs without types pass anything; a clock that starts at no time would fail in each call. */
function readStart(start: unknown): number {
  const time = typeof start === "string" && ISO_TIME.test(start) ? Date.parse(start) : start;
  if (isTime(time)) return time;
  const given = typeof start === "string" ? JSON.stringify(start) : String(start);
  throw new TypeError(
    `a clock starts at milliseconds since 1970 or an ISO time with its zone ("2026-11-08T10:00:00+08:00"), not ${given}`,
  );
}

function checkAdvance(ms: number): number {
  if (!(ms >= 0 && Number.isFinite(ms))) throw new RangeError(`the clock cannot advance by ${ms} ms`);
  return ms;
}

/** Beyond this there are no dates. */
const MAX_TIME_MS = 8.64e15;

function isTime(time: unknown): time is number {
  return typeof time === "number" && Math.abs(time) <= MAX_TIME_MS;
}

function checkTime(time: number): number {
  if (!isTime(time)) throw new RangeError(`the clock cannot be set to ${time}`);
  return time;
}
