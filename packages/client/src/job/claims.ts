// Which task belongs to which job. The list shows neither the query nor the creator of a task, and the create call returns
// no ID. So a job is alone on its account, or takes turns with other programs (lock.ts), and identifies its task like this:
//
//   what is known                                                  what happens
//   -------------------------------------------------------------  ----------------------------------------------------
//   the response to the create call has an ID                      that task is the job's
//   one new task, created within the call's bounds                 it is the job's
//   one new task outside the bounds, or without a usable time
//     while the call's window is open                              it is the job's: the clocks disagree
//     when the times of earlier tasks have fitted their calls      it isn't the job's, if it has a usable time
//     while another open call fits it, too                         nobody takes it
//     after the window, and all other calls since then are known   it is the job's
//     after the window, in a restored job                          nobody takes it: others may have created it
//   two or more new tasks                                          AmbiguousTaskError, which names them
//   no new task, no response (lost), window over                   onLost: AmbiguousTaskError, or create again
//   no new task, a response (answered), window over                never created again: the turn ends, the overdue call is
//                                                                  looked for until the timeout: TaskNotListedError
//   an earlier call is unresolved when a turn begins               its task is looked for until its window is over
//   the lock is lost, or time has passed, before the create call   nothing is sent: the job takes another turn
//   the service merges two requests, or drops one                  answered, and no new task: see there
//   the service lists tasks after ten minutes                      overdue, then found by its bounds
//   the service caps the number of tasks                           its refusal is an error; only new tasks count
//   the file contradicts the query (sync and the CLI look)         the task is released, and looked for again
//
// The window of a call is open until `visibilityTimeout` after its task can have been created. A lost call is over then. An
// answered one stays open for a day: until then, other jobs take no task that could be its own.

import { CLAIM_LIFE_MS } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { type NamedTask, timeOf } from "../call/tasks.ts";
import type { CreateCall } from "../state/state.ts";
import { isInTime, type Match, matchTasks, type OpenCall } from "./match.ts";

/** What outlives a process, as plain JSON: a create call, or the task that was found for it. With neither, nothing does. */
export interface Claim {
  /** Identifies the job: a store keeps one claim for each. */
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
  /** Whether a task's time has fitted its call before, in this process or an earlier one. */
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
    this.claim(job, call, this.#runtime.monotonicNow());
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
    const oldest = this.#runtime.now() - CLAIM_LIFE_MS;
    const isOpen = ({ overdue, sentAt = 0 }: CreateCall) => !overdue || sentAt >= oldest;
    return [...this.#entries].flatMap(([other, { call, until }]) =>
      other !== job && call && isOpen(call) ? [{ job: other, call, until }] : [],
    );
  }

  /** IDs that aren't new, although the list doesn't show them. `isAll`: it is the whole list, in one page. */
  unlisted(listed: readonly string[], isAll: boolean): string[] {
    const entries = [...this.#entries.values()];
    for (const entry of entries) {
      const isListed = listed.includes(entry.taskId ?? "");
      entry.isTold &&= !isListed;
      entry.isGone = isAll && !isListed && !entry.isTold && !entry.isOwn;
    }
    return entries.flatMap(({ isTold, taskId = "" }) => (isTold ? [taskId] : []));
  }

  /** @param isOpen - whether the window of the job's call is open, and so no later job has created a task. */
  match(job: string, tasks: readonly NamedTask[], isOpen: boolean): Match {
    const call = this.callOf(job);
    if (!call) return { found: [], doubtful: [] };
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

  /** Takes over what the stores have of other programs' jobs. The windows of new ones end at `until` at the latest. */
  load(stored: readonly Claim[], until: number): void {
    const known = new Map(this.#entries);
    // What is no longer stored, another program has found to have created nothing.
    for (const [job, { call, isOwn }] of known) if (call && !isOwn) this.#entries.delete(job);
    for (const { job, call, taskId, isTold } of stored) {
      const entry = known.get(job);
      this.doClocksAgree ||= call?.clocksAgree === true;
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
