// The messages of the errors that end a job: what happened, why, and what to do.
import type { CdnExportError, ErrorDetails } from "@cdn-export/api/base-error";
import { linkless, type NamedTask } from "../call/tasks.ts";
import { AmbiguousTaskError, JobFailedError, JobTimeoutError, TaskNotListedError } from "../errors/job.ts";
import type { JobState } from "../state/state.ts";
import type { PollHistory } from "./poll-history.ts";

type OwnFields<E extends CdnExportError> = Omit<E, keyof CdnExportError>;

/** Makes an error with all the fields of its class. `ErrorDetails` doesn't name them, but the base class sets them. */
export function jobError<E extends CdnExportError>(
  Class: new (code: string, message: string, details: ErrorDetails) => E,
  code: string,
  message: string,
  details: ErrorDetails & OwnFields<E>,
): E {
  return new Class(code, message, details);
}

export function ambiguousError(found: readonly NamedTask[]): AmbiguousTaskError {
  const ids = found.map(({ task_id }) => task_id).join(", ");
  const what = found.length === 1 ? "new task may or may not be the job's" : "new tasks could be the job's";
  return jobError(AmbiguousTaskError, "AMBIGUOUS_TASK", `${found.length} ${what}: ${ids}`, {
    candidates: found.map(linkless),
    advice: "Other programs or earlier runs create tasks on this account: let them share a lock",
  });
}

const NOT_LISTED = {
  never: [
    "the create call got a response, but the list didn't show its task",
    "Restore the job's state to look again; another create call may make a second task",
  ],
  gone: ["it was listed before, and no longer is", "It was removed, or belongs to another account; export again"],
  "other-account": [
    "the job was started with another AK or endpoint",
    "Use the AK and the endpoint it was started with",
  ],
} as const;

export function notListedError(
  reason: TaskNotListedError["reason"],
  { taskId, createRequestId }: JobState,
): TaskNotListedError {
  const [why, advice] = NOT_LISTED[reason];
  const message = `Task ${taskId ?? "of the export"} isn't in the list: ${why}`;
  return jobError(TaskNotListedError, "TASK_NOT_LISTED", message, {
    reason,
    taskId,
    advice,
    requestId: createRequestId,
  });
}

export function taskFailedError(task: NamedTask, requestId: string | undefined): JobFailedError {
  return jobError(JobFailedError, "JOB_FAILED", `The export task ${task.task_id} has failed`, {
    task: linkless(task),
    requestId,
    advice: "Export again; if that fails as well, send the task's ID to Huawei Cloud's support",
  });
}

export function jobTimeoutError(
  seconds: number,
  { statuses, lastTask, requestIds, lastError }: PollHistory,
  { phase, taskId }: JobState,
): JobTimeoutError {
  const seen = Object.entries(statuses).map(([status, times]) => `${status} ${times} times`);
  const message = `The export did not finish within ${seconds} s; seen: ${seen.join(", ") || "no status"}`;
  return jobError(JobTimeoutError, "JOB_TIMEOUT", message, {
    statuses: { ...statuses },
    requestIds: [...requestIds],
    lastTask,
    taskId,
    advice:
      phase === "planned"
        ? "Nothing was created yet: jobs create one after another, so start fewer at a time or give them a longer timeout"
        : `${taskId === undefined ? "No task is known yet" : "The task may still finish"}: restore the job's state to continue`,
    requestId: requestIds.at(-1),
    cause: lastError,
  });
}
