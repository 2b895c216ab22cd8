// What exports end with. Small, because every import of the client loads it; job/failures.ts has the words.
import type { ExportTask } from "@cdn-export/api";
import { CdnExportError, type ErrorDetails } from "@cdn-export/api/base-error";

/** A task without its link: anyone who has the link has the file. */
export type LinklessTask = Omit<ExportTask, "download_link">;

/**
 * The job's task can't be identified: there are several new tasks, or the create call got no response and no new task
 * appeared. No second task was created.
 */
export class AmbiguousTaskError extends CdnExportError {
  override readonly name = "AmbiguousTaskError";
  /** The tasks that could be the job's; none when no new task appeared. */
  declare readonly candidates: readonly LinklessTask[];

  constructor(message: string, details: ErrorDetails & Pick<AmbiguousTaskError, "candidates">) {
    super("AMBIGUOUS_TASK", message, details);
  }
}

/** The list doesn't show the job's task. No second task was created. `restore` the job's state to look again. */
export class TaskNotListedError extends CdnExportError {
  override readonly name = "TaskNotListedError";
  /** `never`: the create call was answered, and the job's time is up. `gone`: the task was listed once. */
  declare readonly reason: "never" | "gone" | "other-account";
  /** `undefined` when no task ever appeared. */
  declare readonly taskId: string | undefined;

  constructor(message: string, details: ErrorDetails & Pick<TaskNotListedError, "reason" | "taskId">) {
    super("TASK_NOT_LISTED", message, details);
  }
}

/** The service reports the task as failed. */
export class JobFailedError extends CdnExportError {
  override readonly name = "JobFailedError";
  declare readonly task: LinklessTask;

  constructor(message: string, details: ErrorDetails & Pick<JobFailedError, "task">) {
    super("JOB_FAILED", message, details);
  }
}

/** The task did not finish in time. It may still do: `restore` the job's state to continue waiting. */
export class JobTimeoutError extends CdnExportError {
  override readonly name = "JobTimeoutError";
  /** How often each status was seen; `unlisted` when the list didn't show the task. */
  declare readonly statuses: Readonly<Record<string, number>>;
  /** Of the last ten list calls, the newest at the end. */
  declare readonly requestIds: readonly string[];
  /** The task as the list showed it last. */
  declare readonly lastTask: LinklessTask | undefined;
  declare readonly taskId: string | undefined;

  constructor(
    message: string,
    details: ErrorDetails & Pick<JobTimeoutError, "statuses" | "requestIds" | "lastTask" | "taskId">,
  ) {
    super("JOB_TIMEOUT", message, details);
  }
}
