import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { CriticalSection } from "../job/turns.ts";
import { takeLock } from "./ledger-lock.ts";

/** Longer than any turn: the job's own deadline comes first. */
const WAIT_MS = 24 * 3_600_000;

/**
 * A critical section for the programs of one machine, or of a file system that they share: one at a time has
 * `PATH.lock`. A program that has died gives it back by that. One path for each account.
 *
 * @example
 * createExportClient({ credentials, criticalSection: fileSection("/var/lib/exports/account") });
 */
export function fileSection(path: string): CriticalSection {
  return async (work, signal) => {
    await mkdir(dirname(path), { recursive: true });
    const lock = await takeLock(path, WAIT_MS, signal);
    try {
      return await work();
    } finally {
      await lock.release();
    }
  };
}
