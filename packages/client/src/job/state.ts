import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";
import { CdnExportError } from "../errors.ts";

/**
 * Everything that another process needs to continue a job: plain JSON. It contains no secret and no download link.
 *
 * - `planned`: nothing was sent
 * - `submitting`: the create call may have made a task, which isn't known yet
 * - `waiting`: the task is known and runs
 * - `done`, `failed`: the end
 */
export interface JobState {
  version: 1;
  /** Identifies the job. */
  id: string;
  phase: "planned" | "submitting" | "waiting" | "done" | "failed";
  /** The wire body of the create call. */
  request: ExportTaskRequest;
  /** When the job was started, by the local clock, in milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since then. */
  elapsedMs: number;
  /** What the rules say about the query, short of rejecting it. */
  warnings: readonly Finding[];
  /** What identifies the task: set as long as the job's create call counts. */
  createCall?: CreateCall | undefined;
  taskId?: string | undefined;
  /** `X-Request-Id` of the response to the create call. */
  createRequestId?: string | undefined;
  /** As the service spells it. */
  status?: string | undefined;
  /** A fingerprint of the endpoint and the AK that created the task: not the key itself. */
  account?: string | undefined;
}

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
  /** Whether its response arrived. If so, it is never repeated. */
  answered?: boolean;
  /** Whether its turn ended before the list showed its task. Other jobs may have created tasks since. */
  overdue?: boolean;
}

/** Nothing was created. */
export const UNSENT: Partial<JobState> = { phase: "planned", createCall: undefined, createRequestId: undefined };

/** @throws CdnExportError `BAD_STATE` */
export function readState(given: JobState): JobState {
  // Until November 2026 the create call was called `before`, and was dropped once the task was known.
  const { before, ...state } = structuredClone(given) as JobState & { before?: CreateCall };
  state.createCall ??= before;
  const { version, id, phase, request, createCall, taskId } = state;
  const isWhole =
    phase === "planned" || (phase === "submitting" ? Array.isArray(createCall?.ids) : phase && taskId !== undefined);
  if (version === 1 && id && Object(request) === request && isWhole) return state;
  throw new CdnExportError("BAD_STATE", "This is only a part of the state of a job", {
    advice: "Pass all that toJSON or onState gave, to the version of @cdn-export/client that wrote it",
  });
}
