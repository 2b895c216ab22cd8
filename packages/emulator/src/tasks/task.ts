import type { ExportTaskRequest } from "@cdn-export/api";

/**
 * A task as it was created, as little plain data as possible: the emulator keeps thousands of tasks, and keeping them is
 * the main cost of a create call. The state of a task follows from the time alone: see {@link stateOf}.
 */
export interface Task {
  /** The number of the task, counted from 0 over all accounts. Its ID and name follow from it. */
  readonly n: number;
  /** The account that created it. */
  readonly domainId: string;
  /** The body as JSON text; see {@link requestOf}. */
  readonly body: string;
  /** The domains that the body means, separated by commas. */
  readonly domains: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** How long the list hides it, in milliseconds. */
  readonly hiddenMs: number;
  /** Its final status. */
  readonly ending: "success" | "fail";
  /** How many times its file was moved. Links to its earlier places don't work. */
  readonly moves: number;
}

/** A copy of the body of the create call. */
export function requestOf({ body }: Pick<Task, "body">): ExportTaskRequest {
  // The schema checked it before it was kept.
  return JSON.parse(body) as ExportTaskRequest;
}

export interface TaskState {
  status: string;
  /** When the status last changed, in milliseconds since the epoch. */
  changedAt: number;
}

/** How tasks run. */
export interface Lifecycle {
  runMs: number;
  inProgress: readonly string[];
}

/** The state at a time. Each status in progress takes an equal part of the run, then the task ends. */
export function stateOf(task: Task, now: number, { runMs, inProgress }: Lifecycle): TaskState {
  const age = now - task.createdAt;
  const stepMs = runMs / Math.max(1, inProgress.length);
  const step = Math.max(0, Math.floor(age / stepMs));
  const status = age < runMs ? inProgress[step] : undefined;
  return status === undefined
    ? { status: task.ending, changedAt: Math.round(task.createdAt + runMs) }
    : { status, changedAt: Math.round(task.createdAt + step * stepMs) };
}
