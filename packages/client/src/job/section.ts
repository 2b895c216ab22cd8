import { SERVER_SKEW_MS } from "../constants.ts";
import type { Baseline } from "./state.ts";
import type { CriticalSection } from "./turns.ts";

/**
 * What the jobs of one client know of each other. They take turns between looking at the list and seeing their own task
 * in it; a job that ends in between leaves a create call behind whose task may still turn up.
 */
export interface Section {
  /** One at a time. */
  run: CriticalSection;
  /** The other programs that create tasks on the account: there are none, they take turns, too, or do as they like. */
  readonly others: "none" | "in-turn" | "any";
  /** Whether the list has shown that there are some after all. */
  hasCompany: boolean;
  /** Whose task it is, by task id; `undefined` for nobody's. */
  readonly owners: Map<string, string>;
  /** Tasks that answers told of and no list has shown yet. */
  readonly told: Set<string>;
  /** Whether answers to create calls tell ids: the documents say nothing of it. */
  tellsIds: boolean;
  /** Create calls, by job, whose tasks have not been seen yet, and until when (by the steady clock) they may show up. */
  readonly open: Map<string, { before: Baseline; until: number }>;
  /** The first create call. What was created since, and by none of this client's, tells of another program. */
  first: Baseline | undefined;
  /** The newest create call. The next one must not fit its time, or it would explain away a rival that shows up late. */
  last: Baseline | undefined;
  /** Create calls whose tasks did not show up in time. Should they do so later, no other job must take them. */
  lost: (Baseline & { job: string })[];
}

export function createSection(run: CriticalSection, others: Section["others"]): Section {
  const [owners, told, open] = [new Map(), new Set<string>(), new Map()];
  const none = { tellsIds: false, hasCompany: false, first: undefined, last: undefined, lost: [] };
  return { run, others, owners, told, open, ...none };
}

/** Until when (server's clock) a create call may have made its task. */
export function endOf({ to, latest = to }: Baseline): number {
  return latest;
}

/**
 * How well a task fits a create call: `sure` when it is new and was created while the call ran, `doubtful` when only the
 * clocks' skew, or a call that was carried out after its failure, makes it fit.
 */
export function fit(
  { task_id, create_time }: { task_id: string; create_time?: number },
  before: Baseline,
): "sure" | "doubtful" | undefined {
  if (before.ids.includes(task_id)) return undefined;
  if (create_time === undefined) return before.complete ? "sure" : undefined;
  if (create_time >= before.from && create_time < before.to) return "sure";
  const near = create_time >= before.from - SERVER_SKEW_MS && create_time <= endOf(before) + SERVER_SKEW_MS;
  return near ? "doubtful" : undefined;
}

/** Whether a task may be younger than the look at the list, whatever the clock says that dates the answers. */
export function isNew(
  { task_id, create_time = Number.NaN }: { task_id: string; create_time?: number },
  { complete, ids, newest = Number.NaN }: Baseline,
): boolean {
  // The service's own times, but not of one machine: they may differ a little, too.
  const isOld = !complete && create_time < newest - SERVER_SKEW_MS;
  return !ids.includes(task_id) && !isOld;
}

/** Whether a new task is older than the look at the list, by its time: then that is off, and the task may be anybody's. */
export function isOutOfTime(task: { task_id: string; create_time?: number }, before: Baseline): boolean {
  return isNew(task, before) && task.create_time !== undefined && task.create_time < before.from - SERVER_SKEW_MS;
}

/** Whether a task was created since the first create call, and by none of this client's. */
export function isCompany(task: { task_id: string; create_time?: number }, section: Section): boolean {
  const { first } = section;
  if (!first || first.ids.includes(task.task_id) || isAnothers(task, "", section)) return false;
  return task.create_time !== undefined && task.create_time >= first.from;
}

/**
 * How surely a task is another job's of this client: one that has claimed it, one whose create call is still open, or one
 * that has been given up as lost. `undefined`: it is none of theirs.
 */
export function isAnothers(
  task: { task_id: string; create_time?: number },
  job: string,
  section: Section,
): "sure" | "doubtful" | undefined {
  const owner = section.owners.get(task.task_id);
  if (owner !== undefined) return owner === job ? undefined : "sure";
  const open = [...section.open].filter(([other]) => other !== job).map(([, call]) => call.before);
  const fits = [...section.lost, ...open].map((before) => fit(task, before));
  // One without a time fits every call that was made before it.
  if (fits.includes("sure") && task.create_time !== undefined) return "sure";
  return fits.some((how) => how !== undefined) ? "doubtful" : undefined;
}

/**
 * Whether a task tells that another program is at work, and so that a create call without an answer proves nothing: the
 * only task that fits it may be the other's. Asked where none are known of: who takes turns is no stranger, and among
 * strangers such a call is never proof.
 */
export function isStranger(
  { task_id, create_time }: { task_id: string; create_time?: number },
  before: Baseline,
  { others }: Section,
  visibilityTimeoutMs: number,
): boolean {
  if (before.answered || others !== "none" || create_time === undefined || before.ids.includes(task_id)) return false;
  return create_time >= before.from - SERVER_SKEW_MS && create_time < before.to + visibilityTimeoutMs;
}
