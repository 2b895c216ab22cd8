// Waits for the task of a window, downloads its file, and stores it.
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { CdnExportError } from "@cdn-export/api/base-error";
import { settledAt } from "@cdn-export/api/rules";
import { type ExportFile, type JobState, JobTimeoutError } from "@cdn-export/client";
import { fingerprint, JOB_TIMEOUT_MS, storedJob, VISIBILITY_TIMEOUT_MS } from "@cdn-export/client/internal";
import { type ExportWindow, saveChecked, type WindowRecord } from "@cdn-export/sync";
import { afterFailure, afterSave, describe, isWorthWriting, safeName } from "@cdn-export/sync/internal";
import { block, isOpen } from "./accounts.ts";
import { refusesAccount } from "./clients.ts";
import type { WorkerContext } from "./context.ts";
import { FleetError } from "./fleet-error.ts";
import { readWindow, writeRecord } from "./ledger.ts";
import type { Limiter } from "./limits.ts";
import { describeError } from "./log.ts";
import { FILES, type FileJob, fileJob, send, TURNS, turnJob } from "./queues.ts";
import { FILE_JOB_MS, pauseMs } from "./turn.ts";

/** How long a job waits for its task before it lets other jobs use its place. */
const WAIT_MS = 60_000;
const AGAIN_S = 10;
const PLANNING_MS = 60_000;

/** Runs the job of one window's file. */
export async function storeFile(
  context: WorkerContext,
  { account, window: id }: FileJob,
  claimed: AbortSignal,
): Promise<void> {
  const { db, settings, boss, clients, limiter } = context;
  const known = await readWindow(db, account, id);
  const state = known?.record.state;
  if (!known || !state || known.standing !== "waiting" || !(await isOpen(db, account))) return;
  const { window, tries } = known;
  const { id: job, startedAt } = storedJob(state);
  let { record } = known;
  const signal = AbortSignal.any([claimed, context.signal]);
  const { visibilityTimeout = VISIBILITY_TIMEOUT_MS, timeout: longest = JOB_TIMEOUT_MS } = settings.client;

  /** @returns whether the window still waits for this task. */
  async function put(next: WindowRecord, more: { againInMs?: number; tries?: number } = {}): Promise<boolean> {
    const isWritten = await writeRecord(db.pool, db.schema, {
      account,
      id,
      record: describe(window, next),
      tries,
      ...more,
      job,
    });
    if (isWritten) record = next;
    return isWritten;
  }
  async function confirm(): Promise<void> {
    signal.throwIfAborted();
    const now = await readWindow(db, account, id);
    const current = now?.record.state;
    if (now?.standing !== "waiting" || !current || storedJob(current).id !== job)
      throw new FleetError("TURN_LOST", `Another worker has stored the file of ${id}`);
  }
  const onState = async (next: JobState) => {
    // Only a released task matters: its file belongs to another query.
    if (storedJob(next).phase === "submitting" && isWorthWriting(record.state, next))
      await put({ ...record, state: next });
  };

  try {
    // Longer than it takes to see that a task is gone.
    const running = clients
      .forFiles(account)
      .restore(state, { signal, onState, timeout: Math.max(WAIT_MS, visibilityTimeout * 1.5) });
    const file = throttled(await running.result(), limiter, signal);
    const saved = await save(context, { account, window, file, signal, confirm });
    const next = afterSave(record, saved, file, settledAt(window.action, window.to), running.toJSON());
    const old = record.file;
    if ((await put(next, { tries: 0 })) && old && old.path !== next.file.path) await settings.store.remove(old.path);
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof FleetError && error.code === "TURN_LOST") return;
    if (!(error instanceof CdnExportError)) throw error;
    if (error instanceof JobTimeoutError && Date.now() - startedAt < longest) {
      await put(record, { againInMs: FILE_JOB_MS });
      await send(boss, FILES, [{ ...fileJob(account, id), startAfter: AGAIN_S }]);
      return;
    }
    await fail(error);
  }

  async function fail(error: CdnExportError): Promise<void> {
    const { code, message } = describeError(error);
    if (refusesAccount(error)) {
      await put({ ...record, error: { code, message } });
      return block(context, account, error);
    }
    const isStore = error.code === "STORE_CANNOT_WRITE" || error.code === "CANNOT_WRITE";
    const next = isStore
      ? { ...record, error: { code, message } }
      : afterFailure(record, error, { isRestored: true, now: Date.now() });
    const againInMs = pauseMs(tries + 1);
    await put(next, { tries: tries + 1, againInMs });
    settings.log({ level: isStore ? "alert" : "warn", message, code, account, window: id });
    // Planning sends what is due later.
    if (againInMs > PLANNING_MS) return;
    const startAfter = againInMs / 1000;
    if (next.state === undefined) await send(boss, TURNS, [{ ...turnJob(account), startAfter }]);
    else await send(boss, FILES, [{ ...fileJob(account, id), startAfter }]);
  }
}

interface Saving {
  account: string;
  window: ExportWindow;
  file: ExportFile;
  signal: AbortSignal;
  confirm: () => Promise<void>;
}

/** Downloads to this machine, where an interrupted download is resumed, checks the content, and stores the file. */
async function save({ settings }: WorkerContext, { account, window, file, signal, confirm }: Saving) {
  await mkdir(STAGING, { recursive: true });
  const local = join(STAGING, fingerprint(`${settings.store.location} ${account} ${window.id}`));
  const { path, bytes, sha256, verified, found } = await saveChecked(file, local, { addEnding: true });
  try {
    const name = pathOf(account, window) + extname(path);
    await settings.store.put(name, { local: path, bytes, sha256, confirm, signal });
    return { path: name, bytes, sha256, verified, ...(found && { found }) };
  } finally {
    await rm(path, { force: true });
  }
}

const STAGING: string = join(tmpdir(), "cdn-export-fleet");
const STALE_MS = 24 * 3_600_000;

/** Removes downloads of this machine that no worker has continued. */
export async function cleanStaging(): Promise<void> {
  for (const name of await readdir(STAGING).catch(() => [])) {
    const path = join(STAGING, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { force: true, recursive: true });
  }
}

/** The path of a window's file, without its ending: `ACCOUNT/uv/2026-11-01/www.example.com`. */
function pathOf(account: string, { id, action, label, domain }: ExportWindow): string {
  const [, , , ...options] = id.split("/");
  const suffix = options.length > 0 ? `-${options.join("-")}` : "";
  return `${account}/${action}/${label}/${safeName(domain)}${suffix}`;
}

/** The same file, whose bytes arrive no faster than the limit allows. */
function throttled(file: ExportFile, limiter: Limiter, signal: AbortSignal): ExportFile {
  return {
    ...file,
    async open(...given) {
      const download = await file.open(...given);
      async function* chunks() {
        for await (const chunk of download.chunks) {
          await limiter.bytes(chunk.length, signal);
          yield chunk;
        }
      }
      return Object.create(download, { chunks: { value: chunks() } });
    },
  };
}
