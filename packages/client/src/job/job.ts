// One export, from the query to the file.
import type { ExportTask } from "@cdn-export/api";
import type { Calls } from "../calls.ts";
import { AbortedError, CdnExportError, JobTimeoutError } from "../errors.ts";
import { createFile, type ExportFile } from "../file/file.ts";
import { checkRequest } from "../query/check.ts";
import { retrying } from "../retry.ts";
import type { World } from "../world.ts";
import type { JobContext, JobSettings } from "./context.ts";
import type { Section } from "./section.ts";
import type { JobState } from "./state.ts";
import { submit } from "./submit.ts";
import { look, wait } from "./wait.ts";

/**
 * A running export. It is no promise, so that it can be returned from an async function; ask it for what you wait for.
 * `for await (const state of job)` follows it to its end, and throws what ends it early.
 */
export interface ExportJob extends AsyncIterable<JobState> {
  /** The job's own task, once it is known. */
  submitted(): Promise<ExportTask>;
  /** The file, once there is one. */
  result(): Promise<ExportFile>;
  /** Plain JSON for `restore`, at any moment. */
  toJSON(): JobState;
}

export interface JobOptions {
  /** Aborts the job. The task itself cannot be cancelled: `restore` the state to go on. */
  signal?: AbortSignal;
  /** Milliseconds for the job in all. @default 1_800_000 */
  timeout?: number;
  /** Milliseconds that a new task may take to show up in the list. @default 120_000 */
  visibilityTimeout?: number;
  /** What to do when the create call's answer was lost and no task showed up. `create-again` may make a second task. @default "fail" */
  onLost?: "fail" | "create-again";
  /** Called with each new state and waited for, before the step that it announces: the place to write it down. */
  onState?: (state: JobState) => void | Promise<void>;
}

export interface JobDependencies {
  calls: Calls;
  section: Section;
  world: World;
  settings: JobSettings;
  /** Opens a download link, without any header of ours. */
  fetch: typeof fetch;
}

export function createJob(initial: JobState, options: JobOptions, dependencies: JobDependencies): ExportJob {
  const { calls, fetch, section, settings, world } = dependencies;
  const state = structuredClone(initial);
  const deadline = world.now() + settings.timeoutMs;
  const signal = options.signal ?? new AbortController().signal;
  const watchers = new Set<() => void>();
  let version = 0;
  let ended = false;

  const wake = () => {
    for (const watcher of watchers) watcher();
  };
  const snapshot = (): JobState => ({ ...state, elapsedMs: world.now() - state.startedAt });

  const context: JobContext = {
    state,
    calls,
    section,
    signal,
    world,
    options: settings,
    statuses: {},
    list: (query) => retrying(() => calls.listTasks(query, signal), world, signal),
    timeLeft: () => Math.max(0, deadline - world.now()),
    checkDeadline() {
      if (world.now() < deadline) return;
      const task = state.taskId === undefined ? undefined : { task_id: state.taskId, status: state.status ?? "" };
      throw new JobTimeoutError(settings.timeoutMs / 1000, context.statuses, task, {
        advice: "The task may still finish: restore the job's state to go on waiting",
      });
    },
    async update(change) {
      Object.assign(state, change);
      await options.onState?.(snapshot());
      version++;
      wake();
    },
  };

  async function begin(): Promise<ExportTask & { task_id: string }> {
    if (state.taskId !== undefined) return { task_id: state.taskId };
    if (state.phase === "planned") await context.update({ warnings: await checkRequest(state.request, world.now()) });
    return section.run(async () => {
      const task = await submit(context);
      section.owned.add(task.task_id);
      await context.update({ phase: "waiting", taskId: task.task_id, status: task.status });
      return task;
    });
  }

  async function finish(id: string): Promise<ExportFile> {
    const task = await wait(context, id);
    await context.update({ phase: "done" });
    return createFile({ task, state: snapshot(), fetch, signal, renew: () => look(context, id) });
  }

  const guard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw signal.aborted && !(error instanceof CdnExportError)
        ? new AbortedError("ABORTED", "The export was aborted", {
            cause: error,
            advice: "Restore the job's state to go on",
          })
        : error;
    }
  };
  const submitted = guard(begin());
  const result = guard(submitted.then(({ task_id }) => finish(task_id)));
  // Whoever asks for the result gets the error; a job that nobody asks must not end the process.
  submitted.catch(() => {});
  result
    .catch(() => {})
    .finally(() => {
      ended = true;
      wake();
    });

  return {
    submitted: () => submitted,
    result: () => result,
    toJSON: snapshot,
    async *[Symbol.asyncIterator]() {
      for (let shown = -1; ; ) {
        if (shown !== version) {
          shown = version;
          yield snapshot();
        } else if (ended) {
          await result;
          return;
        } else {
          await new Promise<void>((resolve) => {
            const watcher = () => {
              watchers.delete(watcher);
              resolve();
            };
            watchers.add(watcher);
          });
        }
      }
    },
  };
}
