// Exports that run, and their calls to the API.
import type { Action, Domains, Failure, Ms, Text } from "./base.ts";
import type { CreateBody, FieldFinding, Header } from "./explorer.ts";

/** Exports a window of the calendar, or a query of the form. */
export type NewJob = { window: string } | { body: CreateBody };

export interface Jobs {
  /** Newest first. Also those of earlier runs that failed or can be resumed. */
  jobs: readonly Job[];
}

export type JobState = "queued" | "running" | "stopping" | "stopped" | "failed" | "done";

export interface Job {
  id: string;
  /** The ID of its window. */
  window: string;
  body: CreateBody;
  action: Action;
  name: Text;
  domains: Domains;
  from: Ms;
  to: Ms;
  state: JobState;
  /** What it is doing. While it is `running`. */
  phase?: "checking" | "submitting" | "waiting" | "downloading";
  taskId?: string;
  /** The status of the task, as the service says it. */
  status?: string;
  startedAt?: Ms;
  endedAt?: Ms;
  failure?: Failure;
  warnings: readonly FieldFinding[];
  /** With `done`: the ID of its file for `GET /api/rows` is `window`. */
  file?: { path: string; bytes: number; provisional: boolean };
  canStop: boolean;
  canResume: boolean;
  canDismiss: boolean;
}

export interface JobDetail {
  job: Job;
  /** The calls to the API, oldest first, at most the last 50. */
  exchanges: readonly Exchange[];
}

/** One call to the API. Keys and download links are masked. */
export interface Exchange {
  at: Ms;
  method: string;
  url: string;
  headers: readonly Header[];
  body?: string;
  elapsedMs: number;
  response?: { status: number; requestId?: string; headers: readonly Header[]; body: string };
  failure?: Failure;
}
