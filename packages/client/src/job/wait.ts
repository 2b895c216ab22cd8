import type { ExportTask } from "@cdn-export/api";
import type { Known } from "../base/known.ts";
import { backoffDelay } from "../call/retry.ts";
import {
  type FinishedTask,
  linkless,
  listChangedSince,
  type NamedTask,
  named,
  type TaskLister,
} from "../call/tasks.ts";
import type { JobContext } from "./context.ts";
import { notListedError, taskFailedError } from "./failures.ts";

type Status = Known<Exclude<ExportTask["status"], undefined>>;
const SUCCESS: Status = "success";
/** The documented `fail`, and likely names of undocumented failures. */
const FAILURE = /fail|error/i;

/**
 * Polls the task until it is done: `success` with a link, or a status that looks like a failure and comes without a
 * link. Other statuses are reported as progress.
 */
export async function wait(context: JobContext, id: string): Promise<FinishedTask> {
  const { history, state, deps } = context;
  let missingSince: number | undefined;
  for (let polls = 1; ; polls++) {
    const asked = deps.runtime.monotonicNow();
    const task = await findById(context, id);
    history.look(task && linkless(task));
    missingSince = task ? undefined : (missingSince ?? asked);
    if (missingSince !== undefined) checkMissing(context, asked - missingSince);
    await context.update({ status: task ? task.status : state.status });
    if (isFinished(task)) return task;
    if (task && hasFailed(task)) {
      await context.update({ phase: "failed" });
      throw taskFailedError(task, history.requestIds.at(-1));
    }
    await context.sleep(backoffDelay(polls, deps.runtime));
  }
}

/** Reads the task from the list, which also renews its link. */
export async function findById(context: TaskLister, id: string): Promise<NamedTask | undefined> {
  const { tasks } = await listChangedSince(Number.POSITIVE_INFINITY, context);
  const isIt = ({ task_id }: NamedTask) => task_id === id;
  return tasks.find(isIt) ?? named((await context.list({ task_id: id })).data).find(isIt);
}

/** A task that disappeared from the list won't come back. One that never appeared may be late. */
function checkMissing({ isOtherAccount, state, deps, wasListed }: JobContext, missingMs: number): void {
  if (isOtherAccount) throw notListedError("other-account", state);
  if (wasListed && missingMs >= deps.settings.visibilityTimeoutMs) throw notListedError("gone", state);
}

function isFinished(task: NamedTask | undefined): task is FinishedTask {
  return task?.status?.toLowerCase() === SUCCESS && hasLink(task);
}

function hasFailed(task: NamedTask): boolean {
  return typeof task.status === "string" && FAILURE.test(task.status) && !hasLink(task);
}

function hasLink({ download_link }: NamedTask): boolean {
  return typeof download_link === "string" && download_link !== "";
}
