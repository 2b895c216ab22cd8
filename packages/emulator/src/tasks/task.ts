import type { ExportTaskRequest } from "@cdn-export/api";

/**
 * A task as it was created, as plain data and little of it: thousands are kept, and what is kept is what a create costs
 * most. What has become of it follows from the time alone: see {@link stateOf}.
 */
export interface Task {
  /** Counted from 0 over all accounts: id and name follow from it. */
  readonly n: number;
  /** The account that created it. */
  readonly domainId: string;
  /** The body as JSON text; see {@link requestOf}. */
  readonly body: string;
  /** The domains that the body was understood to mean, separated by commas. */
  readonly domains: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** How long the list does not show it, in milliseconds. */
  readonly hiddenMs: number;
  readonly ending: "success" | "fail";
  /** How often its file has been moved: links to where it was before open nothing. */
  readonly moves: number;
}

/** The body of the create call. A copy. */
export function requestOf({ body }: Pick<Task, "body">): ExportTaskRequest {
  // It was held against the schema before it was kept.
  return JSON.parse(body) as ExportTaskRequest;
}

export interface TaskState {
  status: string;
  /** When the status last changed, in milliseconds since the epoch. */
  changedAt: number;
}

/** How tasks go on. */
export interface Lifecycle {
  runMs: number;
  inProgress: readonly string[];
}

/** The state at a time: each state in progress takes an equal part of the run, then comes the end. */
export function stateOf(task: Task, now: number, { runMs, inProgress }: Lifecycle): TaskState {
  const age = now - task.createdAt;
  const stepMs = runMs / Math.max(1, inProgress.length);
  const step = Math.max(0, Math.floor(age / stepMs));
  const status = age < runMs ? inProgress[step] : undefined;
  return status === undefined
    ? { status: task.ending, changedAt: Math.round(task.createdAt + runMs) }
    : { status, changedAt: Math.round(task.createdAt + step * stepMs) };
}
