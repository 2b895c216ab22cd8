// The errors of stored jobs and ledgers.
import { type LockHolder, StoreError } from "../errors/store.ts";
import { reasonOf } from "./reason.ts";

export function lockedError(path: string, holder: LockHolder | undefined): StoreError {
  return new StoreError("LEDGER_LOCKED", `${path} is used by ${nameOf(holder)}`, {
    advice: "Let it finish, or wait for it with the option `wait`",
    holder,
  });
}

export function isLocked(error: unknown): error is StoreError {
  return error instanceof StoreError && error.code === "LEDGER_LOCKED";
}

/** The error of a job for an error of its lock or of the disk. */
export function jobError(id: string, path: string, error: unknown): unknown {
  if (isLocked(error)) return jobLockedError(id, error.holder);
  if (error instanceof StoreError && error.code === "LEDGER_LOST") {
    return new StoreError("JOB_LOST", `Job ${id} was taken over by another process, or removed`, {
      advice: "Nothing more was saved",
      cause: error,
    });
  }
  return accessError("write", path, "The last saved state is still there; try again when it can be written", error);
}

function nameOf(holder: LockHolder | undefined): string {
  return holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : "an unknown process";
}

function jobLockedError(id: string, holder: LockHolder | undefined): StoreError {
  return new StoreError("JOB_LOCKED", `Job ${id} is used by ${nameOf(holder)}`, {
    advice: "Let that process finish, or end it",
    holder,
  });
}

/** @returns the same error, if it isn't the system's. */
export function accessError(what: "read" | "write", path: string, advice: string, error: unknown): unknown {
  const failure = error as NodeJS.ErrnoException;
  if (failure.syscall === undefined) return error;
  const [name, participle] = what === "read" ? ["JOB_CANNOT_READ", "read"] : ["JOB_CANNOT_WRITE", "written"];
  return new StoreError(name, `${path} cannot be ${participle}: ${reasonOf(failure)}`, { advice, cause: error });
}
