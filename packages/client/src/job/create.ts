// One create call, and what is known of its task by then.
import { DATE_STEP_MS, LOCAL_SKEW_MS, SERVER_SKEW_MS } from "../constants.ts";
import { isServerTrouble } from "../retry.ts";
import type { Answer } from "./calls.ts";
import type { JobContext } from "./context.ts";
import { ApiError, ThrottledError } from "./errors.ts";
import { endOf, isCompany, type Section } from "./section.ts";
import type { Baseline, JobState } from "./state.ts";
import { listChangedSince, type NamedTask } from "./tasks.ts";

interface Created {
  /** The answer told the id: the job is at `waiting`. */
  known: boolean;
  /** Why there was no answer. */
  silence?: unknown;
}

/** Nothing was created. */
export const UNSENT: Partial<JobState> = { phase: "planned", before: undefined, createRequestId: undefined };

/** Looks at the list, writes the intent down, makes the create call; again, where the service surely did nothing. */
export async function create(context: JobContext): Promise<Created> {
  const { calls, section, settings, signal, state, witness, world } = context;
  for (let tries = 1; ; tries++) {
    let askedAt = world.steady();
    let before = await baseline(context);
    for (let ms = overlap(before, section); ms > 0; ms = overlap(before, section)) {
      await context.rest(ms);
      askedAt = world.steady();
      before = await baseline(context);
    }
    context.checkDeadline();
    section.first ??= before;
    // Nobody knows whether a state that could not be written down was: until it surely is, no task of another must fit it.
    const intent = { ...before, job: state.id };
    section.lost.push(intent);
    await context.update({ phase: "submitting", before });
    if (signal.aborted) await context.update(UNSENT);
    section.lost = section.lost.filter((call) => call !== intent);
    signal.throwIfAborted();
    section.open.set(state.id, { before, until: world.steady() + settings.visibilityTimeoutMs });
    const { last } = section;
    section.last = before;
    const elapsed = () => world.steady() - askedAt;
    // To write the intent down may have taken long.
    const whole = { ...before, to: before.to + elapsed() };
    const unanswered = () => {
      // A task that is created from now on is likely another program's.
      const to = before.to + elapsed() - settings.callTimeoutMs;
      const sent = { ...before, to, latest: Math.max(to, whole.to) };
      section.last = sent;
      // The task may be created as long after now as a call may take: only then begins its time to show up.
      const until = world.steady() + settings.callTimeoutMs + settings.visibilityTimeoutMs;
      section.open.set(state.id, { before: sent, until });
      return context.update({ before: sent });
    };
    // Written down at once: whoever restores the job may do so when others have created theirs.
    const onAbort = () => {
      unanswered().catch(() => {});
      // Nor does whoever asks for the state now wait for that.
      state.before = section.last;
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const sentSoFar = calls.createsSent();
    const answered = await calls.createTask(state.request, signal).catch((error: unknown) => ({ error }));
    signal.removeEventListener("abort", onAbort);
    if (!("error" in answered)) return noted(context, whole, last, answered);
    const { error } = answered;
    if (signal.aborted) throw error;
    if (!isRefusal(error) && calls.createsSent() > sentSoFar) {
      await unanswered();
      return { known: false, silence: error };
    }
    await context.update(UNSENT);
    section.last = last;
    section.open.delete(state.id);
    if (!(error instanceof ThrottledError)) throw error;
    witness.seen.lastError = error;
    await context.rest(context.retries.delay(error, tries));
  }
}

/** Writes down what the answer told. */
async function noted(
  { section, settings, state, update, world }: JobContext,
  before: Baseline,
  last: Baseline | undefined,
  { data, requestId: createRequestId, serverTime }: Answer<unknown>,
): Promise<Created> {
  const taskId = idIn(data);
  // Where others told an id, this one may have created nothing.
  const answered = taskId !== undefined || !section.tellsIds;
  const sent = { ...before, answered, to: serverTime === undefined ? before.to : serverTime + DATE_STEP_MS };
  // With an id, too: another program's task of the same second must not fall into the time of the next call.
  section.last = taskId !== undefined && serverTime === undefined ? last : sent;
  if (taskId !== undefined) {
    section.tellsIds = true;
    section.told.add(taskId);
    await own({ section, state, update }, { task_id: taskId }, undefined, { createRequestId });
    return { known: true };
  }
  section.open.set(state.id, { before: sent, until: world.steady() + settings.visibilityTimeoutMs });
  await update({ before: sent, createRequestId });
  return { known: false };
}

/**
 * Milliseconds until a task that is created then fits neither the last create call nor, but for the skew even, one that
 * was given up as lost: such a task would be taken for another's.
 */
function overlap({ from }: Baseline, { last, lost }: Section): number {
  const ends = lost.map((call) => endOf(call) + SERVER_SKEW_MS + DATE_STEP_MS);
  if (last) ends.push(endOf(last));
  return Math.max(0, ...ends.map((end) => end - from));
}

/** Whether the service said no. Any silence leaves open whether there is a task. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && !isServerTrouble(error);
}

async function baseline({ list, section, settings, world }: JobContext): Promise<Baseline> {
  const { tasks, complete, serverTime, signedAt } = await listChangedSince(Number.POSITIVE_INFINITY, list, world);
  const listed = tasks.map(({ task_id }) => task_id);
  for (const id of listed) section.told.delete(id);
  section.hasCompany ||= tasks.some((task) => isCompany(task, section));
  const slack = serverTime === undefined ? LOCAL_SKEW_MS : 0;
  const now = serverTime ?? signedAt ?? world.now();
  return {
    // Another process may go on with this job, and know nothing of the others.
    ids: [...listed, ...section.told],
    complete,
    newest: tasks[0]?.update_time,
    from: now - slack,
    // Should the answer be lost, the request has arrived before its time was up.
    to: now + settings.callTimeoutMs + DATE_STEP_MS + slack,
  };
}

/** Makes a task the job's. */
export async function own(
  { section, state, update }: Pick<JobContext, "section" | "state" | "update">,
  { task_id, status }: NamedTask,
  before: Baseline | undefined,
  change: Pick<JobState, "createRequestId"> = {},
): Promise<void> {
  section.owners.set(task_id, state.id);
  section.open.delete(state.id);
  await update({ ...change, phase: "waiting", taskId: task_id, status, before });
}

function idIn(body: unknown): string | undefined {
  const id = (body as { task_id?: unknown } | null | undefined)?.task_id;
  return (typeof id === "string" && id !== "") || typeof id === "number" ? String(id) : undefined;
}
