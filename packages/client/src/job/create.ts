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
 * Creates the job's task. If the call wasn't sent or was throttled, the job stays `planned` and takes another turn.
 *
 * @param store - stores the claims for the next program.
 */
export async function create(context: JobContext, store: () => Promise<void>, turn?: Turn): Promise<void> {
  const { history, signal, state } = context;
  const { calls, claims, settings, runtime } = context.deps;
  const { callTimeoutMs, visibilityTimeoutMs } = settings;
  const age = stopwatch(context);
  const { account, ...call } = await callFromList(context);
  context.checkDeadline();
  const claim = (change: Partial<CreateCall>, windowMs: number) => {
    const changed = { ...call, ...change };
    claims.claim(state.id, changed, runtime.monotonicNow() + windowMs);
    return changed;
  };
  // Claims before storing: if storing fails, it's unknown whether a restored job will look for a task.
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
    // The service may still execute it.
    const to = call.from === undefined ? undefined : call.from + age() + callTimeoutMs + DATE_STEP_MS;
    return context.update({ createCall: claim({ to }, callTimeoutMs + visibilityTimeoutMs + WINDOW_MARGIN_MS) });
  }
  await undo();
  if (!(error instanceof ThrottledError)) throw error;
  history.lastError = error;
}

/** The create call's bounds and the known IDs, from the list before it. */
async function callFromList(context: JobContext) {
  const { claims, settings, runtime } = context.deps;
  const { tasks, complete, serverTime, account } = await listChangedSince(Number.POSITIVE_INFINITY, context);
  const listed = tasks.map(({ task_id }) => task_id);
  const newest = tasks.reduce((most, { create_time }) => Math.max(most, timeOf(create_time) ?? 0), 0);
  // Until more is known: the call may be sent late, and the service may execute it late.
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

/** Measures the time since now, by the clock that shows more: the monotonic clock may stop while the machine sleeps. */
function stopwatch({ deps: { runtime } }: JobContext): () => number {
  const [monotonicNow, now] = [runtime.monotonicNow(), runtime.now()];
  return () => Math.max(runtime.monotonicNow() - monotonicNow, runtime.now() - now);
}

/** Whether the service rejected the call. After any other failure, there may be a task. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && !isServerError(error);
}
