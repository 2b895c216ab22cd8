// The state of each window, in a file: one line for each change. The last one counts.
import { type FileHandle, open } from "node:fs/promises";
import { StoreError } from "@cdn-export/client";
import { type Lock, reasonOf, takeLock } from "@cdn-export/client/internal";
import { compact, lineOf, recoverLedger } from "./ledger-file.ts";
import type { WindowRecord } from "./record.ts";

/** Where `sync` keeps its state. A database can replace the file. */
export interface Ledger {
  /** Returns every record, by the ID of its window. */
  read(): Promise<ReadonlyMap<string, WindowRecord>>;
  /** Replaces a record. Once the promise resolves, the record survives a killed process and a power loss. */
  write(id: string, record: WindowRecord): Promise<void>;
  /** Finishes pending writes, closes the file and releases the lock. */
  close(): Promise<void>;
}

/** A ledger in a file. */
export interface FileLedger extends Ledger {
  /** Removes a record. Once the promise resolves, it stays removed after a killed process and a power loss. */
  remove(id: string): Promise<void>;
}

/** Options of `openLedger`. */
export interface LedgerOptions {
  /** How long to wait while another process holds the ledger, in milliseconds. @default 0 */
  wait?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
}

/**
 * Opens a ledger, or creates one. One process at a time holds it: `PATH.lock` says which. The lock of a dead process on this
 * machine is taken over at once. The lock of another machine is taken over after five minutes without a heartbeat.
 *
 * @throws StoreError if another process holds the ledger, or the file isn't a ledger, is damaged, or has another version.
 */
export async function openLedger(path: string, { wait = 0, signal }: LedgerOptions = {}): Promise<FileLedger> {
  if (typeof path !== "string" || path === "") throw new TypeError("openLedger needs the path of a file");
  const lock = await takeLock(path, { waitMs: wait, ...(signal && { signal }) }).catch((error) => {
    throw cannotUse(path, error);
  });
  try {
    const content = await recoverLedger(path);
    const size = content.isWasteful ? await compact(path, content.records) : content.size;
    return fileLedger(path, await open(path, "r+"), size, content.records, lock);
  } catch (error) {
    await lock.release();
    throw cannotUse(path, error);
  }
}

function cannotUse(path: string, error: unknown): unknown {
  const failure = error as NodeJS.ErrnoException;
  if (failure.syscall === undefined) return error;
  return new StoreError("LEDGER_CANNOT_WRITE", `${path} cannot be written: ${reasonOf(failure)}`, {
    advice: "Nothing was started that isn't in the ledger: run again when it can be written",
    cause: error,
  });
}

interface Change {
  id: string;
  /** Undefined if the window is removed. */
  record: WindowRecord | undefined;
  resolve: () => void;
  reject: (error: unknown) => void;
}

function fileLedger(
  path: string,
  handle: FileHandle,
  size: number,
  records: Map<string, WindowRecord>,
  lock: Lock,
): FileLedger {
  let end = size;
  let waiting: Change[] = [];
  let committing: Promise<void> | undefined;
  // After a failed write, the file may end in half a line: nothing may follow it.
  let failure: unknown;

  /** All pending changes share one write and one fsync. */
  async function commit(): Promise<void> {
    // Changes of the same tick join this write.
    await undefined;
    while (waiting.length > 0) {
      const changes = waiting;
      waiting = [];
      try {
        if (failure) throw failure;
        await lock.verify();
        const bytes = Buffer.from(changes.map(({ id, record }) => lineOf(id, record)).join(""));
        await append(bytes);
        end += bytes.length;
        for (const { id, record } of changes) {
          if (record) records.set(id, record);
          else records.delete(id);
        }
        for (const { resolve } of changes) resolve();
      } catch (error) {
        failure ??= error;
        for (const { reject } of changes) reject(error);
      }
    }
    committing = undefined;
  }

  async function append(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; ) {
        at += (await handle.write(bytes, at, bytes.length - at, end + at)).bytesWritten;
      }
      await handle.datasync();
    } catch (error) {
      await handle.truncate(end).catch(() => {});
      throw cannotUse(path, error);
    }
  }

  const change = (id: string, record: WindowRecord | undefined) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ id, record, resolve, reject });
      committing ??= commit();
    });

  return {
    read: async () => records,
    write: change,
    remove: (id) => change(id, undefined),
    async close() {
      await committing;
      if (failure instanceof StoreError && failure.code === "LEDGER_CLOSED") return;
      failure = new StoreError("LEDGER_CLOSED", `${path} was closed`);
      await handle.close();
      await lock.release();
    },
  };
}
