import type { FaultState } from "../faults/fault-queue.ts";
import type { LockoutState } from "../gateway/lockout.ts";
import type { ThrottleState } from "../gateway/throttle.ts";
import type { Task } from "../tasks/task.ts";

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
