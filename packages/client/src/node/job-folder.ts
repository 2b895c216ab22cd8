// A folder with one file for each job: if a process ends, another one continues its jobs.
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createRuntime, type Runtime } from "../base/runtime.ts";
import { StoreError } from "../errors/store.ts";
import { claimsFile } from "./claims-file.ts";
import { makeFolder } from "./durable.ts";
import { type JobNote, readJob, type SavedJob, savedJob, withProgress, writeJob } from "./job-file.ts";
import { type JobRecord, jobRecord } from "./job-record.ts";
import { type Lock, takeLock } from "./ledger-lock.ts";
import { accessError, isLocked, jobError } from "./store-errors.ts";

/** Jobs that outlive their process, in one file each. Made by `jobFolder`. */
export interface JobFolder {
  /**
   * Lists every job, oldest first, including those that a process has open. The list is empty when the folder doesn't
   * exist. A job whose file can't be used has an `error`.
   *
   * @throws StoreError when the folder can't be read.
   */
  list(): Promise<SavedJob[]>;
  /**
   * Creates a job. Other processes can't open it until you close it. Creates the folder if it doesn't exist.
   *
   * @param note - your data, as JSON.
   *
   * @default {}
   * @throws StoreError when the folder can't be written.
   */
  create(note?: JobNote): Promise<JobRecord>;
  /**
   * Opens a job to continue it. A job whose process has ended on this machine can be opened at once; if the process
   * ended on another machine, or another process has reused its ID, after five minutes.
   *
   * @throws StoreError with the code `JOB_LOCKED` when another process has it open, `JOB_UNKNOWN` when the ID is
   * unknown, and `JOB_BROKEN` or `JOB_VERSION` when its file is damaged or has another version.
   */
  open(id: string): Promise<JobRecord>;
}

/** No vowels, so that IDs aren't words, and no characters that look alike. */
const LETTERS = "bcdfghjkmnpqrstvwxz23456789";
const ID = /^\d{4}-[a-z2-9]{4}$/;
const ENDING = ".json";
const OWNER_ONLY = 0o700;
/** How many IDs an error message names. */
const MAX_NAMED = 10;

/**
 * Keeps jobs in a folder, so that they outlive their process. Only the owner can read the folder and its files. They
 * contain queries and notes, but no secrets and no download links.
 *
 * @param path - the folder. `create` makes it if it doesn't exist.
 * @param options.runtime - a clock and random numbers, for tests.
 * @example
 * const job = await jobFolder("jobs").create({ path: "visitors.csv" });
 * try {
 *   const running = cdn.start({ action: "uv", domains: "all", ...day("2026-11-01") }, { onState: job.save });
 *   await saveFile(await running.result(), "visitors.csv");
 *   await job.remove();
 * } finally {
 *   await job.close(); // without `remove`, `open(job.id)` continues it, and so does any other process
 * }
 */
export function jobFolder(path: string, options: { runtime?: Partial<Runtime> } = {}): JobFolder {
  const folder = resolve(path);
  const runtime = createRuntime(options.runtime);
  const fileOf = (id: string) => join(folder, id + ENDING);
  const claims = claimsFile(join(folder, "claims.json"));
  const lockOf = (id: string) => takeLock(join(folder, id), { waitMs: 0 });

  async function ids(): Promise<string[]> {
    const names = await readdir(folder).catch((error) => {
      if (error.code === "ENOENT") return [];
      throw accessError("read", folder, "Choose another folder", error);
    });
    return names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((id) => ID.test(id));
  }

  async function list(): Promise<SavedJob[]> {
    const jobs: SavedJob[] = [];
    for (const id of await ids()) {
      const job = await savedJob(id, fileOf(id));
      if (job) jobs.push(job);
    }
    return jobs.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  /** Files are created and removed only under their lock, so a name that is free under its lock stays free. */
  async function reserve(now: Date): Promise<[id: string, lock: Lock]> {
    for (;;) {
      const id = newId(now, runtime);
      const lock = await lockOf(id).catch((error) => {
        if (!isLocked(error)) throw error;
      });
      if (lock && !(await stat(fileOf(id)).catch(() => undefined))) return [id, lock];
      await lock?.release();
    }
  }

  async function unknown(id: string): Promise<StoreError> {
    const known = (await list()).map((job) => job.id).reverse();
    const named = known.slice(0, MAX_NAMED).join(", ");
    const more = known.length > MAX_NAMED ? ` and ${known.length - MAX_NAMED} older ones` : "";
    const what = ID.test(id)
      ? `There is no job ${id}`
      : `${JSON.stringify(id)} is not the ID of a job: an ID looks like 1124-k3f9, and is not a path`;
    return new StoreError("JOB_UNKNOWN", what, {
      advice: `${folder} contains ${known.length === 0 ? "no jobs" : named + more}`,
    });
  }

  return {
    list,
    async create(note = {}) {
      const now = new Date(runtime.now());
      // The note as it will be read.
      const content = { note: JSON.parse(JSON.stringify(note)), state: undefined, createdAt: now, savedAt: now };
      let lock: Lock | undefined;
      try {
        await makeFolder(folder, OWNER_ONLY);
        let id: string;
        [id, lock] = await reserve(now);
        await writeJob(fileOf(id), content);
        return jobRecord({ id, ...withProgress(content) }, fileOf(id), lock, claims, runtime);
      } catch (error) {
        await lock?.release().catch(() => {});
        throw accessError("write", folder, "Nothing was started; choose another folder, or make room", error);
      }
    },
    async open(id) {
      // Checked before locking, so that no lock file is left for a job that doesn't exist.
      if (!ID.test(id) || !(await readJob(fileOf(id)))) throw await unknown(id);
      const lock = await lockOf(id).catch((error) => {
        throw jobError(id, fileOf(id), error);
      });
      try {
        const content = await readJob(fileOf(id));
        if (!content) throw await unknown(id);
        return jobRecord({ id, ...withProgress(content) }, fileOf(id), lock, claims, runtime);
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
  };
}

function newId(now: Date, runtime: Runtime): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const letter = () => LETTERS.charAt(Math.floor(runtime.random() * LETTERS.length));
  return `${two(now.getMonth() + 1)}${two(now.getDate())}-${letter()}${letter()}${letter()}${letter()}`;
}
