import { onAbort } from "./on-abort.ts";

/** The clock of an emulator. Tasks, links, signatures, locks and latency all use it. */
export interface Clock {
  /** The time, in milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock's time, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves the time forward by `ms` milliseconds. A clock that can't be moved doesn't have it. */
  advance?(ms: number): void;
  /** Sets the time, also to an earlier one: {@link Emulator.restore} needs it. In milliseconds since the epoch. */
  set?(now: number): void;
}

/** A clock that programs can move: see {@link manualClock} and {@link fastClock}. */
export interface MovableClock extends Clock {
  /** Moves the time forward by `ms` milliseconds. @throws RangeError if `ms` is negative or not a number */
  advance(ms: number): void;
  /** Sets the time, in milliseconds since the epoch. @throws RangeError if `now` isn't a number */
  set(now: number): void;
}

/** The clock of the machine. It can't be moved. */
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
 * A clock for tests. It stands still until a program moves it.
 *
 * @param start - milliseconds since the epoch, or an ISO time with its zone. @default 2026-11-08 10:00 (GMT+8)
 * @throws TypeError if `start` is neither
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
 * A clock that runs `speed` times as fast as another clock, and that can be moved. Use it with a program that waits for
 * the service in real time.
 *
 * @param speed - above 0
 * @param start - milliseconds since the epoch, or an ISO time with its zone. @default the other clock's time
 * @param other - the clock to speed up. @default {@link realClock}
 * @throws RangeError if `speed` isn't above 0, TypeError if `start` isn't a time
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

/** A zone is required: without it, the result would depend on the machine. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Programs without types can pass anything. A clock without a valid time would fail every call. */
function readStart(start: unknown): number {
  const time = typeof start === "string" && ISO_TIME.test(start) ? Date.parse(start) : start;
  if (isTime(time)) return time;
  const given = typeof start === "string" ? JSON.stringify(start) : String(start);
  throw new TypeError(
    `a clock starts at milliseconds since 1970 or an ISO time with its zone ("2026-11-08T10:00:00+08:00"), not ${given}`,
  );
}

function checkAdvance(ms: number): number {
  if (!(ms >= 0 && Number.isFinite(ms))) throw new RangeError(`the clock can't advance by ${ms} ms`);
  return ms;
}

/** The latest time that a Date can hold. */
const MAX_TIME_MS = 8.64e15;

function isTime(time: unknown): time is number {
  return typeof time === "number" && Math.abs(time) <= MAX_TIME_MS;
}

function checkTime(time: number): number {
  if (!isTime(time)) throw new RangeError(`the clock can't be set to ${time}`);
  return time;
}
