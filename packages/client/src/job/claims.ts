// What is known of the tasks of an account: which create calls are unresolved, and which task is whose. See match.ts.
import { type NamedTask, timeOf } from "../call/tasks.ts";
import { CLAIM_LIFE_MS } from "../constants.ts";
import type { World } from "../world.ts";
import { isInTime, type Match, matchTasks, type OpenCall } from "./match.ts";
import type { CreateCall } from "./state.ts";

/**
 * What outlives a process, as plain JSON: a create call whose task isn't known, or the task that was found for it. With
 * neither, there is nothing left to know of the job.
 */
export interface Claim {
  job: string;
  call?: CreateCall;
  taskId?: string;
  /** Whether a response named the task, so that the list may not show it yet. */
  isTold?: boolean;
}

/** Where unresolved create calls are kept, one entry a job. */
export interface ClaimStore {
  read(): Promise<readonly Claim[]>;
  /** Adds or replaces the entries of these jobs, and leaves all others alone. */
  write(changed: readonly Claim[]): Promise<void>;
}

interface Entry {
  call?: CreateCall | undefined;
  /** When the call's window ends, by the monotonic clock. */
  until: number;
  taskId?: string | undefined;
  isTold?: boolean | undefined;
  /** Whether the whole list no longer has the task. */
  isGone?: boolean;
  /** Whether it is a job of this client: a store knows no better. */
  isOwn: boolean;
}

export class TaskClaims {
  readonly #entries = new Map<string, Entry>();
  /** Jobs by task ID. */
  readonly #owners = new Map<string, string>();
  /** Jobs that a store has to hear of. */
  readonly #changed = new Set<string>();
  /** Whether a task's time has fitted its call before. */
  #doClocksAgree = false;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Registers a job's create call, whose window ends at `until`. */
  claim(job: string, call: CreateCall, until: number): void {
    this.#entries.set(job, { call, until, isOwn: true });
    this.#changed.add(job);
  }

  /** The call created nothing, or nothing will come of it. */
  release(job: string): void {
    this.#entries.delete(job);
    this.#changed.add(job);
  }

  /** No task was found in time. A lost call created nothing then, unless there are tasks that could be its own. */
  windowOver(job: string, isInDoubt: boolean): void {
    const entry = this.#entries.get(job);
    if (!entry?.call || entry.call.overdue) return;
    if (entry.call.answered || isInDoubt) entry.call = { ...entry.call, overdue: true };
    else this.#entries.delete(job);
    this.#changed.add(job);
  }

  /** Makes a task the job's. `isTold`: a response named it, so the list may not show it yet. */
  assign(job: string, taskId: string, isTold = false): void {
    this.#assign(job, { taskId, isTold, isOwn: this.#entries.get(job)?.isOwn ?? true });
    this.#changed.add(job);
  }

  /** Takes a task from the job: its file is another query's. The job's call is unresolved again. */
  reject(job: string, taskId: string, call: CreateCall): void {
    this.#owners.delete(taskId);
    this.claim(job, call, this.#world.steady());
  }

  taskOf(job: string): string | undefined {
    return this.#entries.get(job)?.taskId;
  }

  callOf(job: string): CreateCall | undefined {
    return this.#entries.get(job)?.call;
  }

  /** Ends windows earlier: several processes may have looked for a task, one after another. */
  limit(now: number, timeLeft: (call: CreateCall) => number): void {
    for (const entry of this.#entries.values())
      if (entry.call) entry.until = Math.min(entry.until, now + timeLeft(entry.call));
  }

  /** Milliseconds until the job's window ends, by the monotonic clock. */
  timeLeft(job: string, now: number): number {
    return (this.#entries.get(job)?.until ?? 0) - now;
  }

  /** Other jobs' calls that are unresolved. An overdue one is given up after a day. */
  unresolved(job: string): OpenCall[] {
    const oldest = this.#world.now() - CLAIM_LIFE_MS;
    const isOpen = ({ overdue, sentAt = 0 }: CreateCall) => !overdue || sentAt >= oldest;
    return [...this.#entries].flatMap(([other, { call, until }]) =>
      other !== job && call && isOpen(call) ? [{ job: other, call, until }] : [],
    );
  }

  /**
   * @param isAll - whether the list is whole, and in one page.
   * @returns IDs that must not count as new, although the list doesn't show them.
   */
  unlisted(listed: readonly string[], isAll: boolean): string[] {
    const tasks = [...this.#entries.values()].filter(({ taskId }) => taskId !== undefined);
    for (const entry of tasks) {
      const isListed = listed.includes(entry.taskId ?? "");
      entry.isTold &&= !isListed;
      entry.isGone = isAll && !isListed && !entry.isTold && !entry.isOwn;
    }
    return tasks.flatMap(({ isTold, taskId = "" }) => (isTold ? [taskId] : []));
  }

  /** @param isOpen - whether the window of the job's call is open, and so no later job has created a task. */
  match(job: string, tasks: readonly NamedTask[], isOpen: boolean): Match {
    const call = this.callOf(job);
    if (!call) return { found: [], doubtful: [] };
    const free = tasks.filter((task) => !this.#isTaken(task, job, call));
    const now = this.#world.steady();
    const match = matchTasks(call, free, {
      now,
      others: this.unresolved(job),
      isOpen,
      doClocksAgree: this.#doClocksAgree,
    });
    this.#doClocksAgree ||= match.found.length === 1 && match.found.every((task) => isInTime(task, call));
    return match;
  }

  /** Takes over what the stores have of other programs' jobs. The windows of new ones end at `until` at the latest. */
  load(stored: readonly Claim[], until: number): void {
    const known = new Map(this.#entries);
    // What is no longer stored, another program has found to have created nothing.
    for (const [job, { call, isOwn }] of known) if (call && !isOwn) this.#entries.delete(job);
    for (const { job, call, taskId, isTold } of stored) {
      const entry = known.get(job);
      if (taskId !== undefined && entry?.taskId === undefined)
        this.#assign(job, { taskId, isTold, isOwn: entry?.isOwn ?? false });
      else if (call && entry?.taskId === undefined && !entry?.isOwn)
        this.#entries.set(job, { call, until: entry?.until ?? until, isOwn: false });
    }
  }

  /** What a store has to hear of since the last time. */
  takeChanges(): Claim[] {
    const jobs = [...this.#changed];
    this.#changed.clear();
    return jobs.map((job) => {
      const { call, taskId, isTold } = this.#entries.get(job) ?? {};
      return { job, ...(call && { call }), ...(taskId !== undefined && { taskId }), ...(isTold && { isTold }) };
    });
  }

  /** A task that is gone can't be younger than the call: an emulator that was started anew has used its ID again. */
  #isTaken(task: NamedTask, job: string, { from = Number.POSITIVE_INFINITY }: CreateCall): boolean {
    const owner = this.#owners.get(task.task_id) ?? job;
    const isReused = this.#entries.get(owner)?.isGone && (timeOf(task.create_time) ?? 0) >= from;
    return owner !== job && !isReused;
  }

  #assign(job: string, entry: { taskId: string; isTold?: boolean | undefined; isOwn: boolean }): void {
    this.#owners.set(entry.taskId, job);
    this.#entries.set(job, { until: 0, ...entry });
  }
}
