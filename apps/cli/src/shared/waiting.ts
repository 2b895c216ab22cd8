// Explains waits: for whom, how long at most, and how to stop.
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import type { Lock, StoreError, Turn } from "@cdn-export/client";
import { CALL_TIMEOUT_MS, JOB_TIMEOUT_MS, MAX_LIST_AGE_MS, VISIBILITY_TIMEOUT_MS } from "@cdn-export/client/internal";
import { fileLock } from "@cdn-export/client/node";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { limitsText } from "./progress-text.ts";

type LockHolder = NonNullable<StoreError["holder"]>;

/** A task may appear in the list this long after its create call was sent. */
const SEARCH_MS: number = MAX_LIST_AGE_MS + CALL_TIMEOUT_MS + VISIBILITY_TIMEOUT_MS;
const LOOK_EVERY_MS = 200;

/** A file lock that shows which program has the turn, or that an earlier create call has to be resolved first. */
export function explainedLock(path: string, session: Session, timeoutMs: number = JOB_TIMEOUT_MS): Lock {
  const lock = fileLock(path);
  return async (work, signal) => {
    const stop = showHolder(
      path,
      (who) => say(`turn  ${who} is creating a task`, `排队  ${who} 正在创建任务`),
      timeoutMs,
      session,
    );
    try {
      return await lock(async (turn) => {
        stop();
        await showEarlierCall(turn, session);
        return work(turn);
      }, signal);
    } finally {
      stop();
      session.progress.cover(undefined);
    }
  };
}

/** Shows which process holds a lock, while there is one. @returns a function that ends it. */
export function showHolder(
  path: string,
  textOf: (who: string) => string,
  mostMs: number,
  session: Session,
): () => void {
  const until = performance.now() + mostMs;
  let isWaiting = true;
  const look = async () => {
    const holder = await readHolder(`${path}.lock`);
    // Its turn may have ended meanwhile.
    if (holder && holder.pid !== process.pid && isWaiting)
      session.progress.cover(
        () => `${textOf(nameOf(holder))}${say("; ", "；")}${limitsText(until - performance.now())}`,
      );
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    if (isWaiting) session.progress.cover(undefined);
    isWaiting = false;
    clearInterval(timer);
  };
}

async function showEarlierCall(turn: Turn | undefined, session: Session): Promise<void> {
  // If they can't be read, the job reports it.
  const claims = (await turn?.claims?.read().catch(() => [])) ?? [];
  const open = claims.flatMap(({ call }) => (call && !call.overdue ? [call.sentAt ?? Date.now()] : []));
  const until = Math.max(...open) + SEARCH_MS;
  if (until > Date.now())
    session.progress.cover(
      () =>
        say("turn  looking for the task of an earlier create call; ", "排队  正在查找先前一次创建的任务；") +
        limitsText(until - Date.now()),
    );
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const holder = JSON.parse(await readFile(path, "utf8"));
    return typeof holder?.pid === "number" ? holder : undefined;
  } catch {
    return undefined;
  }
}

function nameOf({ pid, host }: LockHolder): string {
  if (host === hostname()) return say(`process ${pid}`, `进程 ${pid}`);
  return say(`process ${pid} on ${host}`, `${host} 上的进程 ${pid}`);
}
