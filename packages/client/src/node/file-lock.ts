import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Lock } from "../job/lock.ts";
import { claimsFile } from "./claims-file.ts";
import { takeLock } from "./ledger-lock.ts";

/** Longer than `callTimeout`: a program that is only slow keeps its turn. */
export const GRACE_MS = 45_000;

/** Options of `fileLock`. */
export interface FileLockOptions {
  /**
   * Milliseconds after which a program that shows no sign of life, because it is paused or runs on a machine that has
   * stopped, loses its turn. A program of this machine that has died loses it at once.
   *
   * @default 45_000
   */
  grace?: number;
}

/**
 * A lock for the programs of one machine, or of a file system that they share: one at a time holds `PATH.lock`.
 * `PATH.claims.json` keeps create calls whose task isn't known yet, so that the next program looks for it first. Use one
 * path for each account.
 *
 * @example
 * createExportClient({ credentials, lock: fileLock("/var/lib/exports/account") });
 */
export function fileLock(path: string, { grace = GRACE_MS }: FileLockOptions = {}): Lock {
  if (typeof path !== "string" || path === "")
    throw new TypeError("fileLock needs the path of a file, one for each account");
  const claims = claimsFile(`${path}.claims.json`);
  return async (work, signal) => {
    await mkdir(dirname(path), { recursive: true });
    const lock = await takeLock(path, { waitMs: Number.POSITIVE_INFINITY, silentMs: grace, ...(signal && { signal }) });
    try {
      return await work({ lost: lock.lost, verify: lock.verify, claims });
    } finally {
      await lock.release();
    }
  };
}
