import { dirname } from "node:path";
import type { Lock } from "../job/lock.ts";
import { claimsFile } from "./claims-file.ts";
import { makeFolder } from "./durable.ts";
import { takeLock } from "./ledger-lock.ts";
import { accessError } from "./store-errors.ts";

/** Longer than the default `callTimeout`, so that a slow program keeps its turn. */
export const GRACE_MS = 45_000;

/** Options of `fileLock`. */
export interface FileLockOptions {
  /**
   * Milliseconds without a heartbeat after which a program loses its turn, because it is paused or its machine has
   * stopped. The next program then watches for six more seconds. A program on this machine that has ended loses its
   * turn at once.
   *
   * @default 45_000
   */
  grace?: number;
}

/**
 * A lock for programs on one machine or with a shared file system: one at a time holds `PATH.lock`. `PATH.claims.json`
 * keeps create calls whose task isn't known yet, so that the next program looks for those tasks first.
 *
 * @param path - the path of the lock without its ending. Use one path for each account; its folder is created.
 * @returns the lock, for `ClientOptions.lock`. It rejects with `StoreError` when the lock can't be written, or when the
 * claims file is damaged or unreadable.
 * @throws TypeError when `path` isn't a path.
 * @example
 * createExportClient({ credentials, lock: fileLock("/var/lib/exports/account") });
 */
export function fileLock(path: string, { grace = GRACE_MS }: FileLockOptions = {}): Lock {
  if (typeof path !== "string" || path === "")
    throw new TypeError("fileLock needs the path of a file, one for each account");
  const claims = claimsFile(`${path}.claims.json`);
  return async (work, signal) => {
    const take = async () => {
      await makeFolder(dirname(path));
      return takeLock(path, { waitMs: Number.POSITIVE_INFINITY, silentMs: grace, ...(signal && { signal }) });
    };
    const lock = await take().catch((error) => {
      throw accessError("write", `${path}.lock`, "Nothing was sent; choose another folder, or make room", error);
    });
    try {
      return await work({ lost: lock.lost, verify: lock.verify, claims });
    } finally {
      await lock.release();
    }
  };
}
