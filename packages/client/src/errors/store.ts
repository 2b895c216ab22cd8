import { CdnExportError, type ErrorDetails } from "@cdn-export/api/base-error";

/** The program that holds a lock, according to the lock file. */
export interface LockHolder {
  /** The name of its machine. */
  host: string;
  /** Its process ID on that machine. */
  pid: number;
  /** When the lock was taken, as an ISO string. */
  since: string;
}

/**
 * A stored job, its state, a ledger or a lock's claims can't be used. `code` says why:
 *
 * - `JOB_LOCKED`, `LEDGER_LOCKED`: another process uses it; `holder` says which
 * - `JOB_LOST`, `LEDGER_LOST`: another process took it over, or removed it
 * - `BAD_STATE`: the argument of `restore` isn't the complete state of a job of this version
 * - `JOB_BROKEN`, `LEDGER_BROKEN`, `CLAIMS_BROKEN`: the file is damaged; `NO_LEDGER`: it is another kind of file
 * - `JOB_VERSION`, `LEDGER_VERSION`, `CLAIMS_VERSION`: another release wrote it
 * - `JOB_UNKNOWN`: the folder doesn't have this job
 * - `JOB_CANNOT_READ`, `JOB_CANNOT_WRITE`, `LEDGER_CANNOT_WRITE`: the system's error is the `cause`
 * - `JOB_CLOSED`, `LEDGER_CLOSED`: it was closed before
 */
export class StoreError extends CdnExportError {
  override readonly name = "StoreError";
  /** The program that uses it, with `JOB_LOCKED` and `LEDGER_LOCKED`. `undefined` if the lock can't be read. */
  declare readonly holder: LockHolder | undefined;

  constructor(code: string, message: string, details?: ErrorDetails & { holder?: LockHolder | undefined }) {
    super(code, message, details);
  }
}
