import type { Clock } from "../base/clock.ts";
import type { FaultSource, FaultState } from "../faults/fault-queue.ts";
import type { Lockout, LockoutState } from "../gateway/lockout.ts";
import type { Throttle, ThrottleState } from "../gateway/throttle.ts";
import type { Identifiers } from "../tasks/identifiers.ts";
import type { Task } from "../tasks/task.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/**
 * The state of an emulator, as plain JSON. An emulator with the same options continues from it, in this process or
 * another. A snapshot contains no options, and so no secrets.
 */
export interface Snapshot {
  /** The version of the snapshot's format. */
  version: 1;
  /** The time of the emulator's clock, in milliseconds since the epoch. */
  now: number;
  /** The number of requests so far. Request IDs continue from it. */
  requests: number;
  /** The number of tasks ever created. Task IDs and names continue from it. */
  created: number;
  /** The tasks, as they were created. */
  tasks: readonly Task[];
  /** The pending faults, and the log of those that hit. */
  faults: FaultState;
  /** The wrong signatures and locks of each access key. */
  locks: LockoutState;
  /** The calls of each account in its current window. */
  throttle: ThrottleState;
}

/** The parts of an emulator that have state. */
export interface StatefulParts {
  clock: Clock;
  identifiers: Identifiers;
  tasks: TaskStore;
  faults: FaultSource;
  lockout: Lockout;
  throttle: Throttle;
}

export function takeSnapshot({ clock, identifiers, tasks, faults, lockout, throttle }: StatefulParts): Snapshot {
  return {
    version: 1,
    now: clock.now(),
    requests: identifiers.requests,
    ...tasks.state(),
    faults: faults.state(),
    locks: lockout.state(),
    throttle: throttle.state(),
  };
}

/**
 * Returns to a snapshot. A clock that can't be set keeps its time.
 *
 * @throws TypeError if it isn't a snapshot; then nothing changes
 */
export function restoreSnapshot(snapshot: Snapshot, memory: StatefulParts): void {
  checkSnapshot(snapshot);
  memory.faults.restore(snapshot.faults);
  memory.tasks.restore(snapshot);
  memory.lockout.restore(snapshot.locks);
  memory.throttle.restore(snapshot.throttle);
  memory.identifiers.requests = snapshot.requests;
  memory.clock.set?.(snapshot.now);
}

/** A snapshot can come from JSON, which the compiler hasn't checked. */
function checkSnapshot(snapshot: Snapshot): void {
  const { version, now, requests, created, tasks, faults, locks, throttle }: Partial<Snapshot> = snapshot ?? {};
  const whole = [now, requests, created, faults?.pushed].every(Number.isFinite);
  const lists = [tasks, faults?.pending, faults?.log, locks?.failures, locks?.lockedUntil, throttle];
  const counts = [faults?.arrived, faults?.called].every((value) => typeof value === "object" && value !== null);
  if (version !== 1 || !whole || !counts || !lists.every(Array.isArray) || !tasks?.every(isTask)) {
    throw new TypeError("this isn't a snapshot of an emulator of this version");
  }
}

function isTask(value: unknown): boolean {
  const { n, domainId, body, domains, createdAt, hiddenMs, ending, moves } = (value ?? {}) as Partial<Task>;
  return (
    [n, createdAt, hiddenMs, moves].every(Number.isFinite) &&
    [domainId, body, domains].every((text) => typeof text === "string") &&
    isJson(body) &&
    (ending === "success" || ending === "fail")
  );
}

function isJson(text = ""): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
