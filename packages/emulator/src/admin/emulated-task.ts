import type { ExportTaskRequest } from "@cdn-export/api";
import { type Identifiers, taskName } from "../tasks/identifiers.ts";
import { requestOf } from "../tasks/task.ts";
import { isListed, type TaskNow } from "../tasks/task-store.ts";

/** A task with its fields on the wire, and with what the list doesn't show. */
export interface EmulatedTask {
  /** The ID: 32 hexadecimal digits. */
  task_id: string;
  /** The name: digits. */
  task_name: string;
  /** The current status: one of the option `inProgress`, then `success` or `fail`. */
  status: string;
  /** When the task was created, in milliseconds since the epoch. */
  create_time: number;
  /** When the status last changed, in milliseconds since the epoch. */
  update_time: number;
  /** Whether the list shows the task yet. */
  listed: boolean;
  /** The account ID of the task's owner. */
  domainId: string;
  /** The body of the create call, as it was sent. */
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
