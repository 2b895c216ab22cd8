// Looks for the task of a create call.

import { MAX_LIST_AGE_MS, WINDOW_MARGIN_MS } from "../base/constants.ts";
import { backoffDelay } from "../call/retry.ts";
import { listChangedSince } from "../call/tasks.ts";
import type { CreateCall } from "../state/state.ts";
import type { JobContext } from "./context.ts";
import { isHeld, type Turn } from "./lock.ts";
import type { Match } from "./match.ts";
import type { JobSettings } from "./settings.ts";

/**
 * Polls until the list shows tasks that match a job's create call, or until its window is over.
 *
 * @param isKnown - whether every other create call since then is known, so that a late task is still the job's.
 */
export async function findTask(context: JobContext, job: string, isKnown = false): Promise<Match> {
  const { claims, runtime } = context.deps;
  for (let polls = 1; ; polls++) {
    const call = claims.callOf(job);
    // Another handle of the same job has found the task.
    if (!call) return { found: [], unclaimed: [] };
    // Measured from the request: the response may take long to arrive.
    const [asked, now] = [runtime.monotonicNow(), runtime.now()];
    const listing = await listChangedSince(call.newest, context);
    claims.limit(asked, (open) => timeLeft(open, listing.askedAt, now, context.deps.settings));
    const left = claims.timeLeft(job, asked);
    // If the window has ended since the last poll, it ended during this turn, in which no other job created a task.
    const match = claims.match(job, listing.tasks, isKnown || polls > 1 || left > 0);
    if (match.found.length > 0 || left <= 0) return match;
    await context.sleep(Math.min(backoffDelay(polls, runtime), left));
  }
}

/** Milliseconds until a call's window ends, by the clocks that all processes share. */
function timeLeft(
  { to, sentAt, answered, overdue }: CreateCall,
  serverTime: number | undefined,
  now: number,
  { visibilityTimeoutMs, callTimeoutMs }: JobSettings,
): number {
  const most = overdue ? 0 : Number.POSITIVE_INFINITY;
  // No job waits longer than `visibilityTimeout` for an answered call.
  const waitMs = visibilityTimeoutMs - (answered ? WINDOW_MARGIN_MS : 0);
  if (to !== undefined && serverTime !== undefined) return Math.min(most, to + waitMs - serverTime);
  if (sentAt === undefined) return most;
  return Math.min(most, sentAt + MAX_LIST_AGE_MS + callTimeoutMs + visibilityTimeoutMs - now);
}

/**
 * Finds the tasks of earlier create calls, of this program or another, or waits until their windows are over. A new
 * task can be this job's only after that.
 *
 * @returns whether this program still has the turn. If not, the lists it has seen prove nothing.
 */
export async function resolveOthers(context: JobContext, turn: Turn | undefined): Promise<boolean> {
  const { claims } = context.deps;
  for (const { job, call } of claims.unresolved(context.state.id)) {
    if (call.overdue) continue;
    const { found, unclaimed } = await findTask(context, job);
    if (!(await isHeld(turn))) return false;
    const [task] = found;
    if (task && found.length === 1) claims.assign(job, task.task_id);
    else claims.windowOver(job, found.length + unclaimed.length > 0);
  }
  return isHeld(turn);
}
