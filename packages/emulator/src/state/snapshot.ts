import type { Clock } from "../base/clock.ts";
import type { FaultSource, FaultState } from "../faults/fault-queue.ts";
import type { Lockout, LockoutState } from "../gateway/lockout.ts";
import type { Throttle, ThrottleState } from "../gateway/throttle.ts";
import type { Identifiers } from "../tasks/identifiers.ts";
import type { Task } from "../tasks/task.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/**
 * Everything that a cloud remembers, as plain JSON. With the same options it goes on from there, in this process or
 * another: the options themselves, the secrets among them, are not in it.
 */
export interface Snapshot {
  version: 1;
  /** Of the cloud's clock, in milliseconds since the epoch. */
  now: number;
  /** Requests so far, and tasks: ids go on from here. */
  requests: number;
  created: number;
  tasks: readonly Task[];
  faults: FaultState;
  locks: LockoutState;
  throttle: ThrottleState;
}

/** The parts that remember something. */
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
 * Goes back, or on, to a snapshot. A clock that cannot be set keeps its time.
 *
 * @throws TypeError when it is no snapshot; nothing has changed then
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

/** A snapshot may come from JSON, so the compiler has not seen it. */
function checkSnapshot(snapshot: Snapshot): void {
  const { version, now, requests, created, tasks, faults, locks, throttle }: Partial<Snapshot> = snapshot ?? {};
  const whole = [now, requests, created, faults?.pushed].every(Number.isFinite);
  const lists = [tasks, faults?.pending, faults?.log, locks?.failures, locks?.lockedUntil, throttle];
  const counts = [faults?.arrived, faults?.called].every((value) => typeof value === "object" && value !== null);
  if (version !== 1 || !whole || !counts || !lists.every(Array.isArray) || !tasks?.every(isTask)) {
    throw new TypeError("this is no snapshot of an emulator of this version");
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
