import type { Identifiers } from "../identifiers.ts";
import type { Settings } from "../options.ts";
import { unit } from "../statistics/hash.ts";
import { stateOf, type Task, type TaskState } from "./task.ts";

export type TaskWithState = Task & TaskState;

/** The tasks of all accounts, in memory. */
export interface TaskStore {
  /** `undefined` when the cloud is full. */
  create(task: Pick<Task, "domainId" | "request" | "query">, ending?: Task["ending"]): Task | undefined;
  /** The listed tasks of one account, last changed first, with their states now. */
  list(domainId: string): TaskWithState[];
  /** A task of any account, in its state now. */
  get(id: string): TaskWithState | undefined;
  /** Every task, in the order of creation. */
  all(): TaskWithState[];
}

const FAIL_KEY = 111;

export function createTaskStore(settings: Settings, identifiers: Identifiers): TaskStore {
  const tasks = new Map<string, Task>();
  const { clock, seed, failRate, maxTasks } = settings;
  const withState = (task: Task): TaskWithState => ({ ...task, ...stateOf(task, clock.now(), settings) });

  return {
    create(request, ending) {
      const n = tasks.size;
      if (n >= maxTasks) return undefined;
      const chosen = ending ?? (unit(seed, FAIL_KEY, n) < failRate ? "fail" : "success");
      const task: Task = { ...identifiers.task(n), ...request, createdAt: clock.now(), ending: chosen };
      tasks.set(task.id, task);
      return task;
    },
    list: (domainId) =>
      [...tasks.values()]
        .filter((task) => task.domainId === domainId)
        .map(withState)
        .filter(({ listed }) => listed)
        // Of tasks that changed in the same millisecond the younger one comes first; the sort keeps this order.
        .reverse()
        .sort((a, b) => b.changedAt - a.changedAt),
    get(id) {
      const task = tasks.get(id);
      return task && withState(task);
    },
    all: () => Array.from(tasks.values(), withState),
  };
}
