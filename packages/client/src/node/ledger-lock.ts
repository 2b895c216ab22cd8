// One process at a time has a ledger. Its lock file says which, and is touched as long as it lives.
import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import { type LockHolder, StoreError } from "../errors/store.ts";
import { isRunning } from "./part.ts";
import { ledgerLocked } from "./store-errors.ts";

/** A lock file that this process has. */
export interface Lock {
  /** Aborted once another process is seen to have taken it over. */
  readonly lost: AbortSignal;
  /** @throws StoreError when another process has taken it over. */
  verify(): Promise<void>;
  release(): Promise<void>;
}

/** The lock's file is touched so often. */
const HEARTBEAT_MS = 2000;
/** What has not been touched for so long is looked at more closely: a clock that jumps makes every file old. */
const SILENT_MS = 5 * 60_000;
/** For so long it must then not be touched. */
const WATCH_MS: number = 3 * HEARTBEAT_MS;
const LOOK_MS = 100;
/** To break a lock takes no longer. */
const BREAK_MS = 10_000;

interface Holder extends LockHolder {
  token: string;
  thread: number;
}

/** The locks that this thread has, whichever copy of this module took them. */
const HELD = Symbol.for("@cdn-export/client locks");
const shared = globalThis as { [HELD]?: Set<string> };
shared[HELD] ??= new Set();
const own = shared[HELD];

interface LockOptions {
  /** Milliseconds for which to wait for another process. */
  waitMs: number;
  signal?: AbortSignal;
  /** Milliseconds without a sign of life after which a lock is taken over. @default 300_000 */
  silentMs?: number;
}

/**
 * Takes the lock `LEDGER.lock`, or waits for it.
 *
 * @throws StoreError, or the signal's reason once it is aborted.
 */
export async function takeLock(ledger: string, { waitMs, signal, silentMs = SILENT_MS }: LockOptions): Promise<Lock> {
  const path = `${ledger}.lock`;
  const token = randomBytes(12).toString("hex");
  const self: Holder = { host: hostname(), pid: process.pid, since: new Date().toISOString(), token, thread: threadId };
  const deadline = performance.now() + waitMs;
  // Before the file is there: this thread's other looks must not take it for one that an earlier process has left.
  own.add(token);
  try {
    for (let looks = 0; ; looks++) {
      signal?.throwIfAborted();
      const holder = await readHolder(path);
      if (holder === "none") {
        if (await tryLock(path, self)) return held(path, token, ledger);
      } else if (await isStale(path, holder, silentMs)) await breakLock(path, holder);
      else if (performance.now() >= deadline) throw ledgerLocked(ledger, holder);
      // Soon at first: the last turn may just be ending.
      else await pause(Math.min(LOOK_MS, 2 ** looks, Math.max(1, deadline - performance.now())));
    }
  } catch (error) {
    own.delete(token);
    throw error;
  }
}

/** A lock is there with its whole content, or not at all. */
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

function held(path: string, token: string, ledger: string): Lock {
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
    // After a pause it may be another process's.
    if (!(await isOurs())) return lose();
    const now = new Date();
    await utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  const lose = () => {
    clearInterval(heartbeat);
    if (own.has(token)) lost.abort(lostError());
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
      own.delete(token);
    },
  };
}

/** @returns `undefined` for a lock that cannot be read, `none` when there is none. */
async function readHolder(path: string): Promise<Holder | undefined | "none"> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8"));
    return typeof holder?.token === "string" ? holder : undefined;
  } catch (error) {
    // What is no folder has no lock in it.
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
  // It may have been given back since it was read.
  if (!isSame(await readHolder(path), holder)) return false;
  await pause(WATCH_MS);
  return (await touchedAt(path)) === touched;
}

/** In containers every process may have the same number: this thread's, and yet the lock is not this thread's. */
function isRecycledPid({ pid, thread, token }: Holder): boolean {
  return pid === process.pid && thread === threadId && !own.has(token);
}

async function touchedAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}

/** One at a time breaks a lock: whoever comes later would break the one that was taken meanwhile. */
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
    // Whoever began it has died.
    if (begun !== undefined && Math.abs(Date.now() - begun) > BREAK_MS) await rm(mark, { force: true });
    return pause(LOOK_MS);
  }
  try {
    if (isSame(await readHolder(path), stale)) await takeAway(path, `${path}.${token}`, stale);
  } finally {
    const text = await readFile(mark, "utf8").catch(() => "");
    if (text === token) await rm(mark, { force: true });
  }
}

/** A process may sleep between any two steps, and another break the lock meanwhile: a live one is put back. */
async function takeAway(path: string, aside: string, stale: Holder | undefined): Promise<void> {
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
