import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { StoreError } from "../errors/store.ts";
import { type ExportQuery, toWire } from "../query/query.ts";

/** How far a job is. */
export interface JobProgress {
  /**
   * - `planned`: nothing was sent
   * - `submitting`: the create call may have made a task, which isn't known yet
   * - `waiting`: the task is known and runs
   * - `done`, `failed`: the end
   */
  phase: "planned" | "submitting" | "waiting" | "done" | "failed";
  /** The wire body of the create call. */
  request: ExportTaskRequest;
  /** When the job was started, by the local clock, in milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since then. */
  elapsedMs: number;
  /** What the rules say about the query, short of rejecting it. */
  warnings: readonly Finding[];
  taskId?: string | undefined;
  /** Of the task, as the service spells it. */
  status?: string | undefined;
}

/**
 * Everything that another process needs to continue a job: opaque JSON with a version, without a secret and without a
 * download link. Only `version` is published.
 */
export interface JobState {
  readonly version: 1;
  /** Identifies the job. @internal */
  id: string;
  /** @internal */
  phase: JobProgress["phase"];
  /** @internal */
  request: ExportTaskRequest;
  /** @internal */
  startedAt: number;
  /** @internal */
  elapsedMs: number;
  /** @internal */
  warnings: readonly Finding[];
  /** @internal */
  taskId?: string | undefined;
  /** @internal */
  status?: string | undefined;
  /** What identifies the task: set as long as the job's create call counts. @internal */
  createCall?: CreateCall | undefined;
  /** `X-Request-Id` of the response to the create call. @internal */
  createRequestId?: string | undefined;
  /** A fingerprint of the endpoint and the AK that created the task: not the key itself. @internal */
  account?: string | undefined;
}

/** The state of a job that isn't loaded yet. */
export type PlannedState = Omit<JobState, "request"> & { query: ExportQuery };

/** What was known just before a create call, and when it can have made its task. */
export interface CreateCall {
  /** IDs of the tasks that aren't new. */
  ids: readonly string[];
  /** Whether `ids` are all tasks of the account. */
  complete: boolean;
  /** The newest time in the list, by the service's clock: a task that isn't in `ids` and is older isn't new either. */
  newest?: number | undefined;
  /** The task was created between these times, by the server's `Date` header. Missing when the server sends none. */
  from?: number | undefined;
  to?: number | undefined;
  /** When it was sent, by the local clock. */
  sentAt?: number;
  /** Whether the time of an earlier task had fitted its call: a task outside this call's bounds isn't its own then. */
  clocksAgree?: boolean;
  /** Whether its response arrived. If so, it is never repeated. */
  answered?: boolean;
  /** Whether its turn ended before the list showed its task. Other jobs may have created tasks since. */
  overdue?: boolean;
}

/** Nothing was created. */
export const UNSENT: Partial<JobState> = { phase: "planned", createCall: undefined, createRequestId: undefined };

/** @throws StoreError `BAD_STATE`; InvalidQueryError for a query that can't be written on the wire. */
export function readState(given: PlannedState | JobState): JobState {
  if (given?.version !== 1)
    throw badState(`This is not the state of a job of version 1 (its version is ${given?.version})`);
  const { query, ...stored } = given as PlannedState & JobState;
  // Until November 2026 the create call was called `before`, and was dropped once the task was known.
  const { before, ...state } = structuredClone(stored) as JobState & { before?: CreateCall };
  state.createCall ??= before;
  if ("query" in given) state.request = toWire(query);
  const { id, phase, request, createCall, taskId } = state;
  const isWhole =
    phase === "planned" || (phase === "submitting" ? Array.isArray(createCall?.ids) : phase && taskId !== undefined);
  if (id && Object(request) === request && isWhole) return state;
  throw badState("This is only a part of the state of a job");
}

/** What a state says of its job, for whoever keeps the states of many. */
export type StoredJob = Pick<JobProgress, "phase" | "startedAt" | "taskId" | "status"> & {
  id: string;
  createCall?: CreateCall | undefined;
  createRequestId?: string | undefined;
};

/** Reads a state: the same object, with the fields that are not published. */
export function storedJob(state: JobState): StoredJob {
  return state;
}

/** The state of a job whose task another job has found. */
export function withTask(state: JobState, taskId: string): JobState {
  return { ...state, phase: "waiting", taskId };
}

export function progressOf({ phase, request, startedAt, elapsedMs, warnings, taskId, status }: JobState): JobProgress {
  return { phase, request, startedAt, elapsedMs, warnings, taskId, status };
}

function badState(message: string): StoreError {
  return new StoreError("BAD_STATE", message, {
    advice: "Pass all that toJSON or onState gave, to the version of @cdn-export/client that wrote it",
  });
}
