// Turns: from the list call before a create call until the new task is known, no other job creates a task.
import { CdnExportError } from "@cdn-export/api/base-error";
import { createMutex } from "../base/mutex.ts";
import { whenAborted } from "../base/with-deadline.ts";
import type { ClaimStore } from "./claims.ts";

/** A turn of a lock that can be lost, which the lock passes to its `work`. */
export interface Turn {
  /** Aborted when the lock knows that it was lost. */
  readonly lost: AbortSignal;
  /** Called right before the create call. @throws when the lock was lost. Nothing is sent then. */
  verify(): Promise<void>;
  /** Keeps unresolved create calls for the next program that takes the lock. @default they are lost with the process */
  readonly claims?: ClaimStore;
}

/**
 * Calls `work` once while no other program with the same lock runs its work, and returns its result. A lock that can be
 * lost (a paused process, an expired lease) passes a `Turn`. A lock that can't be lost (a mutex in one process) passes
 * nothing. `signal` is aborted when the job no longer waits for its turn.
 *
 * @example
 * const lock: Lock = (work, signal) => mutex.runExclusive(() => work());
 */
export type Lock = <T>(work: (turn?: Turn) => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Runs the work of one job at a time. `fail` ends the job if the lock calls its work twice, at any time. */
export type TakeTurn = <T>(
  work: (turn: Turn | undefined) => Promise<T>,
  signal: AbortSignal,
  fail: (error: Error) => void,
) => Promise<T>;

export function createTurns(lock: Lock | undefined): TakeTurn {
  const inTurn = createMutex();
  return (work, signal, fail) =>
    inTurn(async () => {
      signal.throwIfAborted();
      return lock ? runLocked(lock, work, signal, fail) : work(undefined);
    });
}

/** The turn of a lock that can't be lost. */
const ALWAYS_HELD: Turn = { lost: new AbortController().signal, async verify() {} };

/** Whether this program still has the turn. */
export async function isHeld(turn: Turn | undefined): Promise<boolean> {
  if (turn?.lost?.aborted) return false;
  try {
    await turn?.verify?.();
    return true;
  } catch {
    return false;
  }
}

/** Settles with the work as soon as the work ends: the job doesn't wait for the release of the lock. */
function runLocked<T>(
  lock: Lock,
  work: (turn: Turn | undefined) => Promise<T>,
  signal: AbortSignal,
  fail: (error: Error) => void,
): Promise<T> {
  let calls = 0;
  return new Promise<T>((resolve, reject) => {
    whenAborted(signal, () => calls === 0 && reject(signal.reason));
    const once = async (turn?: Turn): Promise<T> => {
      if (++calls > 1) {
        const error = lockError("LOCK_TWICE", "The lock called its work twice: it must call it once");
        fail(error);
        throw error;
      }
      // The lock was granted after the job's end.
      signal.throwIfAborted();
      const result = work(turn ?? ALWAYS_HELD);
      result.then(resolve, reject);
      return result;
    };
    (async () => lock(once, signal))().then(
      () => calls === 0 && reject(lockError("LOCK_IDLE", "The lock returned without calling its work")),
      (cause) => {
        if (calls > 0) return;
        const isOurs = cause instanceof CdnExportError;
        reject(isOurs ? cause : lockError("LOCK_FAILED", `The lock failed: ${cause?.message ?? cause}`, cause));
      },
    );
  });
}

function lockError(code: string, message: string, cause?: unknown): CdnExportError {
  return new CdnExportError(code, message, {
    advice: "Fix the option `lock`; no second task was created, and the job's state can be restored",
    cause,
  });
}
