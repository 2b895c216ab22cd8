// One file a job: what a process leaves behind, however it ends, another one takes up.
import { mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createRuntime, type Runtime } from "../base/runtime.ts";
import { StoreError } from "../errors/store.ts";
import { claimsFile } from "./claims-file.ts";
import { syncFolder } from "./durable.ts";
import { type JobNote, readJob, type SavedJob, savedJob, withProgress, writeJob } from "./job-file.ts";
import { type JobRecord, jobRecord } from "./job-record.ts";
import { type Lock, takeLock } from "./ledger-lock.ts";
import { cannot, isLocked, refused } from "./store-errors.ts";

/** Jobs that outlive their process, one file each: what `jobFolder` gives. */
export interface JobFolder {
  /** Every job, oldest first, also those that a process is at. Without a folder, none. @throws StoreError */
  list(): Promise<SavedJob[]>;
  /** A new job, which no other process can open until it is closed. Makes the folder. @throws StoreError */
  create(note?: JobNote): Promise<JobRecord>;
  /**
   * Takes a job up again. That of a process that has died on this machine is free at once; of one that has died on
   * another machine, after five minutes.
   *
   * @throws StoreError when another process is at it, for an id that is unknown, and for a file that is damaged
   * or was written by another version.
   */
  open(id: string): Promise<JobRecord>;
}

/** Without vowels, so without words, and without what looks alike. */
const LETTERS = "bcdfghjkmnpqrstvwxz23456789";
const ID = /^\d{4}-[a-z2-9]{4}$/;
const ENDING = ".json";
const OWNER_ONLY = 0o700;
/** So many ids fit into an error. */
const MAX_NAMED = 10;

/**
 * A folder in which jobs outlive their process. It and the files in it can be read by their owner alone; they hold
 * queries and notes, neither a secret nor a download link.
 *
 * @param options.runtime - clock and random numbers, for tests.
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
      throw cannot("read", folder, "Choose another folder", error);
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

  /** A file is made and removed by whoever has its lock, so a name that is free under the lock is free. */
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
      : `${JSON.stringify(id)} is not the id of a job: an id looks like 1124-k3f9, and is no path`;
    return new StoreError("JOB_UNKNOWN", what, {
      advice: `${folder} holds ${known.length === 0 ? "none" : named + more}`,
    });
  }

  return {
    list,
    async create(note = {}) {
      const now = new Date(runtime.now());
      // As it will be read.
      const content = { note: JSON.parse(JSON.stringify(note)), state: undefined, createdAt: now, savedAt: now };
      let lock: Lock | undefined;
      try {
        await makeFolder(folder);
        let id: string;
        [id, lock] = await reserve(now);
        await writeJob(fileOf(id), content);
        return jobRecord({ id, ...withProgress(content) }, fileOf(id), lock, claims, runtime);
      } catch (error) {
        await lock?.release().catch(() => {});
        throw cannot("write", folder, "Nothing was begun; choose another folder, or make room", error);
      }
    },
    async open(id) {
      // Before the lock is taken, so that nothing is left behind where no job is.
      if (!ID.test(id) || !(await readJob(fileOf(id)))) throw await unknown(id);
      const lock = await lockOf(id).catch((error) => {
        throw refused(id, fileOf(id), error);
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

/** Not by `recursive`: Node then says of a read-only disk that there is no folder, and never ends below /proc. */
async function makeFolder(folder: string): Promise<void> {
  const above = dirname(folder);
  if (above === folder || (await stat(folder).catch(() => undefined))) return;
  await makeFolder(above);
  await mkdir(folder, OWNER_ONLY).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  await syncFolder(above);
}
