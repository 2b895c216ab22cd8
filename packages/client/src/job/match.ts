// Which tasks a create call can have made: the rules behind the decision table in claims.ts.

import { SERVER_SKEW_MS } from "../base/constants.ts";
import { type NamedTask, timeOf } from "../call/tasks.ts";
import type { CreateCall } from "../state/state.ts";

/** The tasks that a create call may have made. */
export interface Match {
  /** One is the job's; more than one can't be told apart. */
  found: readonly NamedTask[];
  /** New tasks that nobody may take. */
  doubtful: readonly NamedTask[];
}

/** Another job's call that is unresolved. */
export interface OpenCall {
  job: string;
  call: CreateCall;
  /** When its window ends, by the monotonic clock. */
  until: number;
}

interface Situation {
  now: number;
  others: readonly OpenCall[];
  /** Whether no later job can have created a task. */
  isOpen: boolean;
  /** Whether a task's time has fitted its call before: one that doesn't is another call's then. */
  doClocksAgree: boolean;
}

/** @param tasks - those that no other job has. */
export function matchTasks(
  call: CreateCall,
  tasks: readonly NamedTask[],
  { now, others, isOpen, doClocksAgree }: Situation,
): Match {
  const isAnothers = (task: NamedTask) => others.some((other) => isNew(task, other.call) && isInTime(task, other.call));
  const isContested = (task: NamedTask) =>
    others.some(
      ({ call: { answered, overdue }, call: other, until }) =>
        (answered || overdue || now < until) && isNew(task, other),
    );
  const isOutOfTime = (task: NamedTask) =>
    doClocksAgree && call.to !== undefined && timeOf(task.create_time) !== undefined;
  const fresh = tasks.filter((task) => isNew(task, call));
  const sure = fresh.filter((task) => isInTime(task, call) && !isAnothers(task));
  if (sure.length > 0) return { found: sure, doubtful: [] };
  const possible = fresh.filter((task) => isInTime(task, call) || !(isAnothers(task) || isOutOfTime(task)));
  const only = possible.filter((task) => !isContested(task));
  return isOpen && only.length > 0 ? { found: only, doubtful: [] } : { found: [], doubtful: possible };
}

/** Whether a task was created after the look at the list, as far as the service's own clock and the IDs show. */
function isNew(task: NamedTask, { complete, ids, newest }: CreateCall): boolean {
  if (ids.includes(task.task_id)) return false;
  const time = timeOf(task.create_time);
  return complete || newest === undefined || time === undefined || time >= newest - SERVER_SKEW_MS;
}

/** Whether a task was created while the call ran, by the server's clock; the service's may differ by seconds. */
export function isInTime(task: NamedTask, { from, to }: CreateCall): boolean {
  const time = timeOf(task.create_time);
  if (time === undefined || from === undefined || to === undefined) return false;
  return time >= from - SERVER_SKEW_MS && time <= to + SERVER_SKEW_MS;
}
