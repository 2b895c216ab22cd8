// Events that the client's contract doesn't cover. A problem that follows from one doesn't break a promise.
import type { OwnTask } from "./tasks.ts";

/** The client's defaults: the longest time until the service executes a call, and until the list shows a task. */
const CALL_TIMEOUT_MS = 30_000;
const VISIBILITY_TIMEOUT_MS = 120_000;
/** An unexpected task confuses the create calls around it, and these confuse the next ones. */
const CONFUSED_MS = 600_000;

export type Excuse = "a pause that nothing can fence" | "a list later than visibilityTimeout";

/**
 * @param involved - the tasks of the problem.
 * @param unfenced - when programs continued without knowing that they had lost their turn.
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
