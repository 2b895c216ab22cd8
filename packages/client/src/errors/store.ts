import { CdnExportError, type ErrorDetails } from "@cdn-export/api/base-error";

/** The program that has a lock, as its file says. */
export interface LockHolder {
  host: string;
  pid: number;
  /** When the lock was taken, as an ISO string. */
  since: string;
}

/**
 * A stored job, its state, a ledger or a lock's claims can't be used. `code` says why:
 *
 * - `JOB_LOCKED`, `LEDGER_LOCKED`: another process has it; `holder` says which
 * - `JOB_LOST`, `LEDGER_LOST`: another process took it over, or removed it
 * - `BAD_STATE`: `restore` was given something that isn't the whole state of a job of this version
 * - `JOB_BROKEN`, `LEDGER_BROKEN`, `CLAIMS_BROKEN`: the file is damaged; `NO_LEDGER`: it is another file
 * - `JOB_VERSION`, `LEDGER_VERSION`, `CLAIMS_VERSION`: another release wrote it
 * - `JOB_UNKNOWN`: the folder has no such job
 * - `JOB_CANNOT_READ`, `JOB_CANNOT_WRITE`, `LEDGER_CANNOT_WRITE`: the system refuses; it is the `cause`
 * - `JOB_CLOSED`, `LEDGER_CLOSED`: it was closed before
 */
export class StoreError extends CdnExportError {
  override readonly name = "StoreError";
  /** With `JOB_LOCKED` and `LEDGER_LOCKED`, unless the lock can't be read. */
  declare readonly holder: LockHolder | undefined;

  constructor(code: string, message: string, details?: ErrorDetails & { holder?: LockHolder | undefined }) {
    super(code, message, details);
  }
}
