import { SERVER_SKEW_MS } from "../constants.ts";
import type { Baseline } from "./state.ts";

/**
 * What the jobs of one client know of each other. They take turns between looking at the list and seeing their own task
 * in it; a job that ends in between leaves a create call behind whose task may still turn up.
 */
export interface Section {
  /** For the ids of jobs. */
  nextNumber(): number;
  /** One at a time. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Whose task it is, by task id; `undefined` for nobody's. */
  readonly owners: Map<string, string>;
  /** Create calls, by job, whose tasks have not been seen yet, and until when (local clock) they may show up. */
  readonly open: Map<string, { before: Baseline; until: number }>;
  /** Create calls whose tasks did not show up in time. Should they do so later, no other job must take them. */
  readonly lost: Baseline[];
}

export function createSection(): Section {
  let last: Promise<unknown> = Promise.resolve();
  let number = 0;
  return {
    nextNumber: () => ++number,
    owners: new Map(),
    open: new Map(),
    lost: [],
    run(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => {});
      return turn;
    },
  };
}

/**
 * How well a task fits a create call: `sure` when it is new and was created while the call ran, `doubtful` when only the
 * clocks' skew makes it fit.
 */
export function fit(
  { task_id, create_time }: { task_id: string; create_time?: number },
  before: Baseline,
): "sure" | "doubtful" | undefined {
  if (before.ids.includes(task_id)) return undefined;
  if (create_time === undefined) return before.complete ? "sure" : undefined;
  if (create_time >= before.from && create_time <= before.to) return "sure";
  const near = create_time >= before.from - SERVER_SKEW_MS && create_time <= before.to + SERVER_SKEW_MS;
  return near ? "doubtful" : undefined;
}

/**
 * Whether a task is, or may be, another job's of this client: one that has claimed it, one whose create call is still
 * open, or one that has been given up as lost.
 */
export function isAnothers(task: { task_id: string; create_time?: number }, job: string, section: Section): boolean {
  const owner = section.owners.get(task.task_id);
  if (owner !== undefined) return owner !== job;
  const open = [...section.open].filter(([other]) => other !== job).map(([, call]) => call.before);
  return [...section.lost, ...open].some((before) => fit(task, before) !== undefined);
}
