// What the record of a window keeps after a failed export: the task, for the next run; or nothing, and the next run creates a
// new one.

import { type CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import { AmbiguousTaskError, JobFailedError, LinkExpiredError, TaskNotListedError } from "@cdn-export/client";
import { CLAIM_LIFE_MS, type StoredJob, storedJob } from "@cdn-export/client/internal";
import type { WindowRecord } from "./record.ts";

/** A finished task whose file can't be downloaded is abandoned after this many runs. */
const MAX_FAILURES = 3;

/**
 * The record of a window after its export failed.
 *
 * @param isRestored - whether the create call was made by an earlier run.
 * @returns the record; without a state if another task may be created.
 */
export function afterFailure(
  { state, failures = 0, saving: _, ...record }: WindowRecord,
  failure: CdnExportError,
  { isRestored, now }: { isRestored: boolean; now: number },
): WindowRecord {
  const { code, message } = failure;
  const next: WindowRecord = { ...record, error: { code, message } };
  const job = state && storedJob(state);
  if (!state || !job || job.phase === "planned") return next;
  const count = isAboutFile(failure) ? failures + 1 : failures;
  const isOver =
    failure instanceof JobFailedError || count >= MAX_FAILURES || isGivenUp(failure, job, { isRestored, now });
  if (!isOver) return { ...next, state, ...(count > 0 && { failures: count }) };
  if (job.taskId === undefined) return next;
  return { ...next, abandoned: [...(record.abandoned ?? []), job.taskId] };
}

/** Whether the failure is about the file of a known, finished task. A network failure says nothing about the task. */
function isAboutFile(failure: CdnExportError): boolean {
  return failure instanceof CorruptFileError || failure instanceof LinkExpiredError || failure.code === "NO_FILE";
}

function isGivenUp(
  failure: CdnExportError,
  { createCall, startedAt }: StoredJob,
  { isRestored, now }: { isRestored: boolean; now: number },
): boolean {
  // Lost by an earlier run, and no task appeared in time: nothing was created.
  if (failure instanceof AmbiguousTaskError) return isRestored && failure.candidates.length === 0;
  if (!(failure instanceof TaskNotListedError) || failure.reason === "other-account") return false;
  return failure.reason === "gone" || now - (createCall?.sentAt ?? startedAt) > CLAIM_LIFE_MS;
}
