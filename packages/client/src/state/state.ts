import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { StoreError } from "../errors/store.ts";
import { type ExportQuery, toWire } from "../query/query.ts";

/** The progress of a job, as its iterator yields it. */
export interface JobProgress {
  /**
   * - `planned`: no create call was sent
   * - `submitting`: the create call may have created a task, which isn't known yet
   * - `waiting`: the task is known, and isn't finished
   * - `done`: the file is ready
   * - `failed`: the service reports the task as failed
   */
  phase: "planned" | "submitting" | "waiting" | "done" | "failed";
  /** The wire body of the create call. */
  request: ExportTaskRequest;
  /** When the job was started, by the local clock, in milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since `startedAt`. */
  elapsedMs: number;
  /** Warnings about the query. */
  warnings: readonly Finding[];
  /** The task's ID, once it is known. */
  taskId?: string | undefined;
  /** The task's status, as the service spells it. */
  status?: string | undefined;
}

/**
 * Everything that another process needs to continue a job: opaque JSON without secrets and without download links. Only
 * `version` is public.
 */
export interface JobState {
  /** The version of the format. `restore` accepts 1. */
  readonly version: 1;
  /** Identifies the job. @internal */
  id: string;
  /** As in `JobProgress`. @internal */
  phase: JobProgress["phase"];
  /** As in `JobProgress`. @internal */
  request: ExportTaskRequest;
  /** As in `JobProgress`. @internal */
  startedAt: number;
  /** As in `JobProgress`. @internal */
  elapsedMs: number;
  /** As in `JobProgress`. @internal */
  warnings: readonly Finding[];
  /** As in `JobProgress`. @internal */
  taskId?: string | undefined;
  /** As in `JobProgress`. @internal */
  status?: string | undefined;
  /** Identifies the task. Set while the job's create call counts. @internal */
  createCall?: CreateCall | undefined;
  /** `X-Request-Id` of the response to the create call. @internal */
  createRequestId?: string | undefined;
  /** A fingerprint of the endpoint and the AK that created the task: not the key itself. @internal */
  account?: string | undefined;
}

/** The state of a job that isn't loaded yet. */
export type PlannedState = Omit<JobState, "request"> & { query: ExportQuery };

/** A create call: the tasks known before it, and the bounds within which its task was created. */
export interface CreateCall {
  /** IDs of the tasks that aren't new. */
  ids: readonly string[];
  /** Whether `ids` contains all the tasks of the account. */
  complete: boolean;
  /** The newest time in the list, by the service's clock: a task that isn't in `ids` and is older isn't new either. */
  newest?: number | undefined;
  /** The earliest creation of its task, by the server's `Date` header, in milliseconds. Missing without that header. */
  from?: number | undefined;
  /** The latest creation of its task, by the same clock. */
  to?: number | undefined;
  /** When it was sent, by the local clock, in milliseconds since the epoch. */
  sentAt?: number;
  /** Whether an earlier task's time matched its call: a task outside the bounds then isn't this call's. */
  clocksAgree?: boolean;
  /** Whether its response arrived. If so, the call is never repeated. */
  answered?: boolean;
  /** Whether its turn ended before the list showed its task. Other jobs may have created tasks since. */
  overdue?: boolean;
}

/** The change that returns a job to the state before its create call. */
export const UNSENT: Partial<JobState> = { phase: "planned", createCall: undefined, createRequestId: undefined };

/** @throws StoreError `BAD_STATE`; InvalidQueryError for a query that can't be written on the wire. */
export function readState(given: PlannedState | JobState): JobState {
  if (given?.version !== 1)
    throw badState(`This is not the state of a job of version 1 (its version is ${given?.version})`);
  const { query, ...stored } = given as PlannedState & JobState;
  const state: JobState = structuredClone(stored);
  if ("query" in given) state.request = toWire(query);
  const { id, phase, request, createCall, taskId } = state;
  const isWhole =
    phase === "planned" || (phase === "submitting" ? Array.isArray(createCall?.ids) : phase && taskId !== undefined);
  if (id && Object(request) === request && isWhole) return state;
  throw badState("This is only a part of the state of a job");
}

/** The fields of a `JobState` that the ledger uses. */
export type StoredJob = Pick<JobProgress, "phase" | "startedAt" | "taskId" | "status"> & {
  /** Identifies the job. */
  id: string;
  /** The create call, while it counts. */
  createCall?: CreateCall | undefined;
  /** `X-Request-Id` of the response to the create call. */
  createRequestId?: string | undefined;
};

/** The same object, with the types of its internal fields. */
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
    advice: "Pass the whole value of toJSON or onState to the version of @cdn-export/client that wrote it",
  });
}
