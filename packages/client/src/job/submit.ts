// Creates or finds a job's task, in one turn after another. See the table in claims.ts.

import { MAX_CREATE_CALLS } from "../base/constants.ts";
import { untilAborted } from "../base/with-deadline.ts";
import { backoffDelay } from "../call/retry.ts";
import { linkless, type NamedTask } from "../call/tasks.ts";
import { AmbiguousTaskError } from "../errors/job.ts";
import { UNSENT } from "../state/state.ts";
import type { JobContext } from "./context.ts";
import { create } from "./create.ts";
import { ambiguousError, jobError, notListedError } from "./failures.ts";
import { findTask, resolveOthers } from "./find.ts";
import { isHeld, type Turn } from "./lock.ts";

/** @param takeTurn - runs work while no other job of the account creates a task. */
export async function submit(
  context: JobContext,
  takeTurn: (work: (turn: Turn | undefined) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { history, state, deps } = context;
  for (let turns = 1; ; turns++) {
    await takeTurn((turn) => useTurn(context, turn));
    if (state.taskId !== undefined) return;
    checkSearchTimeout(context);
    // After a failure, `onRetry` gets the next try.
    const error = history.createError ?? history.lastError;
    await context.sleep(error === undefined ? backoffDelay(turns, deps.runtime) : deps.retries.delay(error, turns));
  }
}

async function useTurn(context: JobContext, turn: Turn | undefined): Promise<void> {
  const { onState, signal, state } = context;
  const { claims } = context.deps;
  const stores = [turn?.claims, onState?.claims].filter((store) => store !== undefined);
  const store = async () => {
    const changes = stores.length > 0 ? claims.takeChanges() : [];
    for (const place of stores) await place.write(changes);
  };
  const stored = await untilAborted(Promise.all(stores.map((place) => place.read())), signal);
  if (stores.length > 0) claims.load(stored.flat(), context.windowFromNow);
  try {
    if (!(await resolveOthers(context, turn))) return;
    const earlier = claims.taskOf(state.id);
    if (earlier !== undefined) return await setTask(context, { task_id: earlier });
    // Another handle of the same job has sent its call.
    const call = claims.callOf(state.id);
    if (state.phase === "planned" && call) await context.update({ phase: "submitting", createCall: call });
    if (state.phase === "planned") await create(context, store, turn);
    if (state.phase === "submitting") await adopt(context, turn);
  } finally {
    // If storing fails, the store still has the claim from before the call, and the next turn resolves it again.
    await store().catch(() => {});
  }
}

/** Looks for the task of the job's create call until its window is over. */
async function adopt(context: JobContext, turn: Turn | undefined): Promise<void> {
  const { history, state } = context;
  const { claims, settings } = context.deps;
  // Another job may have released this job's task, which it had mistaken for its own.
  if (state.createCall && !claims.callOf(state.id)) claims.claim(state.id, state.createCall, context.windowFromNow);
  // This job made the call, and every call since then is known to this client or its lock.
  const isKnown = context.creates > 0 && (turn === undefined || turn.claims !== undefined);
  const { found, unclaimed } = await findTask(context, state.id, isKnown);
  // Another program may have created tasks, or another handle of the job may have found its task: look in the next
  // turn.
  if (!(await isHeld(turn)) || !claims.callOf(state.id)) return;
  context.unclaimed = unclaimed;
  const [task] = found;
  if (task && found.length === 1) return setTask(context, task);
  claims.windowOver(state.id, found.length + unclaimed.length > 0);
  if (task) throw ambiguousError(found);
  if (context.isOtherAccount) throw notListedError("other-account", state);
  // An answered call stays a claim, even if the state that recorded the response wasn't stored.
  const createCall = claims.callOf(state.id);
  if (createCall?.answered) return state.createCall?.overdue ? undefined : context.update({ createCall });
  const isRepeatable = unclaimed.length === 0 && context.creates < MAX_CREATE_CALLS;
  if (settings.onLost === "create-again" && isRepeatable) return context.update(UNSENT);
  const message = `No task that is certainly the job's appeared within ${settings.visibilityTimeoutMs / 1000} s of the create call`;
  throw jobError(AmbiguousTaskError, "AMBIGUOUS_TASK", message, {
    candidates: unclaimed.map(linkless),
    advice: 'Look at the tasks before you create another; onLost: "create-again" creates one without asking',
    cause: history.createError,
  });
}

/** Assigns a task to the job. */
async function setTask(context: JobContext, { task_id, status }: NamedTask): Promise<void> {
  context.deps.claims.assign(context.state.id, task_id);
  await context.update({ phase: "waiting", taskId: task_id, status });
}

/**
 * Ends a job that has looked for its task for its whole timeout, counted from the create call, including earlier runs.
 */
function checkSearchTimeout({ unclaimed, state, deps }: JobContext): void {
  const { overdue, sentAt = 0 } = state.createCall ?? {};
  if (!overdue || deps.runtime.now() - sentAt < deps.settings.timeoutMs) return;
  throw unclaimed.length > 0 ? ambiguousError(unclaimed) : notListedError("never", state);
}
