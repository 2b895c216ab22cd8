// Does what is missing of a plan: nothing twice, and nothing is forgotten.
import { settledAt } from "@cdn-export/api/rules";
import { type ExportClient, StoreError } from "@cdn-export/client";
import { abortedError, checkAwaited, storedJob } from "@cdn-export/client/internal";
import { ledgerClaims } from "./claims.ts";
import type { Ledger } from "./ledger.ts";
import { writeManifest } from "./manifest.ts";
import { pathsOf, TEMPLATE } from "./names.ts";
import type { ExportWindow } from "./plan.ts";
import type { WindowRecord } from "./record.ts";
import { isThere } from "./store.ts";
import { beginWindow, type RunningWindow, type WindowContext } from "./window.ts";

/** Options of `sync`. */
export interface SyncOptions {
  /** One client for everything that creates tasks on the account: its jobs take turns. */
  client: ExportClient;
  /** Where the files go; made if need be. */
  folder: string;
  /** Path below the folder: `{action}`, `{date}`, `{domain}`, `{id}`, and `.{type}` at its end. @default "{action}/{date}/{domain}.{type}" */
  name?: string;
  /** Exports that run at a time. @default 4 */
  concurrency?: number;
  /** When a window's data are complete, in milliseconds since the epoch. @default what the rules say of its action */
  settle?: (window: ExportWindow) => number;
  /** As for a job. A call that an earlier run has lost is repeated anyway, once its window is over. @default "fail" */
  onLost?: "fail" | "create-again";
  /** IDs of windows to export with a new task, whatever is known of an earlier one. */
  recreate?: readonly string[];
  /** Called at the begin and when a window has ended. */
  onProgress?: (progress: SyncProgress) => void;
  /** Ends the run; the next one goes on. */
  signal?: AbortSignal;
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

/** How far a run is, in windows. */
export interface SyncProgress {
  total: number;
  /** Whose file is there, with complete data. */
  done: number;
  /** Whose file is there, exported before its data were complete. */
  provisional: number;
  /** That are not over. */
  notYet: number;
  failed: number;
}

/** What a run of `sync` has done. */
export interface SyncResult extends Omit<SyncProgress, "failed"> {
  /** To be tried again by the next run. */
  failed: { window: ExportWindow; error: Error }[];
  /** Every window is done. */
  complete: boolean;
}

/**
 * Exports the windows that are over and not done. What an earlier run has begun is gone on with, whatever ended it: no
 * task is created twice. An export whose task was created before its data were complete is kept as provisional, and made
 * again by the first run that finds them complete.
 *
 * A window that fails stops no other. Only a refused signature, the ledger, the disk, or an abort end the run.
 *
 * @throws (the promise) SignatureError, StoreError, SaveError, AbortedError; TypeError for options that make no sense.
 */
export async function sync(
  windows: readonly ExportWindow[],
  ledger: Ledger,
  options: SyncOptions,
): Promise<SyncResult> {
  checkAwaited("The ledger", ledger);
  const { client, folder, concurrency = 4, onLost = "fail", now = Date.now } = options;
  const settle = settleOf(options);
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    throw new TypeError(`concurrency must be a whole number from 1 on, not ${concurrency}`);
  const recreate = recreateOf(options, windows);
  const records = await ledger.read();
  const paths = pathsOf(windows, options.name ?? TEMPLATE, records);
  const failed: SyncResult["failed"] = [];
  const counts = { total: windows.length, done: 0, provisional: 0, notYet: 0 };
  const tell = () => options.onProgress?.({ ...counts, failed: failed.length });

  const stop = stopper(options.signal);
  const claims = ledgerClaims(ledger);
  const common = { client, ledger, claims, folder, settle, onLost, now, signal: stop.signal };
  const begin = (window: ExportWindow, record: WindowRecord) =>
    beginWindow(window, record, { ...common, path: paths.get(window) ?? "" });

  const { continued, waiting, fresh, ...there } = await sorted(windows, records, {
    folder,
    recreate,
    settle,
    now: now(),
  });
  Object.assign(counts, there);
  tell();

  const running: RunningWindow[] = [];
  const queue = [...waiting, ...fresh];
  const late: Promise<void>[] = [];
  const count = async ({ window, finish }: RunningWindow) => {
    const end = await finish();
    if ("fatal" in end) stop.now(end.fatal);
    else if ("error" in end) failed.push({ window, error: end.error });
    else counts[end.file.provisional ? "provisional" : "done"]++;
    tell();
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
    // All of them before anything else: their turns come first.
    for (const [window, record] of continued) running.push(begin(window, record));
    await Promise.all(Array.from({ length: concurrency }, work));
    await Promise.all(late);
    stop.signal.throwIfAborted();
    await writeManifest(folder, await ledger.read());
  } catch (error) {
    stop.now(error);
    // What is there is told all the same; whoever has lost the ledger has no say any more.
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
  /** Their create calls are unresolved: they come first. */
  continued: Known[];
  /** Their tasks are known. */
  waiting: Known[];
  fresh: Known[];
  done: number;
  provisional: number;
  notYet: number;
}

/** What each window needs. */
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
    const { file, state } = record;
    const settled = settle(window);
    const isCurrent = file && !isAgain && (!file.provisional || settled > now) && (await isThere(folder, file));
    const { phase = "planned" } = state ? storedJob(state) : {};
    if (phase === "submitting") found.continued.push([window, record]);
    else if (phase !== "planned") found.waiting.push([window, record]);
    else if (isCurrent) found[file.provisional ? "provisional" : "done"]++;
    else if (window.to > now) found.notYet++;
    else found.fresh.push([window, record]);
  }
  return found;
}

function settleOf({ settle }: SyncOptions): (window: ExportWindow) => number {
  if (!settle) return ({ action, to }) => settledAt(action, to);
  return (window) => {
    const at = settle(window);
    if (typeof at === "number" && !Number.isNaN(at)) return at;
    throw new TypeError(`settle gave ${at} for ${window.id}: milliseconds since the epoch are needed`);
  };
}

function recreateOf({ recreate = [] }: SyncOptions, windows: readonly ExportWindow[]): ReadonlySet<string> {
  const ids = new Set(windows.map(({ id }) => id));
  const unknown = recreate.find((id) => !ids.has(id));
  if (unknown === undefined) return new Set(recreate);
  throw new TypeError(`recreate: ${JSON.stringify(unknown)} is not the ID of a window of this plan`);
}

/** The caller wants another task. The old one stays on record. */
function withoutTask({ state, failures: _, ...record }: WindowRecord): WindowRecord {
  const taskId = state && storedJob(state).taskId;
  if (taskId === undefined) return record;
  return { ...record, abandoned: [...(record.abandoned ?? []), taskId] };
}

/** A signal of the run's own, aborted with the caller's or by the first failure that concerns every window. */
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
