// Brings a job to its own task. The create call returns no id and takes no idempotency key, so the list is looked at
// before and after, and a create call whose answer was lost is looked for, never repeated.
import { DATE_STEP_MS, MAX_CREATE_CALLS, SERVER_SKEW_MS } from "../constants.ts";
import { pause } from "../retry.ts";
import type { JobContext, JobSettings } from "./context.ts";
import { create, own, UNSENT } from "./create.ts";
import { AmbiguousTaskError } from "./errors.ts";
import { endOf, fit, isAnothers, isNew, isOutOfTime, isStranger } from "./section.ts";
import type { Baseline } from "./state.ts";
import { type Listing, linkless, listChangedSince, type NamedTask } from "./tasks.ts";

/** Brings the job to `waiting`, or leaves it at `submitting` when it fails in doubt. To be run in the section. */
export async function submit(context: JobContext): Promise<void> {
  const { retries, section, settings, state } = context;
  if (await goOn(context)) return;
  await settleOpenCalls(context);
  for (let tries = 1; ; tries++) {
    let silence: unknown;
    if (state.phase === "planned") {
      const outcome = await create(context);
      if (outcome.known) return section.others === "in-turn" ? untilListed(context) : undefined;
      silence = outcome.silence;
    }
    const doubtful = await adopt(context);
    if (!doubtful) return;
    if (state.before) section.lost.push({ ...state.before, job: state.id });
    section.open.delete(state.id);
    const error = unseen(settings.visibilityTimeoutMs, doubtful, silence);
    if (settings.onLost === "fail" || doubtful.length > 0 || tries >= MAX_CREATE_CALLS) throw error;
    await context.update(UNSENT);
    await context.rest(retries.delay(error, tries));
  }
}

/** A job that another handle of this client has carried further: its task is this one's, too. */
async function goOn(context: JobContext): Promise<boolean> {
  const { section, state } = context;
  if (state.phase !== "planned") return false;
  for (const [task_id, owner] of section.owners) {
    if (owner !== state.id) continue;
    await own(context, { task_id }, undefined);
    return true;
  }
  const open = section.open.get(state.id);
  if (open) await context.update({ phase: "submitting", before: open.before });
  return false;
}

function unseen(visibilityTimeoutMs: number, doubtful: readonly NamedTask[], cause: unknown): AmbiguousTaskError {
  const message = `No task that is surely ours showed up within ${visibilityTimeoutMs / 1000} s of the create call`;
  return new AmbiguousTaskError(message, doubtful.map(linkless), {
    advice: 'Look at the tasks before you create another; onLost: "create-again" does so without asking',
    cause,
  });
}

/** Other programs cannot know the task of a told id before the list shows it: until then it is not their turn. */
async function untilListed(context: JobContext): Promise<void> {
  const { listPatiently, settings, state, world } = context;
  const until = world.steady() + settings.visibilityTimeoutMs;
  await lookUntil(context, async (asked) => {
    const { tasks } = await listChangedSince(Number.POSITIVE_INFINITY, listPatiently, world);
    return { isFound: tasks.some(({ task_id }) => task_id === state.taskId), left: until - asked };
  });
}

/** Looks until the one new task shows up, and makes it the job's own. @returns else what could be it, but not surely is. */
async function adopt(context: JobContext): Promise<readonly NamedTask[] | undefined> {
  const { section, settings, state, world } = context;
  const { before } = state;
  if (!before) return [];
  const { until } = section.open.get(state.id) ?? { until: world.steady() + settings.visibilityTimeoutMs };
  section.open.set(state.id, { before, until });
  let doubtful: readonly NamedTask[] = [];
  const isAdopted = await lookUntil(context, async (asked) => {
    const { tasks, unexplained, strangers, serverTime, askedAt } = await candidates(context, before);
    doubtful = tasks.length > 0 ? tasks : unexplained;
    const [only] = tasks;
    const rivals = new Set([...tasks, ...strangers]);
    if (only && rivals.size > 1) throw ambiguous([...rivals]);
    const left = Math.min(until - asked, timeToShowUp(before, askedAt, settings));
    // Without an answer ours may never have been, and the only new task may be another program's; that of one which takes
    // turns is told by its time, where that is known.
    const isAlone = section.others === "none" && !section.hasCompany;
    const isKnown = isAlone || (section.others === "in-turn" && serverTime !== undefined);
    const isProof = before.answered || isKnown;
    // What fits only by the clocks' skew may be another's: while ours is late, or when there may be none.
    const isOurs = only && isProof && (fit(only, before) === "sure" || (left <= 0 && before.answered));
    if (isOurs) await own(context, only, { ...before, late: lateness(only, serverTime, context) });
    return { isFound: Boolean(isOurs), left };
  });
  return isAdopted ? undefined : doubtful;
}

/**
 * Looks again and again, until something was found or may not come any more: whether it was found.
 *
 * @param look - is told when it begins, by the steady clock. What counts is when the list is asked: its answer may be long
 *   on its way, and the process may have slept meanwhile.
 */
async function lookUntil(
  { rest, world }: JobContext,
  look: (asked: number) => Promise<{ isFound: boolean; left: number }>,
): Promise<boolean> {
  for (let looks = 1; ; looks++) {
    const { isFound, left } = await look(world.steady());
    if (isFound || left <= 0) return isFound;
    await rest(Math.min(pause(looks, world), left));
  }
}

interface Candidates extends Listing {
  /** New tasks that are not surely another job's: ours may be among them, whatever its time says. */
  unexplained: NamedTask[];
  /** Tasks that tell of another program, where that matters: see {@link isStranger}. */
  strangers: NamedTask[];
}

/** New tasks that could be the job's: created about when its create call ran, and no other job's. */
async function candidates(
  { isRestored, listPatiently, section, settings, state: { id }, world }: JobContext,
  before: Baseline,
): Promise<Candidates> {
  const { from, newest = from } = before;
  const listing = await listChangedSince(Math.min(from, newest) - SERVER_SKEW_MS, listPatiently, world);
  const notOthers = listing.tasks.filter((task) => isAnothers(task, id, section) !== "sure");
  const unclaimed = notOthers.filter((task) => !isAnothers(task, id, section));
  return {
    ...listing,
    tasks: unclaimed.filter((task) => fit(task, before) !== undefined),
    unexplained: notOthers.filter((task) => isNew(task, before)),
    strangers: unclaimed.filter(
      (task) =>
        (section.others !== "none" && isOutOfTime(task, before)) ||
        // A job that was restored does not know which ones are none.
        (!isRestored && isStranger(task, before, section, settings.visibilityTimeoutMs)),
    ),
  };
}

/**
 * Milliseconds that the task of a create call may still take to show up, by the server's clock: several processes may have
 * looked for it, one after another.
 */
function timeToShowUp(
  before: Baseline,
  askedAt = Number.NEGATIVE_INFINITY,
  { visibilityTimeoutMs }: JobSettings,
): number {
  return endOf(before) + visibilityTimeoutMs - askedAt;
}

/** How late the list may show a rival: as late as the own task, where that can be told and this surely is the own one. */
function lateness(
  { create_time }: NamedTask,
  serverTime: number | undefined,
  { section, settings: { visibilityTimeoutMs }, state }: JobContext,
): number {
  const isOurs = section.others === "in-turn" || (section.others === "none" && state.before?.answered);
  if (!isOurs || create_time === undefined || serverTime === undefined) return visibilityTimeoutMs;
  return Math.max(0, serverTime + DATE_STEP_MS - create_time);
}

/**
 * Waits for the tasks of earlier create calls of this client whose jobs have ended before they saw them: else this job
 * could take one of them for its own.
 */
async function settleOpenCalls(context: JobContext): Promise<void> {
  const { listPatiently, section, settings, state, world } = context;
  for (const [job, { before, until }] of section.open) {
    if (job === state.id) continue;
    const isSeen = await lookUntil(context, async (asked) => {
      const { tasks, askedAt } = await listChangedSince(before.from - SERVER_SKEW_MS, listPatiently, world);
      // What fits but by the clocks' skew may be a rival of a job that has another program's task.
      const fitting = tasks.filter((task) => !section.owners.has(task.task_id) && fit(task, before) === "sure");
      for (const task of fitting) section.owners.set(task.task_id, job);
      return {
        isFound: fitting.length > 0,
        left: Math.min(until - asked, timeToShowUp(before, askedAt, settings)),
      };
    });
    if (!isSeen) section.lost.push({ ...before, job });
    section.open.delete(job);
  }
}

export function ambiguous(found: readonly NamedTask[]): AmbiguousTaskError {
  const ids = found.map(({ task_id }) => task_id).join(", ");
  return new AmbiguousTaskError(
    `${found.length} new tasks could be the one that was created: ${ids}`,
    found.map(linkless),
    {
      advice: "Another program creates tasks on this account at the same time",
    },
  );
}
