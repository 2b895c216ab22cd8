// A job as the page sees it.
import type { JobProgress } from "@cdn-export/client";
import { fingerprint, toWire } from "@cdn-export/client/internal";
import type { ExportWindow, WindowFile, WindowRecord } from "@cdn-export/sync";
import type { CreateBody, FieldFinding, Job } from "../../contract.ts";
import { nameOf } from "../action-name.ts";
import { RequestError } from "../http/failure.ts";
import { failureOf, textOf } from "../texts.ts";

/** The same ID in every run of the console. */
export function jobIdOf(window: string): string {
  return fingerprint(window);
}

export function newJob({ id: window, query, action, from, to }: ExportWindow): Job {
  return {
    id: jobIdOf(window),
    window,
    body: toWire(query) as CreateBody,
    action,
    name: nameOf(action),
    domains: query.domains,
    from,
    to,
    state: "queued",
    warnings: [],
    canStop: true,
    canResume: false,
    canDismiss: false,
  };
}

/** A job of an earlier run, or of another program, that the ledger still knows. */
export function jobOfRecord(window: ExportWindow, record: WindowRecord): Job {
  const { error } = record;
  const failure = error && failureOf(Object.assign(new Error(error.message), { code: error.code }));
  const ended = { canStop: false, canResume: true, canDismiss: false } as const;
  return { ...newJob(window), ...ended, state: failure ? "failed" : "stopped", ...(failure && { failure }) };
}

const PHASES = {
  planned: "checking",
  submitting: "submitting",
  waiting: "waiting",
  done: "downloading",
  failed: undefined,
} as const;

export function withProgress(job: Job, { phase, taskId, status, warnings }: JobProgress): Job {
  const { phase: _, ...rest } = job;
  const shown = PHASES[phase];
  return {
    ...rest,
    ...(shown !== undefined && { phase: shown }),
    ...(taskId !== undefined && { taskId }),
    ...(status !== undefined && { status }),
    warnings: warnings.map(({ severity, field, rule, evidence, message }): FieldFinding => {
      return { severity, field, rule, evidence, message: textOf(message) };
    }),
  };
}

export function finished(job: Job, file: WindowFile | undefined, endedAt: number): Job {
  const { phase: _, ...rest } = job;
  const saved = file && { path: file.path, bytes: file.bytes, provisional: file.provisional };
  return {
    ...rest,
    state: "done",
    endedAt,
    ...(saved && { file: saved }),
    canStop: false,
    canResume: false,
    canDismiss: true,
  };
}

export function ended(job: Job, error: unknown, { isStopped, endedAt }: { isStopped: boolean; endedAt: number }): Job {
  const { phase: _, ...rest } = job;
  const after = { endedAt, canStop: false, canResume: true, canDismiss: true } as const;
  if (isStopped) return { ...rest, ...after, state: "stopped" };
  const failure = error instanceof RequestError ? error.failure : failureOf(error as Error);
  return { ...rest, ...after, state: "failed", failure };
}
