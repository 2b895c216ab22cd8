import { CdnExportError } from "../errors.ts";
import { LedgerError, type LedgerHolder, LedgerLockedError } from "./ledger-error.ts";
import { REASONS } from "./save-error.ts";

/**
 * A job in a folder cannot be used. `code` tells why: `JOB_UNKNOWN`, `JOB_LOCKED`, `JOB_LOST` (another process took it
 * over, or removed it), `JOB_BROKEN`, `JOB_VERSION`, `JOB_CANNOT_READ`, `JOB_CANNOT_WRITE`, `JOB_CLOSED`.
 */
export class JobFolderError extends CdnExportError {
  override readonly name: string = "JobFolderError";
}

/** Another process is at the job. */
export class JobLockedError extends JobFolderError {
  override readonly name = "JobLockedError";
  /** `undefined` when its lock cannot be read. */
  readonly holder: LedgerHolder | undefined;

  constructor(id: string, holder: LedgerHolder | undefined) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host} has been at it since ${holder.since}`
      : "a process that does not say which is at it";
    super("JOB_LOCKED", `Job ${id} is in use: ${who}`, { advice: "Let that process finish, or end it" });
    this.holder = holder;
  }
}

/** What the lock and the disk refuse, in words that fit a job. */
export function refused(id: string, path: string, error: unknown): unknown {
  if (error instanceof LedgerLockedError) return new JobLockedError(id, error.holder);
  if (error instanceof LedgerError) {
    return new JobFolderError("JOB_LOST", `Job ${id} was taken over by another process, or removed`, {
      advice: "Nothing more was saved",
      cause: error,
    });
  }
  return cannot("write", path, "What was saved before is still there; try again when it can be written", error);
}

/** @returns the error as it is, if it is none of the system's. */
export function cannot(what: "read" | "write", path: string, advice: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  const [name, participle] = what === "read" ? ["JOB_CANNOT_READ", "read"] : ["JOB_CANNOT_WRITE", "written"];
  const reason = REASONS[code ?? ""] ?? `the system says ${code}`;
  return new JobFolderError(name, `${path} cannot be ${participle}: ${reason}`, { advice, cause: error });
}
