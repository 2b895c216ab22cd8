// The errors that end exports. Small, because every import of the client loads it; job/failures.ts has the messages.
import type { ExportTask } from "@cdn-export/api";
import { CdnExportError } from "@cdn-export/api/base-error";

/** A task without its download link: anyone who has the link can download the file. */
export type LinklessTask = Omit<ExportTask, "download_link">;

/**
 * The job's task can't be identified: there are several new tasks, or the create call got no response and no new task
 * appeared. No second task was created.
 */
export class AmbiguousTaskError extends CdnExportError {
  override readonly name = "AmbiguousTaskError";
  /** The tasks that could be the job's. Empty when no new task appeared. */
  declare readonly candidates: readonly LinklessTask[];
}

/** The task list doesn't show the job's task. No second task was created. `restore` the job's state to look again. */
export class TaskNotListedError extends CdnExportError {
  override readonly name = "TaskNotListedError";
  /**
   * - `never`: the create call got a response, but the task didn't appear within the job's `timeout`
   * - `gone`: the task was listed once, and no longer is
   * - `other-account`: the job was started with another AK or endpoint
   */
  declare readonly reason: "never" | "gone" | "other-account";
  /** The task's ID; `undefined` when no task ever appeared. */
  declare readonly taskId: string | undefined;
}

/** The service reports the task as failed. */
export class JobFailedError extends CdnExportError {
  override readonly name = "JobFailedError";
  /** The task as the list showed it last, without its download link. */
  declare readonly task: LinklessTask;
}

/**
 * The task didn't finish within the job's `timeout`. It may still finish: `restore` the job's state to keep waiting.
 */
export class JobTimeoutError extends CdnExportError {
  override readonly name = "JobTimeoutError";
  /** How often the job saw each status. `unlisted` counts the lists that didn't show the task. */
  declare readonly statuses: Readonly<Record<string, number>>;
  /** `X-Request-Id` of the last ten list calls, the newest last. */
  declare readonly requestIds: readonly string[];
  /** The task as the list showed it last; `undefined` when it never did. */
  declare readonly lastTask: LinklessTask | undefined;
  /** The task's ID; `undefined` when the job didn't find its task. */
  declare readonly taskId: string | undefined;
}
