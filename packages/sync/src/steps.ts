// The steps of a window's record. The run of a folder and the fleet share them.
import type { ExportFile, JobState } from "@cdn-export/client";
import { type StoredJob, storedJob, timeOf } from "@cdn-export/client/internal";
import type { ExportWindow } from "./plan.ts";
import type { FileContent, WindowFile, WindowRecord } from "./record.ts";

/** The record of a window with its query, for readers of the ledger. */
export function describe({ query, from, to, plan }: ExportWindow, record: WindowRecord): WindowRecord {
  return { query: { ...query, from, to }, ...(plan !== undefined && { plan }), ...record };
}

/**
 * The record after its file was saved.
 *
 * @param settled - when the data of the window are complete, in milliseconds since the epoch.
 */
export function afterSave(
  record: WindowRecord,
  { found, ...saved }: Pick<WindowFile, "path" | "bytes" | "sha256" | "verified"> & { found?: FileContent },
  { requestIds, task }: Pick<ExportFile, "requestIds" | "task">,
  settled: number,
  state: JobState,
): WindowRecord & { file: WindowFile } {
  const createdAt = timeOf(task.create_time) ?? storedJob(state).startedAt;
  const old = record.file;
  const isRestated = old?.restated ?? (old !== undefined && !old.adopted && old.sha256 !== saved.sha256);
  const file: WindowFile = {
    ...saved,
    taskId: task.task_id,
    requestIds,
    createdAt,
    provisional: createdAt < settled,
    ...(isRestated && { restated: true }),
  };
  return { file, ...(found && { found }), ...(record.abandoned && { abandoned: record.abandoned }) };
}

/** Whether the state has changed in a way that a later run needs to know. */
export function isWorthWriting(known: JobState | undefined, next: JobState): boolean {
  const { phase } = storedJob(next);
  if (phase === "done") return false;
  if (!known) return phase !== "planned";
  const essence = ({ phase, taskId, status, createCall, createRequestId }: StoredJob) => {
    const { from, to, answered, overdue } = createCall ?? {};
    return [phase, taskId, status === undefined, from, to, answered, overdue, createRequestId].join();
  };
  return essence(storedJob(known)) !== essence(storedJob(next));
}
