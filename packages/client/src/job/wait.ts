import type { ExportTask } from "@cdn-export/api";
import { RIVAL_WATCH_MS, SERVER_SKEW_MS } from "../constants.ts";
import type { Known } from "../known.ts";
import { pause } from "../retry.ts";
import type { JobContext } from "./context.ts";
import { JobFailedError } from "./errors.ts";
import { fit, isAnothers, isOutOfTime, isStranger } from "./section.ts";
import { ambiguous } from "./submit.ts";
import { linkless, listChangedSince, type NamedTask, named } from "./tasks.ts";

/** A task whose file can be had. */
export type FinishedTask = NamedTask & { download_link: string };

type Status = Known<Exclude<ExportTask["status"], undefined>>;
const SUCCESS: Status = "success";
const FAIL: Status = "fail";

/**
 * Looks at the task until it is done. Only `success` with a link, and `fail`, are the end: any other status, known or not,
 * is reported and waited through.
 *
 * While `before` is known, a second task that fits as surely ends it in doubt. It is looked for as long again as the own
 * task took to show up, by our clock and by its age, for a list that showed one late shows the other late, too; and for
 * the whole `visibilityTimeout` where its age is unknown or its create call was not answered.
 */
export async function wait(context: JobContext, id: string): Promise<FinishedTask> {
  const { settings, state, update, witness, world } = context;
  const { late = 0 } = state.before ?? {};
  const watchUntil = world.steady() + Math.max(RIVAL_WATCH_MS, context.tookToShowUpMs(), late);
  for (let looks = 1; ; looks++) {
    const { before } = state;
    // What counts is when the list is asked: its answer may be long on its way.
    const isEarly = world.steady() < watchUntil;
    const { task, askedAt = 0 } = await look(context, id);
    // By then a rival would have shown up, however often this job was restored meanwhile.
    const isOpen = before !== undefined && askedAt < before.to + settings.visibilityTimeoutMs;
    // As long as there is no file, to look costs nothing.
    const isWatched = isOpen && (isEarly || !isFinished(task));
    witness.look(task && linkless(task));
    await update({ status: task?.status, ...(!isWatched && { before: undefined }) });
    if (isFinished(task) && !isWatched) return task;
    if (task?.status === FAIL) {
      await update({ phase: "failed" });
      throw new JobFailedError(linkless(task), witness.seen.requestIds.at(-1));
    }
    context.checkDeadline();
    const watch = isFinished(task) ? watchUntil - world.steady() : Number.POSITIVE_INFINITY;
    await context.rest(Math.min(pause(looks, world), watch));
  }
}

/** The task as the list shows it now; its link is renewed by that. @throws AmbiguousTaskError when there is a rival. */
export async function look(
  { isRestored, listPatiently, section, settings, state: { before, id: job }, world }: JobContext,
  id: string,
): Promise<{ task: NamedTask | undefined; askedAt: number | undefined }> {
  const since = before ? before.from - SERVER_SKEW_MS : Number.POSITIVE_INFINITY;
  const { tasks, askedAt } = await listChangedSince(since, listPatiently, world);
  const isRival = (task: NamedTask) => {
    if (!before) return false;
    const [how, others] = [fit(task, before), isAnothers(task, job, section)];
    // What another job's call fits but by the clocks' skew may well be this one's own: better no file than a wrong one.
    if (how === "sure" || (how && section.others === "any")) return others !== "sure";
    if (!others && section.others !== "none" && isOutOfTime(task, before)) return true;
    // A job that was restored knows too little of those before and after it.
    if (others || section.others === "in-turn" || isRestored) return false;
    // The own one, should the clocks differ.
    return how === "doubtful" || isStranger(task, before, section, settings.visibilityTimeoutMs);
  };
  const rivals = tasks.filter((task) => task.task_id !== id && isRival(task));
  const own = tasks.find(({ task_id }) => task_id === id);
  if (rivals.length > 0) throw ambiguous([own ?? { task_id: id }, ...rivals]);
  const task = own ?? named((await listPatiently({ task_id: id })).data).find(({ task_id }) => task_id === id);
  return { task, askedAt };
}

function isFinished(task: NamedTask | undefined): task is FinishedTask {
  return task?.status === SUCCESS && typeof task.download_link === "string" && task.download_link !== "";
}
