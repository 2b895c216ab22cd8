// Lets one process at a time hold a lock file. The file names the process, which touches it while it holds the lock.
import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import { type LockHolder, StoreError } from "../errors/store.ts";
import { isRunning } from "./part.ts";
import { lockedError } from "./store-errors.ts";

/** A lock file that this process holds. */
export interface Lock {
  /** Aborted with a StoreError when another process was found to have taken it over. */
  readonly lost: AbortSignal;
  /** Checks that this process still holds the lock. @throws StoreError when another process has taken it over. */
  verify(): Promise<void>;
  /** Removes the lock file, if it's still this process's. */
  release(): Promise<void>;
}

/** How often the holder touches its lock file. */
const HEARTBEAT_MS = 2000;
/**
 * A lock that wasn't touched for this long is watched before it's taken over: a clock that jumps makes every file old.
 */
const SILENT_MS = 5 * 60_000;
/** How long a silent lock is watched. */
const WATCH_MS: number = 3 * HEARTBEAT_MS;
const POLL_MS = 100;
/** Breaking a lock never takes longer. */
const BREAK_MS = 10_000;

interface Holder extends LockHolder {
  token: string;
  thread: number;
}

/** The locks that this thread holds, taken by any copy of this module. */
const HELD = Symbol.for("@cdn-export/client locks");
const shared = globalThis as { [HELD]?: Set<string> };
shared[HELD] ??= new Set();
const heldTokens = shared[HELD];

interface LockOptions {
  /** How long to wait for another process, in milliseconds. */
  waitMs: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Milliseconds without a heartbeat after which a lock is taken over. @default 300_000 */
  silentMs?: number;
}

/**
 * Takes the lock `LEDGER.lock`, and waits for it if another process holds it.
 *
 * @param ledger - the path that the lock protects.
 * @throws StoreError (`LEDGER_LOCKED`) after `waitMs`, the signal's reason when it is aborted, or the system's error.
 */
export async function takeLock(ledger: string, { waitMs, signal, silentMs = SILENT_MS }: LockOptions): Promise<Lock> {
  const path = `${ledger}.lock`;
  const token = randomBytes(12).toString("hex");
  const self: Holder = { host: hostname(), pid: process.pid, since: new Date().toISOString(), token, thread: threadId };
  const deadline = performance.now() + waitMs;
  // Added before the file exists: this thread must not mistake it for the lock of an earlier process.
  heldTokens.add(token);
  try {
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      const holder = await readHolder(path);
      if (holder === "none") {
        if (await tryLock(path, self)) return createLock(path, token, ledger);
      } else if (await isStale(path, holder, silentMs)) await breakLock(path, holder);
      else if (performance.now() >= deadline) throw lockedError(ledger, holder);
      // Short pauses at first: the other turn may be about to end.
      else await sleep(Math.min(POLL_MS, 2 ** attempt, Math.max(1, deadline - performance.now())));
    }
  } catch (error) {
    heldTokens.delete(token);
    throw error;
  }
}

/** Creates the lock file atomically, with its content. */
async function tryLock(path: string, self: Holder): Promise<boolean> {
  const draft = `${path}.${self.token}`;
  try {
    await writeFile(draft, JSON.stringify(self));
    await link(draft, path).catch((error) => {
      if (error.code === "EEXIST") throw error;
      // A file system without links.
      return writeFile(path, JSON.stringify(self), { flag: "wx" });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function createLock(path: string, token: string, ledger: string): Lock {
  const lost = new AbortController();
  const isOurs = async () => {
    const holder = await readHolder(path);
    return typeof holder === "object" && holder.token === token;
  };
  const lostError = () =>
    new StoreError("LEDGER_LOST", `${ledger} was taken over by another process`, {
      advice: "Nothing more was written; run again when that process has finished",
    });
  const heartbeat = setInterval(async () => {
    // After a pause, the lock may be another process's.
    if (!(await isOurs())) return lose();
    const now = new Date();
    await utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  const lose = () => {
    clearInterval(heartbeat);
    if (heldTokens.has(token)) lost.abort(lostError());
  };
  heartbeat.unref();
  return {
    lost: lost.signal,
    async verify() {
      if (await isOurs()) return;
      lose();
      throw lostError();
    },
    async release() {
      clearInterval(heartbeat);
      if (await isOurs()) await rm(path, { force: true });
      heldTokens.delete(token);
    },
  };
}

/** @returns `undefined` for a lock that can't be read, `none` when there isn't one. */
async function readHolder(path: string): Promise<Holder | undefined | "none"> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8"));
    return typeof holder?.token === "string" ? holder : undefined;
  } catch (error) {
    // The parent isn't a folder, so there isn't a lock.
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "") ? "none" : undefined;
  }
}

async function isStale(path: string, holder: Holder | undefined, silentMs: number): Promise<boolean> {
  const isFromHere = holder?.host === hostname();
  const touched = await touchedAt(path);
  if (touched === undefined) return false;
  if (isFromHere && !isRunning(holder.pid)) return true;
  const isSilent = Math.abs(Date.now() - touched) >= silentMs;
  if (!isSilent && !(isFromHere && isRecycledPid(holder))) return false;
  // It may have been released since it was read.
  if (!isSame(await readHolder(path), holder)) return false;
  await sleep(WATCH_MS);
  return (await touchedAt(path)) === touched;
}

/** In containers, every process may have the same ID: this thread's ID, although the lock isn't this thread's. */
function isRecycledPid({ pid, thread, token }: Holder): boolean {
  return pid === process.pid && thread === threadId && !heldTokens.has(token);
}

async function touchedAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}

/** Breaks a lock, one process at a time: a second process would break the lock that the first one then takes. */
async function breakLock(path: string, stale: Holder | undefined): Promise<void> {
  const mark = `${path}.break`;
  const token = randomBytes(12).toString("hex");
  const isMine = await writeFile(mark, token, { flag: "wx" }).then(
    () => true,
    (error) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
  if (!isMine) {
    const begun = await touchedAt(mark);
    // The process that began to break it has ended.
    if (begun !== undefined && Math.abs(Date.now() - begun) > BREAK_MS) await rm(mark, { force: true });
    return sleep(POLL_MS);
  }
  try {
    if (isSame(await readHolder(path), stale)) await removeStale(path, `${path}.${token}`, stale);
  } finally {
    const text = await readFile(mark, "utf8").catch(() => "");
    if (text === token) await rm(mark, { force: true });
  }
}

/** Removes a stale lock. If this process paused and the lock is a newer one by now, it's put back. */
async function removeStale(path: string, aside: string, stale: Holder | undefined): Promise<void> {
  try {
    await rename(path, aside);
    if (isSame(await readHolder(aside), stale)) return;
    await link(aside, path).catch((error) => {
      if (error.code === "EEXIST") throw error;
      // A file system without links.
      return rename(aside, path);
    });
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function isSame(found: Awaited<ReturnType<typeof readHolder>>, stale: Holder | undefined): boolean {
  return found === undefined ? stale === undefined : found !== "none" && found.token === stale?.token;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
