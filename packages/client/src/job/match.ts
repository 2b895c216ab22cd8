// Finds the tasks that a create call can have created: the rules behind the table in claims.ts.

import { SERVER_SKEW_MS } from "../base/constants.ts";
import { type NamedTask, timeOf } from "../call/tasks.ts";
import type { CreateCall } from "../state/state.ts";

/** The tasks that a create call may have created. */
export interface Match {
  /** A single task is the job's. With several, the job's task can't be identified. */
  found: readonly NamedTask[];
  /** New tasks that no job takes. */
  unclaimed: readonly NamedTask[];
}

/** Another job's unresolved call. */
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
  /** Whether a task's time has matched its call before: a task outside the bounds is then another call's. */
  doClocksAgree: boolean;
}

/** @param tasks - the tasks without an owner. */
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
  const newTasks = tasks.filter((task) => isNew(task, call));
  const certain = newTasks.filter((task) => isInTime(task, call) && !isAnothers(task));
  if (certain.length > 0) return { found: certain, unclaimed: [] };
  const candidates = newTasks.filter((task) => isInTime(task, call) || !(isAnothers(task) || isOutOfTime(task)));
  const uncontested = candidates.filter((task) => !isContested(task));
  return isOpen && uncontested.length > 0
    ? { found: uncontested, unclaimed: [] }
    : { found: [], unclaimed: candidates };
}

/** Whether a task was created after the list before the call, judging by the IDs and the service's clock. */
function isNew(task: NamedTask, { complete, ids, newest }: CreateCall): boolean {
  if (ids.includes(task.task_id)) return false;
  const time = timeOf(task.create_time);
  return complete || newest === undefined || time === undefined || time >= newest - SERVER_SKEW_MS;
}

/** Whether a task was created during the call, by the gateway's clock. The service's clock may differ by seconds. */
export function isInTime(task: NamedTask, { from, to }: CreateCall): boolean {
  const time = timeOf(task.create_time);
  if (time === undefined || from === undefined || to === undefined) return false;
  return time >= from - SERVER_SKEW_MS && time <= to + SERVER_SKEW_MS;
}
