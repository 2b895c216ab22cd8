// A job that this process has open.
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createMutex } from "../base/mutex.ts";
import type { Runtime } from "../base/runtime.ts";
import { StoreError } from "../errors/store.ts";
import type { ClaimStore } from "../job/claims.ts";
import type { JobState } from "../state/state.ts";
import { syncFolder } from "./durable.ts";
import { type SavedJob, withProgress, writeJob } from "./job-file.ts";
import type { Lock } from "./ledger-lock.ts";
import { jobError } from "./store-errors.ts";

/** A job that this process has open. Its methods don't use `this`: `cdn.restore(state, { onState: job.save })`. */
export interface JobRecord extends SavedJob {
  /**
   * Saves a state, and updates this record. Pass the function itself as `onState`: it also has the unresolved create
   * calls of the folder's other jobs. When it resolves, the state survives the end of the process and power loss.
   *
   * @throws StoreError when the file can't be written, or when the job was closed or taken over by another process.
   */
  readonly save: ((state: JobState) => Promise<void>) & { readonly claims: ClaimStore };
  /** Removes the job and closes it. @throws StoreError as `save` does. */
  readonly remove: () => Promise<void>;
  /**
   * Closes the job, so that this or another process can open it later. Does nothing after `remove`: call it in
   * `finally`.
   */
  readonly close: () => Promise<void>;
}

export function jobRecord(job: SavedJob, path: string, lock: Lock, claims: ClaimStore, runtime: Runtime): JobRecord {
  let isOpen = true;
  const mutex = createMutex();

  /** Runs one change at a time, because they write the same file. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    return mutex(work).catch((error) => {
      throw jobError(job.id, path, error);
    });
  }

  async function verify(): Promise<void> {
    if (!isOpen) throw new StoreError("JOB_CLOSED", `Job ${job.id} was closed`, { advice: "Open it again" });
    await lock.verify();
  }

  async function end(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await lock.release();
  }

  async function save(given: JobState): Promise<void> {
    const state = structuredClone(given);
    await inTurn(async () => {
      await verify();
      const change = { state, savedAt: new Date(runtime.now()) };
      const { note, createdAt } = job;
      await writeJob(path, { note, createdAt, ...change });
      Object.assign(record, withProgress(change));
    });
  }

  const record: JobRecord = {
    ...job,
    save: Object.assign(save, { claims }),
    remove: () =>
      inTurn(async () => {
        await verify();
        await rm(path, { force: true });
        await sweep(path, job.id);
        await end();
      }),
    close: () => inTurn(end),
  };
  return record;
}

/** Removes what killed processes have left of a job, except its lock. */
async function sweep(path: string, id: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (name.startsWith(`${id}.`) && name !== `${id}.lock`) await rm(join(folder, name), { force: true });
  }
  await syncFolder(folder);
}
