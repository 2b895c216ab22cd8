// Runs the missing exports of a plan: each one once.
import { settledAt } from "@cdn-export/api/rules";
import { type ExportClient, StoreError } from "@cdn-export/client";
import { abortedError, checkAwaited, storedJob } from "@cdn-export/client/internal";
import { ledgerClaims } from "./claims.ts";
import type { Ledger } from "./ledger.ts";
import { writeManifest } from "./manifest.ts";
import { pathsOf, TEMPLATE } from "./names.ts";
import type { ExportWindow } from "./plan.ts";
import type { WindowRecord } from "./record.ts";
import { standingOf } from "./standing.ts";
import { describe } from "./steps.ts";
import { isThere } from "./store.ts";
import { beginWindow, type RunningWindow, type WindowContext } from "./window.ts";

/** Options of `sync`. */
export interface SyncOptions {
  /** The only client that creates tasks on the account: its jobs take turns. */
  client: ExportClient;
  /** Folder of the files. It is created if needed. */
  folder: string;
  /** Path template below the folder: `{action}`, `{date}`, `{domain}`, `{id}`, and `.{type}` at its end. @default "{action}/{date}/{domain}.{type}" */
  name?: string;
  /** Number of exports that run at the same time. @default 4 */
  concurrency?: number;
  /** Returns when the data of a window are complete, in milliseconds since the epoch. @default the rule of its action */
  settle?: (window: ExportWindow) => number;
  /** What a job does after a lost create call. Calls lost in an earlier run are repeated in any case, after `visibilityTimeout`. @default "fail" */
  onLost?: "fail" | "create-again";
  /** Whether to replace files that aren't in the ledger. A window whose path is taken fails otherwise. @default false */
  overwrite?: boolean;
  /** IDs of windows to export with a new task, even if they have one. */
  recreate?: readonly string[];
  /** Called at the start, and whenever a window begins or ends. */
  onProgress?: (progress: SyncProgress) => void;
  /** Aborts the run. The next run resumes it. */
  signal?: AbortSignal;
  /** Returns the current time in milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

/** Progress of a run, counted in windows. */
export interface SyncProgress {
  /** All windows of the plan. */
  total: number;
  /** Windows whose file is saved with complete data. */
  done: number;
  /** Windows whose file was exported before the data were complete. */
  provisional: number;
  /** Windows that haven't ended yet. */
  notYet: number;
  /** Windows that failed in this run. */
  failed: number;
  /** Windows that are being exported, in the order in which they began. */
  running: readonly ExportWindow[];
}

/** Result of `sync`. */
export interface SyncResult extends Omit<SyncProgress, "failed" | "running"> {
  /** Failed windows. The next run tries them again. */
  failed: { window: ExportWindow; error: Error }[];
  /** Whether every window is done. */
  complete: boolean;
}

/**
 * Exports every finished window that isn't saved yet. Exports that an earlier run started are resumed, so no task is created
 * twice. A file exported before its data were complete is kept as provisional, and exported again once they are complete.
 *
 * A failed window doesn't stop the others. Only a rejected signature, the ledger, the disk or an abort ends the run.
 *
 * @throws (the promise) SignatureError, StoreError, SaveError, AbortedError; TypeError for invalid options.
 */
export async function sync(
  windows: readonly ExportWindow[],
  ledger: Ledger,
  options: SyncOptions,
): Promise<SyncResult> {
  checkAwaited("The ledger", ledger);
  const { client, folder, concurrency = 4, onLost = "fail", overwrite = false, now = Date.now } = options;
  const settle = settleOf(options);
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    throw new TypeError(`concurrency must be a whole number of at least 1, not ${concurrency}`);
  const recreate = recreateOf(options, windows);
  const records = await ledger.read();
  const paths = pathsOf(windows, options.name ?? TEMPLATE, records);
  const failed: SyncResult["failed"] = [];
  const counts = { total: windows.length, done: 0, provisional: 0, notYet: 0 };
  const active = new Set<ExportWindow>();
  const notify = () => options.onProgress?.({ ...counts, failed: failed.length, running: [...active] });

  const stop = stopper(options.signal);
  const claims = ledgerClaims(ledger);
  const common = { client, ledger, claims, folder, settle, onLost, overwrite, now, signal: stop.signal };
  const begin = (window: ExportWindow, record: WindowRecord) =>
    beginWindow(window, record, { ...common, path: paths.get(window) ?? "" });

  const { continued, waiting, fresh, ...there } = await sorted(windows, records, {
    folder,
    recreate,
    settle,
    now: now(),
  });
  Object.assign(counts, there);
  notify();
  // Ledgers of earlier releases lack the queries of files that are there already.
  const undescribed = windows.filter(({ id }) => records.get(id)?.file && !records.get(id)?.query);
  await Promise.all(
    undescribed.map((window) => ledger.write(window.id, describe(window, records.get(window.id) ?? {}))),
  );

  const running: RunningWindow[] = [];
  const queue = [...waiting, ...fresh];
  const late: Promise<void>[] = [];
  const count = async ({ window, finish }: RunningWindow) => {
    active.add(window);
    notify();
    const end = await finish();
    active.delete(window);
    if ("fatal" in end) stop.now(end.fatal);
    else if ("error" in end) failed.push({ window, error: end.error });
    else counts[end.file.provisional ? "provisional" : "done"]++;
    notify();
  };
  const work = async () => {
    while (!stop.signal.aborted) {
      const next = running.shift() ?? begunNext();
      if (!next) return;
      const ended = count(next);
      late.push(ended);
      await Promise.race([ended, next.overdue]);
    }
  };
  let begun = 0;
  const begunNext = () => {
    const next = queue[begun++];
    return next && begin(...next);
  };
  try {
    stop.signal.throwIfAborted();
    // Unresolved create calls come first.
    for (const [window, record] of continued) running.push(begin(window, record));
    await Promise.all(Array.from({ length: concurrency }, work));
    await Promise.all(late);
    stop.signal.throwIfAborted();
    await writeManifest(folder, await ledger.read());
  } catch (error) {
    stop.now(error);
    // The manifest still lists the saved files. A run that has lost its ledger must not write it.
    const describe = async () => writeManifest(folder, await ledger.read());
    if (!(error instanceof StoreError && error.code.startsWith("LEDGER_"))) await describe().catch(() => {});
    throw error;
  } finally {
    stop.release();
  }
  return { ...counts, failed, complete: counts.done === counts.total };
}

type Known = [window: ExportWindow, record: WindowRecord];

interface Sorted {
  /** Windows with unresolved create calls: they come first. */
  continued: Known[];
  /** Windows whose task is known. */
  waiting: Known[];
  /** Windows without a task. */
  fresh: Known[];
  done: number;
  provisional: number;
  notYet: number;
}

/** Sorts the windows by what they need. */
async function sorted(
  windows: readonly ExportWindow[],
  records: ReadonlyMap<string, WindowRecord>,
  given: Pick<WindowContext, "folder" | "settle"> & { recreate: ReadonlySet<string>; now: number },
): Promise<Sorted> {
  const { folder, recreate, settle, now } = given;
  const found: Sorted = { continued: [], waiting: [], fresh: [], done: 0, provisional: 0, notYet: 0 };
  for (const window of windows) {
    const known = records.get(window.id) ?? {};
    const isAgain = recreate.has(window.id);
    const record = isAgain ? withoutTask(known) : known;
    const { file } = record;
    const isCurrent = file !== undefined && !isAgain && (await isThere(folder, file));
    const standing = standingOf(window, isCurrent ? record : { ...record, file: undefined }, settle(window), now);
    if (standing === "done" || standing === "provisional" || standing === "notYet") found[standing]++;
    else found[standing].push([window, record]);
  }
  return found;
}

function settleOf({ settle }: SyncOptions): (window: ExportWindow) => number {
  if (!settle) return ({ action, to }) => settledAt(action, to);
  return (window) => {
    const at = settle(window);
    if (typeof at === "number" && !Number.isNaN(at)) return at;
    throw new TypeError(`settle returned ${at} for ${window.id} instead of milliseconds since the epoch`);
  };
}

function recreateOf({ recreate = [] }: SyncOptions, windows: readonly ExportWindow[]): ReadonlySet<string> {
  const ids = new Set(windows.map(({ id }) => id));
  const unknown = recreate.find((id) => !ids.has(id));
  if (unknown === undefined) return new Set(recreate);
  throw new TypeError(`recreate: ${JSON.stringify(unknown)} isn't the ID of a window in this plan`);
}

/** Abandons the task at the caller's request. Its ID stays on record. */
function withoutTask({ state, failures: _, ...record }: WindowRecord): WindowRecord {
  const taskId = state && storedJob(state).taskId;
  if (taskId === undefined) return record;
  return { ...record, abandoned: [...(record.abandoned ?? []), taskId] };
}

/** The run's signal: aborted with the caller's signal, or by the first failure that affects every window. */
function stopper(outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort(abortedError("The run", outer));
  if (outer?.aborted) abort();
  outer?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    now: (error: unknown) => controller.abort(error),
    release: () => outer?.removeEventListener("abort", abort),
  };
}
