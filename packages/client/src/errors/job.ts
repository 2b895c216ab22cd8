// What exports end with. Small, because every import of the client loads it; job/failures.ts has the words.
import type { ExportTask } from "@cdn-export/api";
import { CdnExportError, type ErrorDetails } from "./base.ts";

/** A task without its link: anyone who has the link has the file. */
export type LinklessTask = Omit<ExportTask, "download_link">;

/**
 * The job's task can't be identified: there are several new tasks, or the create call got no response and no new task
 * appeared. No second task was created.
 */
export class AmbiguousTaskError extends CdnExportError {
  override readonly name = "AmbiguousTaskError";
  /** The tasks that could be the job's; none when no new task appeared. */
  readonly candidates: readonly LinklessTask[];

  constructor(message: string, candidates: readonly LinklessTask[], details?: ErrorDetails) {
    super("AMBIGUOUS_TASK", message, details);
    this.candidates = candidates;
  }
}

/** The list doesn't show the job's task. No second task was created. `restore` the job's state to look again. */
export class TaskNotListedError extends CdnExportError {
  override readonly name = "TaskNotListedError";
  /** `never`: the create call was answered, and the job's time is up. `gone`: the task was listed once. */
  readonly reason: "never" | "gone" | "other-account";
  /** `undefined` when no task ever appeared. */
  readonly taskId: string | undefined;

  constructor(message: string, reason: TaskNotListedError["reason"], taskId?: string, details?: ErrorDetails) {
    super("TASK_NOT_LISTED", message, details);
    this.reason = reason;
    this.taskId = taskId;
  }
}

/** The service reports the task as failed. */
export class JobFailedError extends CdnExportError {
  override readonly name = "JobFailedError";
  readonly task: LinklessTask;

  constructor(message: string, task: LinklessTask, details?: ErrorDetails) {
    super("JOB_FAILED", message, details);
    this.task = task;
  }
}

/** What a job had seen when its time was up. */
export interface SeenSoFar {
  /** How often each status was seen; `unlisted` when the list didn't show the task. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of the last ten list calls, the newest at the end. */
  readonly requestIds: readonly string[];
  /** The task as the list showed it last. */
  readonly lastTask: LinklessTask | undefined;
  readonly taskId: string | undefined;
}

/** The task did not finish in time. It may still do: `restore` the job's state to continue waiting. */
export class JobTimeoutError extends CdnExportError implements SeenSoFar {
  override readonly name = "JobTimeoutError";
  readonly statuses: SeenSoFar["statuses"];
  readonly requestIds: readonly string[];
  readonly lastTask: LinklessTask | undefined;
  readonly taskId: string | undefined;

  constructor(message: string, { statuses, requestIds, lastTask, taskId }: SeenSoFar, details?: ErrorDetails) {
    super("JOB_TIMEOUT", message, details);
    this.statuses = statuses;
    this.requestIds = requestIds;
    this.lastTask = lastTask;
    this.taskId = taskId;
  }
}
