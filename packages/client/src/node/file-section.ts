import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { CriticalSection } from "../job/turns.ts";
import { takeLock } from "./ledger-lock.ts";

/** Longer than any turn: the job's own deadline comes first. */
const WAIT_MS = 24 * 3_600_000;

/** A call that nobody hears ends by `callTimeout` (30 s); the clocks may differ by ten, and a lock is touched every two. */
const GRACE_MS = 45_000;

export interface FileSectionOptions {
  /**
   * Milliseconds for which the turn of a program that has died goes on: what it created is to be older than what the next
   * one creates. At least `callTimeout` and 15 s. @default 45_000
   */
  grace?: number;
}

/**
 * A critical section for the programs of one machine, or of a file system that they share: one at a time has
 * `PATH.lock`. That of a program that has died within its turn is taken over after `grace`. One path for each account.
 *
 * @example
 * createExportClient({ credentials, criticalSection: fileSection("/var/lib/exports/account") });
 */
export function fileSection(path: string, { grace = GRACE_MS }: FileSectionOptions = {}): CriticalSection {
  return async (work, signal) => {
    await mkdir(dirname(path), { recursive: true });
    const lock = await takeLock(path, { waitMs: WAIT_MS, graceMs: grace, ...(signal && { signal }) });
    try {
      return await work();
    } finally {
      await lock.release();
    }
  };
}
