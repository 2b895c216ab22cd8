// One create call: the list before it, the claim stored, the call.

import { DATE_STEP_MS, MAX_LIST_AGE_MS, PAGE_SIZE, WINDOW_MARGIN_MS } from "../base/constants.ts";
import { untilAborted } from "../base/with-deadline.ts";
import { isServerError } from "../call/retry.ts";
import { listChangedSince, timeOf } from "../call/tasks.ts";
import { ApiError, ThrottledError } from "../errors/call.ts";
import { type CreateCall, UNSENT } from "../state/state.ts";
import type { JobContext } from "./context.ts";
import { isHeld, type Turn } from "./lock.ts";

/**
 * Leaves the job `planned` if the call wasn't sent, or was throttled: it takes another turn then.
 *
 * @param store - keeps the claim where the next program looks.
 */
export async function create(context: JobContext, store: () => Promise<void>, turn?: Turn): Promise<void> {
  const { history, signal, state } = context;
  const { calls, claims, settings, runtime } = context.use;
  const { callTimeoutMs, visibilityTimeoutMs } = settings;
  const age = stopwatch(context);
  const { account, ...call } = await callFromList(context);
  context.checkDeadline();
  const claim = (change: Partial<CreateCall>, windowMs: number) => {
    const changed = { ...call, ...change };
    claims.claim(state.id, changed, runtime.monotonicNow() + windowMs);
    return changed;
  };
  // Claimed before it is stored: if that fails, nobody knows whether a restored job would look for a task.
  const intent = claim({}, context.windowFromNow - runtime.monotonicNow());
  await untilAborted(store(), signal);
  await context.update({ phase: "submitting", createCall: intent, account });

  const undo = async () => {
    await context.update(UNSENT);
    claims.release(state.id);
    await store();
  };
  if (!(await untilAborted(isHeld(turn), signal)) || age() > MAX_LIST_AGE_MS) return undo();

  const sentSoFar = calls.createsSent();
  context.creates++;
  history.createError = undefined;
  const answered = await calls.createTask(state.request, signal).catch((error: unknown) => ({ error }));
  if (!("error" in answered)) {
    const { data: taskId, requestId: createRequestId, serverTime } = answered;
    const to = call.from === undefined ? undefined : (serverTime ?? call.from + age()) + DATE_STEP_MS;
    const createCall = claim({ answered: true, to }, visibilityTimeoutMs);
    if (taskId !== undefined) claims.assign(state.id, taskId, true);
    return context.update({ createCall, createRequestId, ...(taskId !== undefined && { phase: "waiting", taskId }) });
  }
  const { error } = answered;
  const isSent = calls.createsSent() > sentSoFar;
  if (isSent && signal.aborted) throw error;
  if (isSent && !isRefusal(error)) {
    history.createError = error;
    // The service may still carry it out.
    const to = call.from === undefined ? undefined : call.from + age() + callTimeoutMs + DATE_STEP_MS;
    return context.update({ createCall: claim({ to }, callTimeoutMs + visibilityTimeoutMs + WINDOW_MARGIN_MS) });
  }
  await undo();
  if (!(error instanceof ThrottledError)) throw error;
  history.lastError = error;
}

/** What the list says before the call. */
async function callFromList(context: JobContext) {
  const { claims, settings, runtime } = context.use;
  const { tasks, complete, serverTime, account } = await listChangedSince(Number.POSITIVE_INFINITY, context);
  const listed = tasks.map(({ task_id }) => task_id);
  const newest = tasks.reduce((most, { create_time }) => Math.max(most, timeOf(create_time) ?? 0), 0);
  // As long as nothing else is known, it may be sent late, and carried out late.
  const to = serverTime && serverTime + MAX_LIST_AGE_MS + settings.callTimeoutMs + DATE_STEP_MS;
  return {
    account,
    ids: [...listed, ...claims.unlisted(listed, complete && listed.length < PAGE_SIZE)],
    complete,
    newest: newest || undefined,
    from: serverTime,
    to,
    sentAt: runtime.now(),
    ...(claims.doClocksAgree && { clocksAgree: true }),
  };
}

/** Milliseconds since now, by whichever clock says more: the monotonic one may stand still while the machine sleeps. */
function stopwatch({ use: { runtime } }: JobContext): () => number {
  const [monotonicNow, now] = [runtime.monotonicNow(), runtime.now()];
  return () => Math.max(runtime.monotonicNow() - monotonicNow, runtime.now() - now);
}

/** Whether the service said no. Any other failure leaves open whether there is a task. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && !isServerError(error);
}
