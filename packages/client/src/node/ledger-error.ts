import { CdnExportError } from "../errors.ts";

/**
 * The ledger cannot be used. `code` tells why: `LEDGER_LOCKED`, `LEDGER_LOST` (another process took it over),
 * `LEDGER_BROKEN`, `LEDGER_VERSION`, `NO_LEDGER` (another file), `LEDGER_CANNOT_WRITE`, `LEDGER_CLOSED`.
 */
export class LedgerError extends CdnExportError {
  override readonly name: string = "LedgerError";
}

/** Who has a ledger. */
export interface LedgerHolder {
  host: string;
  pid: number;
  /** When it was taken, as an ISO string. */
  since: string;
}

/** Another process has the ledger. */
export class LedgerLockedError extends LedgerError {
  override readonly name = "LedgerLockedError";
  /** `undefined` when its lock cannot be read. */
  readonly holder: LedgerHolder | undefined;

  constructor(path: string, holder: LedgerHolder | undefined) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host} since ${holder.since}`
      : "a process that does not say which";
    super("LEDGER_LOCKED", `${path} is used by ${who}`, {
      advice: "Let it finish, or wait for it with the option `wait`",
    });
    this.holder = holder;
  }
}
