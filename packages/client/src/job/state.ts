import type { ExportTaskRequest } from "@cdn-export/api";
import type { Finding } from "@cdn-export/api/rules";

/**
 * Everything that another process needs to go on with a job: plain JSON. It holds no secret and no download link.
 *
 * - `planned`: nothing was sent;
 * - `submitting`: the task may or may not exist, and must be looked for before anything is repeated;
 * - `waiting`: the task is known and runs;
 * - `done`, `failed`: the end.
 */
export interface JobState {
  version: 1;
  /** Tells the job from others. */
  id: string;
  phase: "planned" | "submitting" | "waiting" | "done" | "failed";
  /** The wire body of the create call. */
  request: ExportTaskRequest;
  /** When the job was started, by the local clock, in milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since then. */
  elapsedMs: number;
  /** What the rules have to say about the query, short of refusing it. */
  warnings: readonly Finding[];
  /** What the list showed before the create call; as long as another task might still prove to be ours. */
  before?: Baseline | undefined;
  taskId?: string;
  /** `X-Request-Id` of the answer to the create call. */
  createRequestId?: string | undefined;
  /** As the service spells it. */
  status?: string | undefined;
}

/** The account's tasks before a create call, and the times of the server between which the new task was created. */
export interface Baseline {
  ids: readonly string[];
  /** Whether `ids` are all tasks of the account, so that a task without `create_time` can be told to be new. */
  complete: boolean;
  /** The last change of any task, by the service's clock, if it is told: what was created before is no new task. */
  newest?: number | undefined;
  /** Milliseconds since the epoch, by the `Date` header. */
  from: number;
  to: number;
  /** Whether the create call was answered, so that there surely is a task. */
  answered?: boolean;
  /** Where its failure was heard: until when it may be carried out all the same. */
  latest?: number;
  /** How late the list may show another task: so old the own one was at its first sight, if that can be told. Milliseconds. */
  late?: number;
}
