import type { Clock } from "../base/clock.ts";
import { unit } from "../base/hash.ts";
import { type Lifecycle, stateOf, type Task, type TaskState } from "./task.ts";

/** A task with its current state. */
export interface TaskNow extends TaskState {
  task: Task;
}

/** The part of a task that its create call decides. The service decides the rest. */
export type NewTask = Pick<Task, "domainId" | "body" | "domains">;

export interface TaskOverrides {
  /** The final status, if a fault decides it. */
  ending?: Task["ending"];
  /** The shortest time that the list hides it, in milliseconds. */
  listDelayMs?: number;
}

export interface TaskStoreOptions extends Lifecycle {
  clock: Pick<Clock, "now">;
  seed: number;
  failRate: number;
  /** How long the list hides a new task, in milliseconds. */
  listDelayMs: number;
  maxTasks: number;
  whenFull: "refuse" | "forget-oldest";
}

/** The tasks of all accounts, in memory. */
export interface TaskStore {
  /** Returns `undefined` if the store is full and keeps its oldest tasks. */
  create(task: NewTask, overrides?: TaskOverrides): Task | undefined;
  /** The listed tasks of an account, last changed first. */
  list(domainId: string): TaskNow[];
  /** A task of any account, by its number. */
  get(n: number): TaskNow | undefined;
  /** Every task, in the order of creation. */
  all(): TaskNow[];
  /** Moves the file of a task to another place. */
  move(n: number): void;
  state(): TaskStoreState;
  restore(state: TaskStoreState): void;
}

export interface TaskStoreState {
  tasks: readonly Task[];
  /** How many tasks were ever created: numbers continue from here. */
  created: number;
}

const FAIL_KEY = 111;

export function createTaskStore(options: TaskStoreOptions): TaskStore {
  const { clock, seed, failRate, maxTasks, whenFull } = options;
  let tasks = new Map<number, Task>();
  let created = 0;

  /** Tasks have consecutive numbers. Reading the Map's first key would step over every deleted entry. */
  function forgetOldest(): void {
    if (!tasks.delete(created - tasks.size)) tasks.delete([...tasks.keys()][0] ?? 0);
  }

  return {
    create({ domainId, body, domains }, { ending, listDelayMs = 0 } = {}) {
      if (tasks.size >= maxTasks && (whenFull === "refuse" || maxTasks < 1)) return undefined;
      if (tasks.size >= maxTasks) forgetOldest();
      const n = created++;
      const task: Task = {
        n,
        domainId,
        body,
        domains,
        createdAt: clock.now(),
        hiddenMs: Math.max(listDelayMs, options.listDelayMs),
        ending: ending ?? (failRate > 0 && unit(seed, FAIL_KEY, n) < failRate ? "fail" : "success"),
        moves: 0,
      };
      tasks.set(n, task);
      return task;
    },
    list(domainId) {
      const now = clock.now();
      const found: TaskNow[] = [];
      for (const task of tasks.values()) {
        if (task.domainId === domainId && isListed(task, now)) found.push({ task, ...stateOf(task, now, options) });
      }
      // Of two tasks that changed in the same millisecond, the newer one comes first. The sort is stable.
      return found.reverse().sort((a, b) => b.changedAt - a.changedAt);
    },
    get(n) {
      const task = tasks.get(n);
      return task && { task, ...stateOf(task, clock.now(), options) };
    },
    all() {
      const now = clock.now();
      return Array.from(tasks.values(), (task) => ({ task, ...stateOf(task, now, options) }));
    },
    move(n) {
      const task = tasks.get(n);
      if (task) tasks.set(n, { ...task, moves: task.moves + 1 });
    },
    state: () => structuredClone({ tasks: [...tasks.values()], created }),
    restore(state) {
      tasks = new Map(structuredClone([...state.tasks]).map((task) => [task.n, task]));
      created = state.created;
    },
  };
}

/** Whether the list shows a task yet. */
export function isListed({ createdAt, hiddenMs }: Task, now: number): boolean {
  return now >= createdAt + hiddenMs;
}
