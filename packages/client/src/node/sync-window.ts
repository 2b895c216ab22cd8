// One window of a run: its job, its record, its file.
import type { ExportClient } from "../client.ts";
import { AbortedError, CdnExportError } from "../errors.ts";
import {
  AmbiguousTaskError,
  CorruptFileError,
  JobFailedError,
  JobTimeoutError,
  LinkExpiredError,
  SignatureError,
} from "../job/errors.ts";
import type { JobState } from "../job/state.ts";
import type { ExportWindow } from "../plan/plan.ts";
import type { Ledger, WindowFile, WindowRecord } from "./ledger.ts";
import { LedgerError } from "./ledger-error.ts";
import { SaveError } from "./save-error.ts";
import { removeOld, store } from "./sync-store.ts";

export interface WindowContext {
  client: ExportClient;
  ledger: Ledger;
  folder: string;
  /** Of the file below the folder, without its ending. */
  path: string;
  settle: (window: ExportWindow) => number;
  onLost: "fail" | "create-again";
  signal: AbortSignal;
}

/** `fatal` concerns every window. */
export type WindowEnd = { file: WindowFile } | { error: Error } | { fatal: unknown };

export interface RunningWindow {
  window: ExportWindow;
  finish(): Promise<WindowEnd>;
}

/** Begins or goes on with a window's export. Its job runs from now on, whenever its end is asked for. */
export function beginWindow(window: ExportWindow, known: WindowRecord, context: WindowContext): RunningWindow {
  const { client, ledger, folder, path, settle, onLost, signal } = context;
  let record = known;
  let hasEnded = false;
  let ledgerFailure: { error: unknown } | undefined;

  async function put(next: WindowRecord): Promise<void> {
    await ledger.write(window.id, next).catch((error) => {
      ledgerFailure ??= { error };
      throw error;
    });
    record = next;
  }

  async function onState(state: JobState): Promise<void> {
    // A step that comes too late is one that must not be taken.
    if (hasEnded) throw new AbortedError("ABORTED", "The export has ended");
    if (isWorthWriting(record.state, state)) await put({ ...record, state });
  }

  const begin = () => {
    const own = { signal, onLost, onState };
    return known.state ? client.restore(checked(known.state, window.id), own) : client.start(window.query, own);
  };
  // What is wrong with a query or a state is told as the window's failure.
  const job = attempt(begin);

  async function save(): Promise<WindowFile> {
    const file = await job().result();
    const saved = await store(file, folder, path);
    const createdAt = file.task.create_time ?? job().toJSON().startedAt;
    const { requestIds, task } = file;
    const provisional = createdAt < settle(window);
    const made: WindowFile = { ...saved, taskId: task.task_id, requestIds, createdAt, provisional };
    const old = record.file;
    await put({ file: made });
    await removeOld(folder, old, made.path);
    return made;
  }

  async function fail(error: unknown): Promise<WindowEnd> {
    if (ledgerFailure) return { fatal: ledgerFailure.error };
    if (signal.aborted || !(error instanceof CdnExportError) || concernsAll(error)) return { fatal: error };
    const { code, message } = error;
    const isOver = isBeyondHope(error) || record.state?.phase === "planned";
    const state = isOver ? undefined : record.state;
    return put({ file: record.file, state, error: { code, message } }).then(
      () => ({ error }),
      (fatal) => ({ fatal }),
    );
  }

  return {
    window,
    async finish() {
      try {
        return { file: await save() };
      } catch (error) {
        hasEnded = true;
        return await fail(error);
      } finally {
        hasEnded = true;
      }
    },
  };
}

function checked(state: JobState, id: string): JobState {
  if (state.version === 1) return state;
  throw new CdnExportError("BAD_STATE", `The ledger has an export of ${id} that this version cannot go on with`, {
    advice: "Update @cdn-export/client",
  });
}

function attempt<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Whether another process needs to know: not of a status that was seen once more. */
function isWorthWriting(known: JobState | undefined, next: JobState): boolean {
  if (next.phase === "done") return false;
  if (!known) return next.phase !== "planned";
  const essence = ({ phase, taskId, before, createRequestId }: JobState) =>
    [phase, taskId, before?.from, before?.to, createRequestId].join();
  return essence(known) !== essence(next);
}

/** Refused keys, a ledger or a disk that fails, and an abort: the next window would fare no better. */
function concernsAll(error: CdnExportError): boolean {
  const isDisk = error instanceof SaveError && error.cause !== undefined;
  return error instanceof SignatureError || error instanceof LedgerError || error instanceof AbortedError || isDisk;
}

/** The task will never give a file, or cannot be told from others: the next run makes another one. */
function isBeyondHope(error: CdnExportError): boolean {
  if (error instanceof JobTimeoutError) {
    // The list was seen to the end, and never had the task.
    const isGone = Object.keys(error.statuses).join() === "unlisted" && error.cause === undefined;
    return error.taskId !== undefined && isGone;
  }
  return [AmbiguousTaskError, JobFailedError, CorruptFileError, LinkExpiredError].some((kind) => error instanceof kind);
}
