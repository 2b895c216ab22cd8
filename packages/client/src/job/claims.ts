// Decides which task belongs to which job. The list shows neither the query nor the creator of a task, and the create
// call doesn't return an ID. So a job is alone on its account or takes turns with other programs (lock.ts), and
// identifies its task by these rules:
//
//   situation                                                      result
//   -------------------------------------------------------------  ----------------------------------------------------
//   the response to the create call has an ID                      that task is the job's
//   one new task, created within the call's bounds                 it is the job's
//   one new task outside the bounds, or without a usable time
//     while the call's window is open                              it is the job's: the clocks disagree
//     when the times of earlier tasks matched their calls          it isn't the job's, if it has a usable time
//     while it also matches another open call                      no job takes it
//     after the window, and all other calls since then are known   it is the job's
//     after the window, in a restored job                          no job takes it: other programs may have created it
//   two or more new tasks                                          AmbiguousTaskError, which names them
//   no new task, no response (lost), window over                   onLost: AmbiguousTaskError, or create again
//   no new task, a response (answered), window over                never created again: the turn ends, the job looks for
//                                                                  the task until its timeout: TaskNotListedError
//   an earlier call is unresolved when a turn begins               the job looks for its task until its window is over
//   the lock is lost, or time has passed, before the create call   nothing is sent: the job takes another turn
//   the service merges two requests, or drops one                  same as answered, without a new task
//   the service lists tasks after ten minutes                      overdue, then found by its bounds
//   the service caps the number of tasks                           its refusal is an error; only new tasks count
//   the file contradicts the query (sync and the CLI check it)     the task is released, and the job looks again
//
// The window of a call ends `visibilityTimeout` after the last moment at which its task can have been created. A lost
// call ends with its window. An answered call stays open for a day: until then, other jobs take no task that it may
// have created.

import { CLAIM_LIFE_MS } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { type NamedTask, timeOf } from "../call/tasks.ts";
import type { CreateCall } from "../state/state.ts";
import { isInTime, type Match, matchTasks, type OpenCall } from "./match.ts";

/** A job's create call, or the task that was found for it, as plain JSON. Without both, it removes the job's entry. */
export interface Claim {
  /** Identifies the job. A store keeps one claim for each job. */
  job: string;
  /** The create call, while its task isn't known. */
  call?: CreateCall;
  /** The ID of the task that was found. */
  taskId?: string;
  /** Whether a response contained the ID, so the list may not show the task yet. */
  isFromResponse?: boolean;
}

/** Keeps unresolved create calls for the next program, with one entry for each job. */
export interface ClaimStore {
  /** Returns every entry. If it rejects, nothing is sent. */
  read(): Promise<readonly Claim[]>;
  /** Adds or replaces the entries of these jobs, and keeps all others. Resolves when they are stored. */
  write(changed: readonly Claim[]): Promise<void>;
}

interface Entry {
  call?: CreateCall | undefined;
  /** When the call's window ends, in milliseconds of the monotonic clock. */
  until: number;
  taskId?: string | undefined;
  isFromResponse?: boolean | undefined;
  /** Whether the complete list no longer has the task. */
  isGone?: boolean;
  /** Whether it's a job of this client, whose own entry is newer than a store's. */
  isOwn: boolean;
}

export class TaskClaims {
  readonly #entries = new Map<string, Entry>();
  /** Jobs by task ID. */
  readonly #owners = new Map<string, string>();
  /** Jobs whose entries have to be stored. */
  readonly #changed = new Set<string>();
  /** Whether a task's time has matched its call before, in this process or an earlier one. */
  doClocksAgree = false;
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Registers a job's create call, whose window ends at `until`. */
  claim(job: string, call: CreateCall, until: number): void {
    this.#entries.set(job, { call, until, isOwn: true });
    this.#changed.add(job);
  }

  /** Forgets a call that has created no task. */
  release(job: string): void {
    this.#entries.delete(job);
    this.#changed.add(job);
  }

  /** Ends a call's window. A lost call created nothing then, unless there are tasks that it could have created. */
  windowOver(job: string, isInDoubt: boolean): void {
    const entry = this.#entries.get(job);
    if (!entry?.call || entry.call.overdue) return;
    if (entry.call.answered || isInDoubt) entry.call = { ...entry.call, overdue: true };
    else this.#entries.delete(job);
    this.#changed.add(job);
  }

  /** Assigns a task to a job. `isFromResponse`: a response contained its ID, so the list may not show it yet. */
  assign(job: string, taskId: string, isFromResponse = false): void {
    this.#assign(job, { taskId, isFromResponse, isOwn: this.#entries.get(job)?.isOwn ?? true });
    this.#changed.add(job);
  }

  /** Takes a task away from a job, because its file belongs to another query. The job's call is unresolved again. */
  reject(job: string, taskId: string, call: CreateCall): void {
    this.#owners.delete(taskId);
    this.claim(job, call, this.#runtime.monotonicNow());
  }

  taskOf(job: string): string | undefined {
    return this.#entries.get(job)?.taskId;
  }

  callOf(job: string): CreateCall | undefined {
    return this.#entries.get(job)?.call;
  }

  /** Shortens windows: several processes may have looked for a task, one after another. */
  limit(now: number, timeLeft: (call: CreateCall) => number): void {
    for (const entry of this.#entries.values())
      if (entry.call) entry.until = Math.min(entry.until, now + timeLeft(entry.call));
  }

  /** Milliseconds until the job's window ends. `now` is the monotonic clock. */
  timeLeft(job: string, now: number): number {
    return (this.#entries.get(job)?.until ?? 0) - now;
  }

  /** The unresolved calls of other jobs. An overdue call expires after a day. */
  unresolved(job: string): OpenCall[] {
    const oldest = this.#runtime.now() - CLAIM_LIFE_MS;
    const isOpen = ({ overdue, sentAt = 0 }: CreateCall) => !overdue || sentAt >= oldest;
    return [...this.#entries].flatMap(([other, { call, until }]) =>
      other !== job && call && isOpen(call) ? [{ job: other, call, until }] : [],
    );
  }

  /** IDs of known tasks that the list doesn't show yet. `isAll`: `listed` is the whole list, in one page. */
  unlisted(listed: readonly string[], isAll: boolean): string[] {
    const entries = [...this.#entries.values()];
    for (const entry of entries) {
      const isListed = listed.includes(entry.taskId ?? "");
      entry.isFromResponse &&= !isListed;
      entry.isGone = isAll && !isListed && !entry.isFromResponse && !entry.isOwn;
    }
    return entries.flatMap(({ isFromResponse, taskId = "" }) => (isFromResponse ? [taskId] : []));
  }

  /** @param isOpen - whether the window of the job's call is open, so that no later job has created a task. */
  match(job: string, tasks: readonly NamedTask[], isOpen: boolean): Match {
    const call = this.callOf(job);
    if (!call) return { found: [], unclaimed: [] };
    const free = tasks.filter((task) => !this.#isTaken(task, job, call));
    const match = matchTasks(call, free, {
      now: this.#runtime.monotonicNow(),
      others: this.unresolved(job),
      isOpen,
      doClocksAgree: this.doClocksAgree || call.clocksAgree === true,
    });
    this.doClocksAgree ||= match.found.length === 1 && match.found.every((task) => isInTime(task, call));
    return match;
  }

  /**
   * Loads the entries of other programs' jobs from the stores. The windows of new ones end at `until` at the latest.
   */
  load(stored: readonly Claim[], until: number): void {
    const known = new Map(this.#entries);
    // Another program has removed an entry because its call has created nothing.
    for (const [job, { call, isOwn }] of known) if (call && !isOwn) this.#entries.delete(job);
    for (const { job, call, taskId, isFromResponse } of stored) {
      const entry = known.get(job);
      this.doClocksAgree ||= call?.clocksAgree === true;
      if (taskId !== undefined && entry?.taskId === undefined)
        this.#assign(job, { taskId, isFromResponse, isOwn: entry?.isOwn ?? false });
      else if (call && entry?.taskId === undefined && !entry?.isOwn)
        this.#entries.set(job, { call, until: entry?.until ?? until, isOwn: false });
    }
  }

  /** Returns the entries that have changed since the last time, for the stores. */
  takeChanges(): Claim[] {
    const jobs = [...this.#changed];
    this.#changed.clear();
    return jobs.map((job) => {
      const { call, taskId, isFromResponse } = this.#entries.get(job) ?? {};
      return {
        job,
        ...(call && { call }),
        ...(taskId !== undefined && { taskId }),
        ...(isFromResponse && { isFromResponse }),
      };
    });
  }

  /** A task that is gone can't be newer than the call: a restarted emulator has reused its ID. */
  #isTaken(task: NamedTask, job: string, { from = Number.POSITIVE_INFINITY }: CreateCall): boolean {
    const owner = this.#owners.get(task.task_id) ?? job;
    const isReused = this.#entries.get(owner)?.isGone && (timeOf(task.create_time) ?? 0) >= from;
    return owner !== job && !isReused;
  }

  #assign(job: string, entry: { taskId: string; isFromResponse?: boolean | undefined; isOwn: boolean }): void {
    this.#owners.set(entry.taskId, job);
    this.#entries.set(job, { until: 0, ...entry });
  }
}
