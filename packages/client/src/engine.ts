// Everything that exports need beyond the typed API, loaded with the first job: calls, retries, turns.

import type { ExportTask } from "@cdn-export/api";
import { downloadFetch } from "#download-fetch";
import type { Runtime } from "./base/runtime.ts";
import { abortedError } from "./base/with-deadline.ts";
import type { Api } from "./call/api.ts";
import { createCalls, type ListQuery } from "./call/calls.ts";
import { notify } from "./call/hooks.ts";
import type { Acquire } from "./call/rate-limit.ts";
import { createRetryPolicy } from "./call/retry.ts";
import { allTasks } from "./call/tasks.ts";
import { createTransport, type TransportOptions } from "./call/transport.ts";
import { DOWNLOADS } from "./file/downloads.ts";
import { TaskClaims } from "./job/claims.ts";
import type { JobDependencies } from "./job/context.ts";
import { createJob } from "./job/job.ts";
import { createTurns, type Lock, type TakeTurn } from "./job/lock.ts";
import type { ExportJob, JobOptions } from "./job/options.ts";
import { settingsOf } from "./job/settings.ts";
import type { JobState, PlannedState } from "./state/state.ts";
import { printOnce } from "./warn.ts";

/** State that a client shares with the clients made from it by `with`. */
export interface Shared {
  lock: Lock | undefined;
  acquire: Acquire;
  /** Set by the first engine. */
  turns?: { claims: TaskClaims; takeTurn: TakeTurn };
}

export { checkRequest } from "./query/check.ts";
export { toWire } from "./query/query.ts";

export interface EngineParts {
  api: Api;
  createsSent: () => number;
  shared: Shared;
  refusal: JobDependencies["refusal"];
  runtime: Runtime;
  /** The client's. */
  options: TransportOptions & JobOptions;
  callTimeoutMs: number;
}

export interface Engine {
  launch(state: PlannedState | JobState, options: JobOptions): ExportJob;
  tasks(filter: Omit<ListQuery, "limit" | "offset">, signal: AbortSignal | undefined): AsyncIterable<ExportTask>;
}

export function createEngine({
  api,
  createsSent,
  shared,
  refusal,
  runtime,
  options,
  callTimeoutMs,
}: EngineParts): Engine {
  const { onRetry, onWarning = printOnce } = options;
  shared.turns ??= { claims: new TaskClaims(runtime), takeTurn: createTurns(shared.lock) };
  const { claims, takeTurn } = shared.turns;
  const calls = createCalls(api, createsSent);
  const retries = createRetryPolicy(runtime, onRetry);
  const openLink = createTransport({ ...options, fetch: options.fetch ?? downloadFetch }, runtime, DOWNLOADS);
  const warn: JobDependencies["warn"] = (warning) => notify(onWarning, warning);
  const common = { calls, claims, takeTurn, runtime, retries, refusal, openLink, warn };
  return {
    launch: (state, jobOptions) =>
      createJob(state, jobOptions, { ...common, settings: settingsOf(jobOptions, options, callTimeoutMs) }),
    tasks: (filter, signal) =>
      allTasks(filter, (query) =>
        retries.retrying(
          () => calls.listTasks(query, signal),
          (ms) =>
            runtime.sleep(ms, signal).catch(() => {
              throw abortedError("The list call", signal);
            }),
        ),
      ),
  };
}
