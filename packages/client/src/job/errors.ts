// What the service's answers and exports end with. Apart from the rest of the family, for it is loaded with the first job.
import type { ExportTask } from "@cdn-export/api";
import type { Explanation } from "@cdn-export/signer/explain";
import { CdnExportError, type ErrorDetails } from "../errors.ts";
import type { JobState } from "./state.ts";

/** A task without its link: whoever has the link has the file. */
export type LinklessTask = Omit<ExportTask, "download_link">;

/** The service or the gateway refused, also with HTTP 200. */
export class ApiError extends CdnExportError {
  override readonly name: string = "ApiError";
}

/** HTTP 401: signature, clock, token or AK. Never repeated blindly: wrong signatures in a row lock the AK. */
export class SignatureError extends ApiError {
  override readonly name = "SignatureError";
  /**
   * Compares what the gateway printed with what was sent, and names the part that differs and the usual cause. `text`
   * has it drawn; no secret is in it.
   *
   * @example
   * if (error instanceof SignatureError) console.error((await error.explain()).text);
   */
  readonly explain: () => Promise<Explanation>;

  constructor(code: string, message: string, details: ErrorDetails, explain: () => Promise<Explanation>) {
    super(code, `${message}; \`await error.explain()\` tells why`, details);
    // Not enumerable: a logged error shows what there is to read.
    this.explain = explain;
    Object.defineProperty(this, "explain", { enumerable: false });
  }
}

/** HTTP 429, or the gateway's code for it. */
export class ThrottledError extends ApiError {
  override readonly name = "ThrottledError";
}

/** An answer that is not the API's: HTML of a proxy, text, a redirect. */
export class UnexpectedAnswerError extends CdnExportError {
  override readonly name = "UnexpectedAnswerError";
}

/** It cannot be told which task is ours, or whether there is one. No second task was created. */
export class AmbiguousTaskError extends CdnExportError {
  override readonly name = "AmbiguousTaskError";
  /** The tasks that could be ours; none when no new task showed up. */
  readonly candidates: readonly LinklessTask[];

  constructor(message: string, candidates: readonly LinklessTask[], details?: ErrorDetails) {
    super("AMBIGUOUS_TASK", message, details);
    this.candidates = candidates;
  }
}

/** The service reports the task as failed. */
export class JobFailedError extends CdnExportError {
  override readonly name = "JobFailedError";
  readonly task: LinklessTask;

  constructor(task: LinklessTask, requestId: string | undefined) {
    super("JOB_FAILED", `The export task ${task.task_id} has failed`, {
      requestId,
      advice: "Export again; should that fail, too, quote the task's id to the support desk",
    });
    this.task = task;
  }
}

/** What a job saw of its task before its time was up. */
export interface Sightings {
  /** How often each status was seen; `unlisted` when the list did not show the task. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The task as the list showed it last. */
  lastTask?: LinklessTask | undefined;
  /** Of the last ten list calls, the newest at the end. */
  readonly requestIds: readonly string[];
  /** What the last list call failed with, if it did. */
  lastError?: unknown;
}

/** The task did not finish in time. It may still do: `restore` the job's state to go on waiting. */
export class JobTimeoutError extends CdnExportError {
  override readonly name = "JobTimeoutError";
  readonly statuses: Sightings["statuses"];
  readonly requestIds: readonly string[];
  readonly lastTask: LinklessTask | undefined;
  readonly taskId: string | undefined;

  constructor(
    seconds: number,
    { statuses, lastTask, requestIds, lastError }: Sightings,
    { phase, taskId }: Pick<JobState, "phase" | "taskId">,
  ) {
    const seen = Object.entries(statuses).map(([status, times]) => `${status} ${times} times`);
    super("JOB_TIMEOUT", `The export did not finish within ${seconds} s; seen: ${seen.join(", ") || "no status"}`, {
      advice:
        phase === "planned"
          ? "Nothing was created yet: jobs create one after another, so start fewer at a time or give them a longer timeout"
          : `${taskId === undefined ? "No task is known yet" : "The task may still finish"}: restore the job's state to go on waiting`,
      requestId: requestIds.at(-1),
      cause: lastError,
    });
    this.statuses = { ...statuses };
    this.requestIds = [...requestIds];
    this.lastTask = lastTask;
    this.taskId = taskId;
  }
}

/** The download link no longer works, and a new one could not be had. */
export class LinkExpiredError extends CdnExportError {
  override readonly name = "LinkExpiredError";
}

/** What came from the download link is not the whole file, or not a file of statistics. */
export class CorruptFileError extends CdnExportError {
  override readonly name = "CorruptFileError";
}
