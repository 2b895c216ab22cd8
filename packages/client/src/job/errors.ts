// What exports end with. Apart from the rest of the family, because it is loaded with the first job.
import type { ExportTask } from "@cdn-export/api";
import { CdnExportError, type ErrorDetails } from "../errors.ts";
import type { PollHistory } from "./poll-history.ts";
import type { JobState } from "./state.ts";

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

const NOT_LISTED = {
  never: [
    "the create call was answered, but the list didn't show it",
    "Restore the job's state to look again; another create call may make a second task",
  ],
  gone: ["it was listed, and no longer is", "It was removed, or belongs to another account; export again"],
  "other-account": ["the job was started with another AK or endpoint", "Use those that the job was started with"],
} as const;

/** The list doesn't show the job's task. No second task was created. `restore` the job's state to look again. */
export class TaskNotListedError extends CdnExportError {
  override readonly name = "TaskNotListedError";
  /** `never`: the create call was answered, and the job's time is up. `gone`: the task was listed once. */
  readonly reason: keyof typeof NOT_LISTED;
  /** `undefined` when no task ever appeared. */
  readonly taskId: string | undefined;

  constructor(reason: keyof typeof NOT_LISTED, { taskId, createRequestId }: JobState) {
    const [why, advice] = NOT_LISTED[reason];
    super("TASK_NOT_LISTED", `Task ${taskId ?? "of the export"} isn't in the list: ${why}`, {
      advice,
      requestId: createRequestId,
    });
    this.reason = reason;
    this.taskId = taskId;
  }
}

/** The service reports the task as failed. */
export class JobFailedError extends CdnExportError {
  override readonly name = "JobFailedError";
  readonly task: LinklessTask;

  constructor(task: LinklessTask, requestId: string | undefined) {
    super("JOB_FAILED", `The export task ${task.task_id} has failed`, {
      requestId,
      advice: "Export again; if that fails as well, quote the task's ID to the support desk",
    });
    this.task = task;
  }
}

/** The task did not finish in time. It may still do: `restore` the job's state to continue waiting. */
export class JobTimeoutError extends CdnExportError {
  override readonly name = "JobTimeoutError";
  /** How often each status was seen; `unlisted` when the list didn't show the task. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of the last ten list calls, the newest at the end. */
  readonly requestIds: readonly string[];
  /** The task as the list showed it last. */
  readonly lastTask: LinklessTask | undefined;
  readonly taskId: string | undefined;

  constructor(
    seconds: number,
    { statuses, lastTask, requestIds, lastError }: PollHistory,
    { phase, taskId }: JobState,
  ) {
    const seen = Object.entries(statuses).map(([status, times]) => `${status} ${times} times`);
    super("JOB_TIMEOUT", `The export did not finish within ${seconds} s; seen: ${seen.join(", ") || "no status"}`, {
      advice:
        phase === "planned"
          ? "Nothing was created yet: jobs create one after another, so start fewer at a time or give them a longer timeout"
          : `${taskId === undefined ? "No task is known yet" : "The task may still finish"}: restore the job's state to continue`,
      requestId: requestIds.at(-1),
      cause: lastError,
    });
    this.statuses = { ...statuses };
    this.requestIds = [...requestIds];
    this.lastTask = lastTask;
    this.taskId = taskId;
  }
}
