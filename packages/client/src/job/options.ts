// The public types of a job.
import type { LinklessTask } from "../errors/job.ts";
import type { ExportFile } from "../file/file.ts";
import type { JobProgress, JobState } from "../state/state.ts";
import type { ClaimStore } from "./claims.ts";

/**
 * A running export. It isn't a promise, so an async function can return it: wait for `submitted()` or `result()`. `for
 * await (const { phase, status } of job)` yields its progress until it ends, and throws the error that ends it early.
 */
export interface ExportJob extends AsyncIterable<JobProgress> {
  /** Resolves with the job's task when it is known. @throws the errors of `exportStatistics`. */
  submitted(): Promise<LinklessTask>;
  /** Resolves with the file when the task has finished. @throws the errors of `exportStatistics`. */
  result(): Promise<ExportFile>;
  /** Returns the current state as plain JSON, for `restore`. */
  toJSON(): JobState;
}

/**
 * Options of one job. `timeout`, `visibilityTimeout`, `stallTimeout`, `onLost` and `followRedirect` override the
 * client's.
 */
export interface JobOptions {
  /** Aborts the job. The task itself can't be cancelled: `restore` the state to continue. */
  signal?: AbortSignal;
  /**
   * Milliseconds for the whole job, including its wait for a turn: jobs create tasks one at a time.
   *
   * @default 1_800_000
   */
  timeout?: number;
  /** Milliseconds that a new task may take to appear in the list. @default 120_000 */
  visibilityTimeout?: number;
  /**
   * Milliseconds for which a download may receive nothing. After that, it drops the connection and continues as after a
   * cut one. Otherwise a download has no limit: `timeout` ends when the file is ready.
   *
   * @default 60_000
   */
  stallTimeout?: number;
  /**
   * What to do when the response to the create call was lost and no new task appeared. `create-again` repeats the call,
   * up to nine times. If the first task appears later than `visibilityTimeout`, that makes a second one.
   *
   * @default "fail"
   */
  onLost?: "fail" | "create-again";
  /** Returns whether a download may follow a redirect. @default only to the same host, and not from https to http */
  followRedirect?: (from: URL, to: URL) => boolean;
  /** Stores each new state. The job waits for it before it takes the step that the state announces. */
  onState?: OnState;
}

/** Stores a job's state. The job waits for it before it takes the step that the state announces. */
export interface OnState {
  /** If it throws or rejects, the job ends with that error. */
  (state: JobState, progress: JobProgress): void | Promise<void>;
  /**
   * The unresolved create calls of other jobs in the same store. The job resolves them before it creates a task. `save`
   * of a `JobRecord` has them, so pass the function itself.
   */
  claims?: ClaimStore;
}
