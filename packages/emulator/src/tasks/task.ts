import type { ExportTaskRequest } from "@cdn-export/api";
import type { ExportQuery } from "../files/export-query.ts";

/** A task as it was created. What has become of it follows from the time alone: see {@link stateOf}. */
export interface Task {
  readonly id: string;
  /** Digits, given by the service. */
  readonly name: string;
  /** The account that created it. */
  readonly domainId: string;
  /** The body as it was sent. */
  readonly request: ExportTaskRequest;
  /** What the body was understood to ask for. */
  readonly query: ExportQuery;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly ending: "success" | "fail";
}

export interface TaskState {
  /** Whether the list shows it yet. */
  listed: boolean;
  status: string;
  /** When the status last changed, in milliseconds since the epoch. */
  changedAt: number;
}

/** How tasks come about and go on. */
export interface Lifecycle {
  runMs: number;
  inProgress: readonly string[];
  listDelayMs: number;
}

/** The state at a time: each state in progress takes an equal part of the run, then comes the end. */
export function stateOf(task: Task, now: number, { runMs, inProgress, listDelayMs }: Lifecycle): TaskState {
  const listed = now >= task.createdAt + listDelayMs;
  const stepMs = runMs / Math.max(1, inProgress.length);
  const step = Math.floor((now - task.createdAt) / stepMs);
  const status = now < task.createdAt + runMs ? inProgress[step] : undefined;
  return status === undefined
    ? { listed, status: task.ending, changedAt: Math.round(task.createdAt + runMs) }
    : { listed, status, changedAt: Math.round(task.createdAt + step * stepMs) };
}
