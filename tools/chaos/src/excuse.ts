// What the contract of the client doesn't cover, so that a problem that follows from it breaks no promise.
import type { OwnTask } from "./tasks.ts";

/** The client's defaults: how long a call may take to be executed, and how long the list may hide a task. */
const CALL_TIMEOUT_MS = 30_000;
const VISIBILITY_TIMEOUT_MS = 120_000;
/** A task that nobody could expect confuses the create calls around it, and those the ones after them. */
const CONFUSED_MS = 600_000;

export type Excuse = "a pause that nothing can fence" | "a list later than visibilityTimeout";

/**
 * @param involved - the tasks that the problem is about.
 * @param unfenced - when a program went on that had lost its turn, and couldn't know.
 */
export function excuseOf(
  involved: readonly OwnTask[],
  all: readonly OwnTask[],
  unfenced: readonly number[],
): Excuse | undefined {
  const isNear = (moment: number) => involved.some(({ createdAt }) => Math.abs(createdAt - moment) <= CONFUSED_MS);
  const pauses = [...unfenced, ...all.flatMap(({ createdAt, isFenced }) => (isFenced ? [] : [createdAt]))];
  if (pauses.some(isNear)) return "a pause that nothing can fence";
  for (const task of all)
    if (!isInTime(task) && isNear(task.createdAt + task.hiddenMs)) return "a list later than visibilityTimeout";
  return undefined;
}

/** Whether the client could find the task before it gave up. */
export function isInTime({ createdAt, hiddenMs, sentAt }: OwnTask): boolean {
  return createdAt - sentAt <= CALL_TIMEOUT_MS && hiddenMs <= VISIBILITY_TIMEOUT_MS;
}
