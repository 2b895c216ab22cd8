// One export, from the query to the file.
import { abortedError, untilAborted, whenAborted } from "../base/bounded.ts";
import { createFeed } from "../base/feed.ts";
import { SignatureError } from "../errors/call.ts";
import type { LinklessTask } from "../errors/job.ts";
import { createFile, type ExportFile } from "../file/file.ts";
import { checkRequest } from "../query/check.ts";
import {
  type CreateCall,
  type JobProgress,
  type JobState,
  type PlannedState,
  progressOf,
  readState,
} from "../state/state.ts";
import type { ClaimStore } from "./claims.ts";
import { JobContext, type JobDependencies } from "./context.ts";
import { submit } from "./submit.ts";
import { findById, wait } from "./wait.ts";

/**
 * A running export. It isn't a promise, so that it can be returned from an async function; ask it for what you wait for.
 * `for await (const { phase, status } of job)` follows it to its end, and throws what ends it early.
 */
export interface ExportJob extends AsyncIterable<JobProgress> {
  /** The job's task, once it is known. */
  submitted(): Promise<LinklessTask>;
  /** The file, once there is one. */
  result(): Promise<ExportFile>;
  /** Plain JSON for `restore`, at any moment. */
  toJSON(): JobState;
}

/** Options of one job, which go before those of its client. */
export interface JobOptions {
  /** Aborts the job. The task itself can't be cancelled: `restore` the state to continue. */
  signal?: AbortSignal;
  /** Milliseconds for the whole job, including its wait for a turn: jobs create one after another. @default 1_800_000 */
  timeout?: number;
  /** Milliseconds that a new task may take to appear in the list. @default 120_000 */
  visibilityTimeout?: number;
  /**
   * What to do when the response to the create call was lost and no new task appeared: `create-again` calls once more, nine
   * times at most, and so may make a second task if the first one appears later than `visibilityTimeout`. @default "fail"
   */
  onLost?: "fail" | "create-again";
  /** Whether a download may follow a redirect. @default only to the link's own host, and not from https to http */
  followRedirect?: (from: URL, to: URL) => boolean;
  /** Stores each new state. Called and awaited before the step that the state announces. */
  onState?: OnState;
}

export interface OnState {
  (state: JobState, progress: JobProgress): void | Promise<void>;
  /**
   * The unresolved create calls of other jobs in the same store. The job resolves them before it creates a task. `save` of
   * a record of `jobFolder` has them: pass the function itself.
   */
  claims?: ClaimStore;
}

export function createJob(
  initial: PlannedState | JobState,
  options: JobOptions,
  dependencies: JobDependencies,
): ExportJob {
  const { claims, settings } = dependencies;
  const state = readState(initial);
  const feed = createFeed();

  // Ends the job at its deadline or when the caller aborts it, whatever hangs.
  const stop = new AbortController();
  const { signal } = stop;
  const context = new JobContext(state, dependencies, signal, options.onState, feed.changed);
  const unlink = whenAborted(options.signal, () => stop.abort(abortedError("The export", options.signal)));
  const timer = setTimeout(() => stop.abort(context.timeoutError()), settings.timeoutMs);

  // Other jobs of the client must not take a restored job's task, found or not.
  const { createCall, id, taskId } = state;
  if (taskId !== undefined) claims.assign(id, taskId);
  else if (createCall && claims.taskOf(id) === undefined && !claims.callOf(id))
    claims.claim(id, createCall, context.windowFromNow);

  const submitted = untilAborted(begin(context, stop), signal);
  const result = untilAborted(
    submitted.then(({ task_id }) => finish(context, task_id, options)),
    signal,
  );
  // Whoever asks for the result gets the error; a job that nobody asks must not end the process.
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

/** Brings the job to its task. */
async function begin(context: JobContext, stop: AbortController): Promise<LinklessTask & { task_id: string }> {
  const { signal, state, use } = context;
  const { refusal, takeTurn, runtime } = use;
  if (state.taskId === undefined) {
    if (state.phase === "planned") {
      const warnings = await checkRequest(state.request, runtime.now());
      await context.update({ warnings });
      warnings.forEach(use.warn);
    }
    const { error: earlier } = refusal;
    const inTurn: Parameters<typeof submit>[1] = (work) => {
      const checked: typeof work = async (turn) => {
        // Refused while this job waited: its calls would be signed with the same key, which bad signatures lock.
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
  const { calls, openLink, retries, settings, runtime } = context.use;
  const task = await wait(context, id);
  await context.update({ phase: "done" });
  const requestIds = [state.createRequestId, history.requestIds.at(-1)].filter((id) => id !== undefined);
  // The list renews the link, as long as the download has time.
  const renew = (signal: AbortSignal) => {
    const rest = (ms: number) => runtime.sleep(ms, signal);
    const list: JobContext["list"] = (query) =>
      retries.retrying(() => calls.listTasks(query, signal), rest, Number.POSITIVE_INFINITY);
    return findById({ list, use: { runtime } }, id);
  };
  const { callTimeoutMs: timeoutMs, followRedirect } = settings;
  const source = { fetch: openLink, signal, runtime, retries, timeoutMs, followRedirect, renew };
  return createFile(task, { ...context.snapshot(), requestIds }, { ...source, release: () => release(context, id) });
}

/** The task isn't the job's after all: its create call is unresolved again, and only a task of its time can be its own. */
async function release(context: JobContext, id: string): Promise<JobState> {
  const { state, use } = context;
  const call = state.createCall ?? { ids: [], complete: true, answered: true };
  const createCall: CreateCall = { ...call, ids: [...call.ids, id], overdue: true };
  use.claims.reject(state.id, id, createCall);
  await context.update({ phase: "submitting", taskId: undefined, status: undefined, createCall });
  return context.snapshot();
}
