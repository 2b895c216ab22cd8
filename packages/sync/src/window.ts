// One window of a run: job, record and file.

import { CdnExportError } from "@cdn-export/api/base-error";
import {
  AbortedError,
  type ClaimStore,
  type ExportClient,
  type ExportJob,
  type JobState,
  SignatureError,
  StoreError,
} from "@cdn-export/client";
import { type OnState, storedJob } from "@cdn-export/client/internal";
import { SaveError } from "@cdn-export/client/node";
import { afterFailure } from "./failure.ts";
import type { Ledger } from "./ledger.ts";
import type { ExportWindow } from "./plan.ts";
import type { WindowFile, WindowRecord } from "./record.ts";
import { afterSave, describe, isWorthWriting } from "./steps.ts";
import { assertFree, removeOld, store } from "./store.ts";

export interface WindowContext {
  client: ExportClient;
  ledger: Ledger;
  claims: ClaimStore;
  folder: string;
  /** Path of the file relative to the folder, without its extension. */
  path: string;
  settle: (window: ExportWindow) => number;
  onLost: "fail" | "create-again";
  overwrite: boolean;
  signal: AbortSignal;
  now: () => number;
}

/** `fatal` ends the whole run. */
export type WindowEnd = { file: WindowFile } | { error: Error } | { fatal: unknown };

export interface RunningWindow {
  window: ExportWindow;
  finish(): Promise<WindowEnd>;
  /** Resolves when the task is so late that other windows start without waiting for it. */
  overdue: Promise<void>;
}

/** Starts or resumes the export of a window. Its job runs from now on; `finish` waits for it. */
export function beginWindow(window: ExportWindow, known: WindowRecord, context: WindowContext): RunningWindow {
  const { client, ledger, claims, folder, path, settle, onLost, overwrite, signal, now } = context;
  let record = known;
  let hasEnded = false;
  let ledgerFailure: { error: unknown } | undefined;
  let isOverdue = () => {};
  const overdue = new Promise<void>((resolve) => {
    isOverdue = resolve;
  });

  async function put(next: WindowRecord): Promise<void> {
    await ledger.write(window.id, describe(window, next)).catch((error) => {
      ledgerFailure ??= { error };
      throw error;
    });
    record = next;
  }

  const onState: OnState = Object.assign(
    async (state: JobState) => {
      // A late step must not be taken.
      if (hasEnded) throw new AbortedError("ABORTED", "The export has ended");
      if (storedJob(state).createCall?.overdue) isOverdue();
      if (isWorthWriting(record.state, state)) await put({ ...record, state });
    },
    { claims },
  );
  const begin = (state: JobState | undefined) => {
    const own = { signal, onLost, onState };
    return state ? client.restore(state, own) : client.start(window.query, own);
  };
  let job = begin(known.state);

  async function save(running: ExportJob): Promise<WindowFile> {
    const file = await running.result();
    const saved = await store(file, folder, path, allowTarget);
    const old = record.file;
    const next = afterSave(record, saved, file, settle(window), running.toJSON());
    await put(next);
    await removeOld(folder, old, next.file.path);
    return next.file;
  }

  /** Only this window's files are replaced. The ledger has the path before the file is there, in case of a kill. */
  async function allowTarget(target: string): Promise<void> {
    const isOurs = record.file?.path === target && !record.file.adopted;
    if (isOurs || record.saving === target) return;
    if (!overwrite) await assertFree(folder, target);
    await put({ ...record, saving: target });
  }

  async function run(isRestored: boolean): Promise<WindowEnd> {
    try {
      return { file: await save(job) };
    } catch (error) {
      if (ledgerFailure) return { fatal: ledgerFailure.error };
      if (signal.aborted || !(error instanceof CdnExportError) || concernsAll(error)) return { fatal: error };
      const next = afterFailure(record, error, { isRestored, now: now() });
      await put(next);
      if (!isRestored || next.state) return { error };
      // The task of the earlier run is lost: this run creates another one.
      job = begin(undefined);
      return run(false);
    }
  }

  return {
    window,
    overdue,
    finish: () =>
      run(known.state !== undefined)
        .catch((fatal) => ({ fatal: ledgerFailure?.error ?? fatal }))
        .finally(() => {
          hasEnded = true;
          isOverdue();
        }),
  };
}

/** Rejected keys, a failing store or disk, and an abort affect the next window as well. */
function concernsAll(error: CdnExportError): boolean {
  const isDisk = error instanceof SaveError && error.cause !== undefined;
  // A bad state affects one window only.
  const isStore = error instanceof StoreError && error.code !== "BAD_STATE";
  return error instanceof SignatureError || isStore || error instanceof AbortedError || isDisk;
}
