import { JobFailedError } from "../errors.ts";
import { pause } from "../retry.ts";
import type { JobContext } from "./context.ts";
import { ambiguous, isNew } from "./submit.ts";
import { listChangedSince, type NamedTask, named } from "./tasks.ts";

/** A task whose file can be had. */
export type FinishedTask = NamedTask & { download_link: string };

/**
 * Looks at the task until it is done. Only `success` with a link, and `fail`, are the end: any other status, known or not,
 * is reported and waited through.
 */
export async function wait(context: JobContext, id: string): Promise<FinishedTask> {
  const { signal, statuses, update, world } = context;
  for (let looks = 1; ; looks++) {
    const task = await look(context, id);
    const status = task?.status ?? "unlisted";
    statuses[status] = (statuses[status] ?? 0) + 1;
    await update({ status: task?.status });
    if (isFinished(task)) return task;
    if (task?.status === "fail") {
      await update({ phase: "failed" });
      throw new JobFailedError(task);
    }
    context.checkDeadline();
    // The last look is just before the deadline.
    await world.sleep(Math.min(pause(looks, world), context.timeLeft()), signal);
  }
}

/** The task as the list shows it now; its link is renewed by that. */
export async function look(
  { list, section, state: { before } }: JobContext,
  id: string,
): Promise<NamedTask | undefined> {
  const { tasks } = await listChangedSince(before?.from ?? Number.POSITIVE_INFINITY, list);
  // A second task that fits as well may have been slower to show up than the first.
  const rivals = before ? tasks.filter((task) => task.task_id !== id && isNew(task, before, section)) : [];
  const own = tasks.find((task) => task.task_id === id) ?? (await lookUp(list, id));
  if (own && rivals.length > 0) throw ambiguous([own, ...rivals]);
  return own;
}

async function lookUp(list: JobContext["list"], id: string): Promise<NamedTask | undefined> {
  const { data } = await list({ task_id: id });
  return named(data.data ?? []).find(({ task_id }) => task_id === id);
}

function isFinished(task: NamedTask | undefined): task is FinishedTask {
  return task?.status === "success" && typeof task.download_link === "string" && task.download_link !== "";
}
