// One export, from the query to the file.
import { abortedError, untilAborted } from "../call/bounded.ts";
import { FIRST_TRIES, LAST_LOOK_MS } from "../constants.ts";
import { createFeed } from "../feed.ts";
import type { ExportFile } from "../file/file.ts";
import { checkRequest } from "../query/check.ts";
import type { Rest, RetryPolicy } from "../retry.ts";
import type { World } from "../world.ts";
import type { Calls } from "./calls.ts";
import type { JobContext, JobSettings } from "./context.ts";
import { JobTimeoutError, type LinklessTask, SignatureError } from "./errors.ts";
import { endOf, type Section } from "./section.ts";
import { createWitness } from "./sightings.ts";
import type { JobState } from "./state.ts";
import { submit } from "./submit.ts";
import type { ListPage } from "./tasks.ts";
import { look, wait } from "./wait.ts";

/**
 * A running export. It is no promise, so that it can be returned from an async function; ask it for what you wait for.
 * `for await (const state of job)` follows it to its end, and throws what ends it early.
 */
export interface ExportJob extends AsyncIterable<JobState> {
  /** The job's own task, once it is known. */
  submitted(): Promise<LinklessTask>;
  /** The file, once there is one. */
  result(): Promise<ExportFile>;
  /** Plain JSON for `restore`, at any moment. */
  toJSON(): JobState;
}

export interface JobOptions {
  /** Aborts the job. The task itself cannot be cancelled: `restore` the state to go on. */
  signal?: AbortSignal;
  /** Milliseconds for the job in all, its wait for a turn included: jobs create one after another. @default 1_800_000 */
  timeout?: number;
  /** Milliseconds that a new task may take to show up in the list. @default 120_000 */
  visibilityTimeout?: number;
  /**
   * What to do when the create call's answer was lost and no task that could be ours showed up: `create-again` calls once
   * more, nine times at the most, and so may make a second task, should the first one show up later than `visibilityTimeout`. @default "fail"
   */
  onLost?: "fail" | "create-again";
  /**
   * Whether a download may go where its link redirects to. @default only on the link's own host, and not from https to http
   */
  followRedirect?: (from: URL, to: URL) => boolean;
  /** Called with each new state and waited for, before the step that it announces: the place to write it down. */
  onState?: (state: JobState) => void | Promise<void>;
}

/** What clients with the same credentials have in common. */
export interface Refusal {
  /** The last 401. */
  error?: SignatureError;
}

export interface JobDependencies {
  calls: Calls;
  section: Section;
  world: World;
  settings: JobSettings;
  retries: RetryPolicy;
  refusal: Refusal;
  /** The fetch for download links, which gets no key of ours. */
  openLink: typeof fetch;
}

export function createJob(initial: JobState, options: JobOptions, dependencies: JobDependencies): ExportJob {
  const { calls, openLink, refusal, retries, section, settings, world } = dependencies;
  const state = structuredClone(initial);
  const startedHere = world.steady();
  const deadline = startedHere + settings.timeoutMs;
  const witness = createWitness();
  const feed = createFeed();
  let createdAt = startedHere;
  let writing: Promise<void> | undefined;

  // A job that is restored: its task, seen or still to be seen, must not be taken by another job of the client.
  const { before, id, taskId } = state;
  // What was given up as lost is looked for once more.
  if (before) section.lost = section.lost.filter(({ job }) => job !== id);
  if (taskId !== undefined) section.owners.set(taskId, id);
  else if (before && ![...section.owners.values()].includes(id))
    section.open.set(id, { before, until: startedHere + settings.callTimeoutMs + settings.visibilityTimeoutMs });
  if (before && !(section.last && endOf(section.last) > endOf(before))) section.last = before;

  const snapshot = (): JobState => structuredClone({ ...state, elapsedMs: world.now() - state.startedAt });
  const timeLeft = () => Math.max(0, deadline - world.steady());
  const timeout = () => new JobTimeoutError(settings.timeoutMs / 1000, witness.seen, state);

  // Ends the job at its deadline or when the caller aborts it, whatever hangs.
  const stop = new AbortController();
  const abort = () => stop.abort(abortedError("The export", options.signal));
  const timer = setTimeout(() => stop.abort(timeout()), settings.timeoutMs);
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  const { signal } = stop;

  const listAtFirst = listWith(signal, (ms) => context.rest(ms));
  const context: JobContext = {
    state,
    isRestored: initial.phase !== "planned",
    calls,
    section,
    signal,
    world,
    settings,
    witness,
    retries,
    // An endpoint that has worked will do so again.
    list: (query) => (retries.hasTries(FIRST_TRIES) ? context.listPatiently : listAtFirst)(query),
    listPatiently: listWith(signal, (ms) => context.rest(ms), Number.POSITIVE_INFINITY),
    tookToShowUpMs: () => world.steady() - createdAt,
    async rest(ms) {
      context.checkDeadline();
      const left = timeLeft();
      const most = left > LAST_LOOK_MS ? left - LAST_LOOK_MS : left;
      await world.sleep(Math.min(Math.max(0, ms), most), signal);
    },
    checkDeadline() {
      signal.throwIfAborted();
      if (timeLeft() === 0) throw timeout();
    },
    update(change) {
      const own = write(change);
      const ended: Promise<void> = own
        .catch(() => {})
        .finally(() => {
          if (writing === ended) writing = undefined;
        });
      writing = ended;
      return own;
    },
  };

  async function write(change: Partial<JobState>): Promise<void> {
    const next = { ...snapshot(), ...change };
    if (change.phase === "submitting") createdAt = world.steady();
    // Written down before it counts: what could not be written has not happened.
    await options.onState?.(structuredClone(next));
    Object.assign(state, change);
    feed.changed();
  }

  /**
   * Resolves when it is written down what an aborted job may have created: only then may the next one create, or when all
   * that it creates is too late to be taken for it.
   */
  async function written(): Promise<void> {
    if (!writing) return;
    const enough = new AbortController();
    const late = world.sleep(settings.callTimeoutMs, enough.signal).catch(() => {});
    await Promise.race([writing, late]);
    enough.abort();
  }

  async function begin(): Promise<LinklessTask & { task_id: string }> {
    if (state.taskId === undefined) {
      if (state.phase === "planned") await context.update({ warnings: await checkRequest(state.request, world.now()) });
      const { error: earlier } = refusal;
      const failure = await section.run(async () => {
        signal.throwIfAborted();
        // Refused while this job waited: its calls would be signed with the same key, which bad signatures lock.
        if (refusal.error !== earlier) throw refusal.error;
        return untilAborted(submit(context), signal).catch(async (error: unknown) => {
          await written();
          if (error instanceof SignatureError) refusal.error = error;
          if (state.phase === "planned") throw error;
          // The call may have created a task: the turn was not for nothing.
          return { error };
        });
      }, signal);
      if (failure) throw failure.error;
    }
    return { task_id: String(state.taskId), ...(state.status !== undefined && { status: state.status }) };
  }

  async function finish(id: string): Promise<ExportFile> {
    const task = await wait(context, id);
    await context.update({ phase: "done" });
    // Loaded when there is something to download: a program that only starts exports never needs it.
    const { createFile } = await import("../file/file.ts");
    const requestIds = [state.createRequestId, witness.seen.requestIds.at(-1)].filter((id) => id !== undefined);
    return createFile(
      task,
      { ...snapshot(), requestIds },
      {
        fetch: openLink,
        signal: options.signal,
        world,
        retries,
        timeoutMs: settings.callTimeoutMs,
        followRedirect: settings.followRedirect,
        renew: () => renew(id),
      },
    );
  }

  function listWith(signal: AbortSignal | undefined, rest: Rest, tries?: number): ListPage {
    return (query) => retries.retrying(() => witness.hear(calls.listTasks(query, signal)), rest, tries);
  }

  /** The task again after the job's end, for a new link. */
  async function renew(id: string) {
    const own = options.signal;
    const listPatiently = listWith(own, (ms) => world.sleep(ms, own));
    return (await look({ ...context, listPatiently }, id)).task;
  }

  const submitted = untilAborted(begin(), signal);
  const result = untilAborted(
    submitted.then(({ task_id }) => finish(task_id)),
    signal,
  );
  // Whoever asks for the result gets the error; a job that nobody asks must not end the process.
  submitted.catch(() => {});
  result
    .catch(() => {})
    .finally(() => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
    });

  return {
    submitted: () => submitted,
    result: () => result,
    toJSON: snapshot,
    [Symbol.asyncIterator]: () => feed.follow(snapshot, result),
  };
}
