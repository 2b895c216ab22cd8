// Which task belongs to which job. The list shows neither the query nor the creator of a task, and the create call returns
// no ID. So a job is alone on its account, or takes turns with other programs (lock.ts), and identifies its task like this:
//
//   what is known                                                  what happens
//   -------------------------------------------------------------  ----------------------------------------------------
//   the response to the create call has an ID                      that task is the job's
//   one new task, created within the call's bounds                 it is the job's
//   one new task outside the bounds, or without a usable time
//     while the call's window is open                              it is the job's: the clocks disagree
//     when the times of earlier tasks have fitted their calls      it isn't the job's, if it has a usable time
//     while another open call fits it, too                         nobody takes it
//     after the window, and all other calls since then are known   it is the job's
//     after the window, in a restored job                          nobody takes it: others may have created it
//   two or more new tasks                                          AmbiguousTaskError, which names them
//   no new task, no response (lost), window over                   onLost: AmbiguousTaskError, or create again
//   no new task, a response (answered), window over                never created again: the turn ends, the overdue call is
//                                                                  looked for until the timeout: TaskNotListedError
//   an earlier call is unresolved when a turn begins               its task is looked for until its window is over
//   the lock is lost, or time has passed, before the create call   nothing is sent: the job takes another turn
//   the service merges two requests, or drops one                  answered, and no new task: see there
//   the service lists tasks after ten minutes                      overdue, then found by its bounds
//   the service caps the number of tasks                           its refusal is an error; only new tasks count
//   the file contradicts the query (sync and the CLI look)         the task is released, and looked for again
//
// The window of a call is open until `visibilityTimeout` after its task can have been created. A lost call is over then. An
// answered one stays open for a day: other jobs take no task that fits its bounds, and for a quarter of an hour later ones
// (earlier ones never) take none that could be its own for want of a usable time.
import { type NamedTask, timeOf } from "../call/tasks.ts";
import { CONTEST_MS, SERVER_SKEW_MS } from "../constants.ts";
import type { CreateCall } from "./state.ts";

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
    others.some(({ call: other, until }) => {
      const isOver = now >= until + (other.overdue || other.answered ? CONTEST_MS : 0);
      return isNew(task, other) && (!isOver || isLater(other, call));
    });
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

function isLater(call: CreateCall, other: CreateCall): boolean {
  return (call.from ?? call.sentAt ?? 0) > (other.from ?? other.sentAt ?? 0);
}

/** Whether a task was created while the call ran, by the server's clock; the service's may differ by seconds. */
export function isInTime(task: NamedTask, { from, to }: CreateCall): boolean {
  const time = timeOf(task.create_time);
  if (time === undefined || from === undefined || to === undefined) return false;
  return time >= from - SERVER_SKEW_MS && time <= to + SERVER_SKEW_MS;
}
