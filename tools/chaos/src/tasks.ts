// The service's tasks, each with the create call that created it.
import type { Emulator } from "@cdn-export/emulator";
import type { Post } from "./journal.ts";
import { numberOf } from "./plan.ts";

export interface OwnTask {
  /** The number of its export. */
  n: number;
  taskId: string;
  createdAt: number;
  /** Milliseconds until the list showed it. */
  hiddenMs: number;
  /** When its create call was sent. */
  sentAt: number;
  /** Whether its program had the turn, and wasn't stopped after the client's last check. */
  isFenced: boolean;
}

export interface Tasks {
  /** The tasks of an export, in the order of creation. */
  of(n: number): readonly OwnTask[];
  readonly all: readonly OwnTask[];
  /** The number of rivals' tasks. */
  rivals: number;
}

/** @throws Error if the tasks and the journal contradict each other, which is a bug of the suite. */
export function tasksOf(cloud: Emulator, posts: readonly Post[]): Tasks {
  const found = new Map<number, OwnTask[]>();
  let rivals = 0;
  const { tasks } = cloud.snapshot();
  for (const [i, { task_id, request }] of cloud.tasks.entries()) {
    const { createdAt = 0, hiddenMs = 0 } = tasks[i] ?? {};
    const n = numberOf(request);
    if (n === undefined) rivals++;
    else
      found.set(n, [
        ...(found.get(n) ?? []),
        { n, taskId: task_id, createdAt, hiddenMs, sentAt: createdAt, isFenced: true },
      ]);
  }
  for (const [n, own] of found) {
    const made = posts
      .filter((post) => post.n === n && post.hasTask)
      .sort(({ executedAt: a = 0 }, { executedAt: b = 0 }) => a - b)
      .map(({ sentAt, isFenced }) => ({ sentAt, isFenced }));
    if (made.length !== own.length)
      throw new Error(`export ${n} has ${own.length} tasks of ${made.length} create calls`);
    for (const [i, task] of own.entries()) Object.assign(task, made[i]);
  }
  return { of: (n) => found.get(n) ?? [], all: [...found.values()].flat(), rivals };
}
