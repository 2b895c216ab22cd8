// One export, from the query to the file.

import { createFeed } from "../base/feed.ts";
import { abortedError, untilAborted, whenAborted } from "../base/with-deadline.ts";
import { SignatureError } from "../errors/call.ts";
import type { LinklessTask } from "../errors/job.ts";
import { createFile, type ExportFile } from "../file/file.ts";
import { checkRequest } from "../query/check.ts";
import { type CreateCall, type JobState, type PlannedState, progressOf, readState } from "../state/state.ts";
import { JobContext, type JobDependencies } from "./context.ts";
import type { ExportJob, JobOptions } from "./options.ts";
import { submit } from "./submit.ts";
import { findById, wait } from "./wait.ts";

export function createJob(
  initial: PlannedState | JobState,
  options: JobOptions,
  dependencies: JobDependencies,
): ExportJob {
  const { claims, settings } = dependencies;
  const state = readState(initial);
  const feed = createFeed();

  // Ends the job at its deadline or when the caller aborts it, even if something hangs.
  const stop = new AbortController();
  const { signal } = stop;
  const context = new JobContext(state, dependencies, signal, options.onState, feed.changed);
  const unlink = whenAborted(options.signal, () => stop.abort(abortedError("The export", options.signal)));
  const timer = setTimeout(() => stop.abort(context.timeoutError()), settings.timeoutMs);

  // Other jobs of the client must not take a restored job's task, even if it isn't found yet.
  const { createCall, id, taskId } = state;
  if (taskId !== undefined) claims.assign(id, taskId);
  else if (createCall && claims.taskOf(id) === undefined && !claims.callOf(id))
    claims.claim(id, createCall, context.windowFromNow);

  const submitted = untilAborted(begin(context, stop), signal);
  const result = untilAborted(
    submitted.then(({ task_id }) => finish(context, task_id, options)),
    signal,
  );
  // Callers get the error from `result`. Without a caller, it must not be an unhandled rejection, which ends the
  // process.
  submitted.catch(() => {});
  result
    .catch(() => {})
    .finally(() => {
      clearTimeout(timer);
      unlink();
    });

  return {
    submitted: () => submitted,
    result: () => result,
    toJSON: () => context.snapshot(),
    [Symbol.asyncIterator]: () => feed.follow(() => progressOf(context.snapshot()), result),
  };
}

/** Checks the query, and creates or finds the job's task. */
async function begin(context: JobContext, stop: AbortController): Promise<LinklessTask & { task_id: string }> {
  const { signal, state, deps } = context;
  const { refusal, takeTurn, runtime } = deps;
  if (state.taskId === undefined) {
    if (state.phase === "planned") {
      const warnings = await checkRequest(state.request, runtime.now());
      await context.update({ warnings });
      warnings.forEach(deps.warn);
    }
    const { error: earlier } = refusal;
    const inTurn: Parameters<typeof submit>[1] = (work) => {
      const checked: typeof work = async (turn) => {
        // Another call got a 401 while this job waited. Its calls would have the same bad signature, and lock the key.
        if (refusal.error !== earlier) throw refusal.error;
        return work(turn).catch((error: unknown) => {
          if (error instanceof SignatureError) refusal.error = error;
          throw error;
        });
      };
      return takeTurn(checked, signal, (error) => stop.abort(error));
    };
    await submit(context, inTurn);
  }
  return { task_id: String(state.taskId), ...(state.status !== undefined && { status: state.status }) };
}

/** Waits for the file. */
async function finish(context: JobContext, id: string, { signal }: JobOptions): Promise<ExportFile> {
  const { history, state } = context;
  const { calls, openLink, retries, settings, runtime } = context.deps;
  const task = await wait(context, id);
  await context.update({ phase: "done" });
  const requestIds = [state.createRequestId, history.requestIds.at(-1)].filter((id) => id !== undefined);
  // Renews the link from the list, until the download is aborted.
  const renew = (signal: AbortSignal) => {
    const sleep = (ms: number) => runtime.sleep(ms, signal);
    const list: JobContext["list"] = (query) =>
      retries.retrying(() => calls.listTasks(query, signal), sleep, Number.POSITIVE_INFINITY);
    return findById({ list, deps: { runtime } }, id);
  };
  const { stallTimeoutMs, followRedirect } = settings;
  const source = { fetch: openLink, signal, runtime, retries, stallTimeoutMs, followRedirect, renew };
  return createFile(task, { ...context.snapshot(), requestIds }, { ...source, release: () => release(context, id) });
}

/** Gives up a task whose file belongs to another query. The create call is unresolved again, and overdue. */
async function release(context: JobContext, id: string): Promise<JobState> {
  const { state, deps } = context;
  const call = state.createCall ?? { ids: [], complete: true, answered: true };
  const createCall: CreateCall = { ...call, ids: [...call.ids, id], overdue: true };
  deps.claims.reject(state.id, id, createCall);
  await context.update({ phase: "submitting", taskId: undefined, status: undefined, createCall });
  return context.snapshot();
}
