// Creates a task once, and finds it. Create returns no id and takes no idempotency key, so the list is looked at before
// and after, and a create call whose answer was lost is looked for, never repeated.
import { DATE_STEP_MS, LOCAL_SKEW_MS, MAX_CREATE_CALLS, SERVER_SKEW_MS } from "../constants.ts";
import { CdnExportError } from "../errors.ts";
import { isServerTrouble, pause } from "../retry.ts";
import type { JobContext } from "./context.ts";
import { AmbiguousTaskError, ApiError, ThrottledError } from "./errors.ts";
import { fit, isAnothers, type Section } from "./section.ts";
import type { Baseline, JobState } from "./state.ts";
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
      if (outcome.known) return;
      silence = outcome.silence;
    }
    if (await adopt(context)) return;
    const doubtful = await candidates(context).then(
      ({ tasks }) => tasks,
      () => [],
    );
    if (state.before) section.lost.push(state.before);
    section.open.delete(state.id);
    const error = unseen(settings.visibilityTimeoutMs, doubtful, silence);
    if (settings.onLost === "fail" || tries >= MAX_CREATE_CALLS) throw error;
    await context.update({ phase: "planned", before: undefined, createRequestId: undefined });
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

interface Created {
  /** The answer told the id: the job is at `waiting`. */
  known: boolean;
  /** Why there was no answer. */
  silence?: unknown;
}

async function create(context: JobContext): Promise<Created> {
  const { calls, section, settings, signal, state, world } = context;
  for (let tries = 1; ; tries++) {
    let before = await baseline(context);
    for (let ms = overlap(before, section); ms > 0; ms = overlap(before, section)) {
      await context.rest(ms);
      before = await baseline(context);
    }
    context.checkDeadline();
    await context.update({ phase: "submitting", before });
    signal.throwIfAborted();
    section.open.set(state.id, { before, until: world.steady() + settings.visibilityTimeoutMs });
    const { last } = section;
    section.last = before;
    const answered = await calls.createTask(state.request, signal).catch((error: unknown) => ({ error }));
    if (!("error" in answered)) {
      const createRequestId = answered.requestId;
      const taskId = idIn(answered.data);
      if (taskId !== undefined) {
        // It need not be looked for, so nothing can be explained by this call.
        section.last = last;
        await own(context, { task_id: taskId }, undefined, { createRequestId });
        return { known: true };
      }
      const { serverTime } = answered;
      const sent = { ...before, to: serverTime === undefined ? before.to : serverTime + DATE_STEP_MS };
      section.last = sent;
      section.open.set(state.id, { before: sent, until: world.steady() + settings.visibilityTimeoutMs });
      await context.update({ before: sent, createRequestId });
      return { known: false };
    }
    const { error } = answered;
    if (signal.aborted) throw error;
    if (!isRefusal(error)) {
      // The task may have been created as late as now: only now begins the time that it may take to show up.
      section.open.set(state.id, { before, until: world.steady() + settings.visibilityTimeoutMs });
      return { known: false, silence: error };
    }
    section.last = last;
    section.open.delete(state.id);
    await context.update({ phase: "planned", before: undefined, createRequestId: undefined });
    if (!(error instanceof ThrottledError)) throw error;
    await context.rest(context.retries.delay(error, tries));
  }
}

/**
 * Milliseconds until a task that is created then fits neither the last create call nor, but for the skew even, one that
 * was given up as lost: such a task would be taken for another's.
 */
function overlap({ from }: Baseline, { last, lost }: Section): number {
  const ends = lost.map(({ to }) => to + SERVER_SKEW_MS + DATE_STEP_MS);
  if (last) ends.push(last.to);
  return Math.max(0, ...ends.map((end) => end - from));
}

/** Whether there surely is no task: the service said no, or nothing was sent. Any silence leaves that open. */
function isRefusal(error: unknown): boolean {
  // Not of the family: credentials or signature failed, for the transport has errors of its own.
  if (!(error instanceof CdnExportError)) return true;
  return error instanceof ApiError && !isServerTrouble(error);
}

async function baseline({ list, settings, world }: JobContext): Promise<Baseline> {
  const { tasks, complete, serverTime } = await listChangedSince(Number.POSITIVE_INFINITY, list);
  const slack = serverTime === undefined ? LOCAL_SKEW_MS : 0;
  const now = serverTime ?? world.now();
  return {
    ids: tasks.map(({ task_id }) => task_id),
    complete,
    from: now - slack,
    // Should the answer be lost, the request has arrived before its time was up.
    to: now + settings.callTimeoutMs + DATE_STEP_MS + slack,
  };
}

/** Looks until the one new task shows up, and makes it the job's own; false when none surely does. */
async function adopt(context: JobContext): Promise<boolean> {
  const { section, settings, state, world } = context;
  const { before } = state;
  if (!before) return false;
  const { until } = section.open.get(state.id) ?? { until: world.steady() + settings.visibilityTimeoutMs };
  section.open.set(state.id, { before, until });
  for (let looks = 1; ; looks++) {
    const { tasks: found, serverTime } = await candidates(context);
    const [only, ...rivals] = found;
    if (only && rivals.length > 0) throw ambiguous(found);
    const left = until - world.steady();
    // What fits only by the clocks' skew may be another's while ours is late.
    if (only && (fit(only, before) === "sure" || left <= 0)) {
      await own(context, only, { ...before, ...latenessOf(only, serverTime) });
      return true;
    }
    if (left <= 0) return false;
    await context.rest(Math.min(pause(looks, world), left));
  }
}

/** New tasks that could be the job's: created about when its create call ran, and no other job's. */
async function candidates({
  listPatiently,
  section,
  state: { before, id },
}: JobContext): Promise<Pick<Listing, "tasks" | "serverTime">> {
  if (!before) return { tasks: [], serverTime: undefined };
  const { tasks, serverTime } = await listChangedSince(before.from - SERVER_SKEW_MS, listPatiently);
  return {
    tasks: tasks.filter((task) => fit(task, before) !== undefined && !isAnothers(task, id, section)),
    serverTime,
  };
}

function latenessOf({ create_time }: NamedTask, serverTime: number | undefined): Pick<Baseline, "late"> {
  if (create_time === undefined || serverTime === undefined) return {};
  return { late: Math.max(0, serverTime + DATE_STEP_MS - create_time) };
}

/**
 * Waits for the tasks of earlier create calls of this client whose jobs have ended before they saw them: else this job
 * could take one of them for its own.
 */
async function settleOpenCalls(context: JobContext): Promise<void> {
  const { listPatiently, section, state, world } = context;
  for (const [job, { before, until }] of section.open) {
    if (job === state.id) continue;
    for (let looks = 1; ; looks++) {
      const { tasks } = await listChangedSince(before.from - SERVER_SKEW_MS, listPatiently);
      // What fits but by the clocks' skew may be a rival of a job that has another program's task.
      const fitting = tasks.filter((task) => !section.owners.has(task.task_id) && fit(task, before) === "sure");
      for (const task of fitting) section.owners.set(task.task_id, job);
      const left = until - world.steady();
      if (fitting.length > 0) break;
      if (left <= 0) {
        section.lost.push(before);
        break;
      }
      await context.rest(Math.min(pause(looks, world), left));
    }
    section.open.delete(job);
  }
}

async function own(
  context: JobContext,
  { task_id, status }: NamedTask,
  before: Baseline | undefined,
  change: Pick<JobState, "createRequestId"> = {},
): Promise<void> {
  const { section, state } = context;
  section.owners.set(task_id, state.id);
  section.open.delete(state.id);
  await context.update({ ...change, phase: "waiting", taskId: task_id, status, before });
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

function idIn(body: unknown): string | undefined {
  const id = (body as { task_id?: unknown } | null | undefined)?.task_id;
  return (typeof id === "string" && id !== "") || typeof id === "number" ? String(id) : undefined;
}
