// The context that the steps of one job share: its state, its time, its calls. A job has functions only, without URLs
// and headers.
import type { Finding } from "@cdn-export/api/rules";
import { FIRST_TRIES, LAST_LOOK_MS, MAX_LIST_AGE_MS, WINDOW_MARGIN_MS } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { untilAborted } from "../base/with-deadline.ts";
import type { Calls, ListQuery, TaskPage } from "../call/calls.ts";
import type { RetryPolicy } from "../call/retry.ts";
import type { NamedTask } from "../call/tasks.ts";
import type { SignatureError } from "../errors/call.ts";
import { type JobState, progressOf } from "../state/state.ts";
import type { TaskClaims } from "./claims.ts";
import { ambiguousError, jobTimeoutError, notListedError } from "./failures.ts";
import type { TakeTurn } from "./lock.ts";
import type { OnState } from "./options.ts";
import { PollHistory } from "./poll-history.ts";
import type { JobSettings } from "./settings.ts";

export interface JobDependencies {
  calls: Calls;
  claims: TaskClaims;
  takeTurn: TakeTurn;
  runtime: Runtime;
  settings: JobSettings;
  retries: RetryPolicy;
  /** The last 401 that clients with the same credentials got. */
  refusal: { error?: SignatureError };
  /** Called with each warning about the job's query. */
  warn: (warning: Finding) => void;
  /** The fetch for download links. It sends no credentials. */
  openLink: typeof fetch;
}

export class JobContext {
  /** Only `update` changes it. */
  readonly state: JobState;
  readonly deps: JobDependencies;
  /** Aborted by the caller or at the deadline. */
  readonly signal: AbortSignal;
  readonly onState: OnState | undefined;
  readonly history: PollHistory = new PollHistory();
  /** New tasks that could be the job's or another program's. */
  unclaimed: readonly NamedTask[] = [];
  /** Create calls so far. */
  creates = 0;
  readonly #onChange: () => void;
  readonly #deadline: number;

  constructor(
    state: JobState,
    deps: JobDependencies,
    signal: AbortSignal,
    onState: OnState | undefined,
    onChange: () => void,
  ) {
    this.state = state;
    this.deps = deps;
    this.signal = signal;
    this.onState = onState;
    this.#onChange = onChange;
    this.#deadline = deps.runtime.monotonicNow() + deps.settings.timeoutMs;
  }

  snapshot(): JobState {
    return structuredClone({ ...this.state, elapsedMs: this.deps.runtime.now() - this.state.startedAt });
  }

  /** Changes the state after `onState` has stored the change. If that fails, the state doesn't change. */
  async update(change: Partial<JobState>): Promise<void> {
    const next = structuredClone({ ...this.snapshot(), ...change });
    const stored = Promise.resolve(this.onState?.(next, progressOf(next)));
    // A store that hangs must not block an abort. After an abort, the job still waits for the store when it undoes a
    // step.
    await untilAborted(stored, this.signal.aborted ? undefined : this.signal);
    Object.assign(this.state, change);
    this.#onChange();
  }

  /** The list call. Retried a few times for a new job, and until the deadline once the endpoint has worked. */
  list(query: ListQuery): Promise<TaskPage> {
    const { calls, retries } = this.deps;
    const isKnown = this.state.phase !== "planned" || retries.hasTries(FIRST_TRIES);
    const call = () => this.history.record(calls.listTasks(query, this.signal));
    return retries.retrying(call, (ms) => this.sleep(ms), isKnown ? Number.POSITIVE_INFINITY : undefined);
  }

  /** Sleeps, but wakes shortly before the deadline for a last poll. */
  async sleep(ms: number): Promise<void> {
    this.checkDeadline();
    const left = this.#timeLeft();
    const most = left > LAST_LOOK_MS ? left - LAST_LOOK_MS : left;
    await this.deps.runtime.sleep(Math.min(Math.max(0, ms), most), this.signal);
  }

  /** @throws the error that ends the job, when its time is up. */
  checkDeadline(): void {
    this.signal.throwIfAborted();
    if (this.#timeLeft() === 0) throw this.timeoutError();
  }

  timeoutError(): Error {
    const { unclaimed, history, state } = this;
    const isMissing = state.phase === "submitting" && state.createCall?.answered === true;
    if (isMissing && unclaimed.length > 0) return ambiguousError(unclaimed);
    const isUnlisted = state.phase === "waiting" && Object.keys(history.statuses).join() === "unlisted";
    // If the last list call failed, the job reports that failure instead.
    if ((isMissing || isUnlisted) && history.lastError === undefined)
      return notListedError(this.wasListed ? "gone" : "never", state);
    return jobTimeoutError(this.deps.settings.timeoutMs / 1000, history, state);
  }

  /** The latest end of the window of a create call that is about to be sent, by the monotonic clock. */
  get windowFromNow(): number {
    const { settings, runtime } = this.deps;
    return (
      runtime.monotonicNow() +
      MAX_LIST_AGE_MS +
      settings.callTimeoutMs +
      settings.visibilityTimeoutMs +
      WINDOW_MARGIN_MS
    );
  }

  get wasListed(): boolean {
    return this.history.lastTask !== undefined || this.state.status !== undefined;
  }

  /** Whether the job was started with another key or endpoint than its calls use now. */
  get isOtherAccount(): boolean {
    const [started, now] = [this.state.account, this.history.account];
    return started !== undefined && now !== undefined && started !== now;
  }

  #timeLeft(): number {
    return Math.max(0, this.#deadline - this.deps.runtime.monotonicNow());
  }
}
