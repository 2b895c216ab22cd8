// Brings a job to its task, one turn after another: see the decision table in claims.ts.

import { MAX_CREATE_CALLS } from "../base/constants.ts";
import { untilAborted } from "../base/with-deadline.ts";
import { backoffDelay } from "../call/retry.ts";
import { linkless, type NamedTask } from "../call/tasks.ts";
import { AmbiguousTaskError } from "../errors/job.ts";
import { UNSENT } from "../state/state.ts";
import type { JobContext } from "./context.ts";
import { create } from "./create.ts";
import { ambiguous, notListed } from "./failures.ts";
import { findTask, resolveOthers } from "./find.ts";
import { isHeld, type Turn } from "./lock.ts";

/** @param takeTurn - runs work while no other job of the account creates a task. */
export async function submit(
  context: JobContext,
  takeTurn: (work: (turn: Turn | undefined) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { history, state, use } = context;
  for (let turns = 1; ; turns++) {
    await takeTurn((turn) => useTurn(context, turn));
    if (state.taskId !== undefined) return;
    checkPatience(context);
    // After a failure the observer hears of the next try.
    const error = history.createError ?? history.lastError;
    await context.rest(error === undefined ? backoffDelay(turns, use.runtime) : use.retries.delay(error, turns));
  }
}

async function useTurn(context: JobContext, turn: Turn | undefined): Promise<void> {
  const { onState, signal, state } = context;
  const { claims } = context.use;
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
    if (earlier !== undefined) return await own(context, { task_id: earlier });
    // Another handle of the same job has sent its call.
    const call = claims.callOf(state.id);
    if (state.phase === "planned" && call) await context.update({ phase: "submitting", createCall: call });
    if (state.phase === "planned") await create(context, store, turn);
    if (state.phase === "submitting") await adopt(context, turn);
  } finally {
    // If that fails, the store still has the claim from before the call, which is resolved once more.
    await store().catch(() => {});
  }
}

/** Looks for the task of the job's create call until its window is over. */
async function adopt(context: JobContext, turn: Turn | undefined): Promise<void> {
  const { history, state } = context;
  const { claims, settings } = context.use;
  // Another job may have given up this one's task, which it couldn't tell from its own.
  if (state.createCall && !claims.callOf(state.id)) claims.claim(state.id, state.createCall, context.windowFromNow);
  // This job made the call, and this client, or the lock, has seen every other one since.
  const isKnown = context.creates > 0 && (turn === undefined || turn.claims !== undefined);
  const { found, doubtful } = await findTask(context, state.id, isKnown);
  // What another program has created since, or another handle of the job has found, only the next turn knows.
  if (!(await isHeld(turn)) || !claims.callOf(state.id)) return;
  context.doubtful = doubtful;
  const [task] = found;
  if (task && found.length === 1) return own(context, task);
  claims.windowOver(state.id, found.length + doubtful.length > 0);
  if (task) throw ambiguous(found);
  if (context.isOtherAccount) throw notListed("other-account", state);
  // A call that was answered stays a claim, whatever became of the state that said so.
  const createCall = claims.callOf(state.id);
  if (createCall?.answered) return state.createCall?.overdue ? undefined : context.update({ createCall });
  const isRepeatable = doubtful.length === 0 && context.creates < MAX_CREATE_CALLS;
  if (settings.onLost === "create-again" && isRepeatable) return context.update(UNSENT);
  const message = `No task that is surely the job's appeared within ${settings.visibilityTimeoutMs / 1000} s of the create call`;
  throw new AmbiguousTaskError(message, {
    candidates: doubtful.map(linkless),
    advice: 'Look at the tasks before you create another; onLost: "create-again" does so without asking',
    cause: history.createError,
  });
}

/** Makes a task the job's. */
async function own(context: JobContext, { task_id, status }: NamedTask): Promise<void> {
  context.use.claims.assign(context.state.id, task_id);
  await context.update({ phase: "waiting", taskId: task_id, status });
}

/** A job looks for its task until its timeout, counted from the create call: a restored one may be past it. */
function checkPatience({ doubtful, state, use }: JobContext): void {
  const { overdue, sentAt = 0 } = state.createCall ?? {};
  if (!overdue || use.runtime.now() - sentAt < use.settings.timeoutMs) return;
  throw doubtful.length > 0 ? ambiguous(doubtful) : notListed("never", state);
}
