// What a job takes and gives.
import type { LinklessTask } from "../errors/job.ts";
import type { ExportFile } from "../file/file.ts";
import type { JobProgress, JobState } from "../state/state.ts";
import type { ClaimStore } from "./claims.ts";

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

/** Stores a state of a job. Awaited before the step that the state announces. */
export interface OnState {
  (state: JobState, progress: JobProgress): void | Promise<void>;
  /**
   * The unresolved create calls of other jobs in the same store. The job resolves them before it creates a task. `save` of
   * a record of `jobFolder` has them: pass the function itself.
   */
  claims?: ClaimStore;
}
