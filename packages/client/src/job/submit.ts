// Creates a task once, and finds it. Create returns no id and takes no idempotency key, so the list is looked at before
// and after, and a create call whose answer was lost is looked for, never repeated.
import { SERVER_SKEW_MS } from "../constants.ts";
import { AbortedError, AmbiguousTaskError, ApiError, CdnExportError, ThrottledError } from "../errors.ts";
import { pause } from "../retry.ts";
import type { JobContext } from "./context.ts";
import type { Section } from "./section.ts";
import type { Baseline } from "./state.ts";
import { listChangedSince, type NamedTask } from "./tasks.ts";

/** @returns the job's own task. Leaves the state at `submitting` when it fails in doubt. */
export async function submit(context: JobContext): Promise<NamedTask> {
  const { state, options, section } = context;
  if (state.phase === "planned") {
    const id = await create(context);
    if (id !== undefined) {
      await context.update({ before: undefined });
      return { task_id: id };
    }
  }
  const found = await search(context);
  if (found) return found;
  section.lost = true;
  if (options.onLost === "create-again") {
    await context.update({ phase: "planned" });
    return submit({ ...context, options: { ...options, onLost: "fail" } });
  }
  throw new AmbiguousTaskError(
    `No new task showed up within ${options.visibilityTimeoutMs / 1000} s of the create call, so it is not known whether there is one`,
    [],
    { advice: 'Look at the tasks before you create another; onLost: "create-again" does so without asking' },
  );
}

/** @returns the id from the answer, should the service ever give one. */
async function create(context: JobContext): Promise<string | undefined> {
  const { calls, signal, state, world } = context;
  for (let tries = 1; ; tries++) {
    const before = await baseline(context);
    await context.update({ phase: "submitting", before });
    try {
      const { data, serverTime } = await calls.createTask(state.request, signal);
      // The Date header is in whole seconds, rounded down.
      const to = serverTime === undefined ? before.to : serverTime + 1000 + SERVER_SKEW_MS;
      await context.update({ before: { ...before, to } });
      return idIn(data);
    } catch (error) {
      if (error instanceof AbortedError) throw error;
      if (!isRefusal(error)) return undefined;
      await context.update({ phase: "planned" });
      if (!(error instanceof ThrottledError)) throw error;
      context.checkDeadline();
      await world.sleep(pause(tries, world, error.retryAfterMs), signal);
    }
  }
}

/** Whether the service said no, so that there is no task. Its own trouble, and any other silence, leave that open. */
function isRefusal(error: unknown): boolean {
  // Not of the family: the signer or the credentials failed, before anything was sent.
  if (!(error instanceof CdnExportError)) return true;
  return error instanceof ApiError && (error.status ?? 0) < 500 && error.code !== "CDN.0000";
}

async function baseline({ list, options, world }: JobContext): Promise<Baseline> {
  const { tasks, complete, serverTime = world.now() } = await listChangedSince(Number.POSITIVE_INFINITY, list);
  return {
    ids: tasks.map(({ task_id }) => task_id),
    complete,
    from: serverTime - SERVER_SKEW_MS,
    to: serverTime + options.callTimeoutMs + SERVER_SKEW_MS,
  };
}

/** Looks until the one new task shows up; `undefined` when none does. */
async function search(context: JobContext): Promise<NamedTask | undefined> {
  const { options, signal, world } = context;
  const until = world.now() + options.visibilityTimeoutMs;
  for (let looks = 1; ; looks++) {
    const [own, ...rivals] = await newTasks(context);
    if (own && rivals.length > 0) throw ambiguous([own, ...rivals]);
    if (own) return own;
    const left = until - world.now();
    if (left <= 0) return undefined;
    await world.sleep(Math.min(pause(looks, world), left), signal);
    context.checkDeadline();
  }
}

/** The tasks that were not there before, were created while the create call ran, and belong to no other job. */
async function newTasks({ list, section, state: { before } }: JobContext): Promise<NamedTask[]> {
  if (!before) return [];
  const { tasks } = await listChangedSince(before.from, list);
  return tasks.filter((task) => isNew(task, before, section));
}

/** Whether a task could be the one that the create call made. */
export function isNew({ task_id, create_time }: NamedTask, before: Baseline, section: Section): boolean {
  if (before.ids.includes(task_id) || section.owned.has(task_id)) return false;
  return create_time === undefined
    ? before.complete && !section.lost
    : create_time >= before.from && create_time <= before.to;
}

export function ambiguous(candidates: readonly NamedTask[]): AmbiguousTaskError {
  const ids = candidates.map(({ task_id }) => task_id).join(", ");
  return new AmbiguousTaskError(
    `${candidates.length} new tasks could be the one that was created: ${ids}`,
    candidates,
    {
      advice: "Another program creates tasks on this account at the same time",
    },
  );
}

function idIn(body: unknown): string | undefined {
  const id = (body as { task_id?: unknown } | null | undefined)?.task_id;
  return typeof id === "string" && id !== "" ? id : undefined;
}
