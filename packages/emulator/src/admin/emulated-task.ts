import type { ExportTaskRequest } from "@cdn-export/api";
import { type Identifiers, taskName } from "../tasks/identifiers.ts";
import { requestOf } from "../tasks/task.ts";
import { isListed, type TaskNow } from "../tasks/task-store.ts";

/** A task as tests want to see it: the names of the wire, and what the list keeps to itself. */
export interface EmulatedTask {
  task_id: string;
  task_name: string;
  status: string;
  /** Milliseconds since the epoch. */
  create_time: number;
  update_time: number;
  /** Whether the list shows it yet. */
  listed: boolean;
  /** The account that it belongs to. */
  domainId: string;
  /** The body of the create call as it was sent. */
  request: ExportTaskRequest;
}

export function emulatedTask(
  { task, status, changedAt }: TaskNow,
  identifiers: Identifiers,
  now: number,
): EmulatedTask {
  return {
    task_id: identifiers.taskId(task.n),
    task_name: taskName(task.n),
    status,
    create_time: task.createdAt,
    update_time: changedAt,
    listed: isListed(task, now),
    domainId: task.domainId,
    request: requestOf(task),
  };
}
