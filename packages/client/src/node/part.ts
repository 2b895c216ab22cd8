// A file that is not whole yet, beside the one that it will be: `top-urls.3fa9c1d2.9b40-4121-07ce.part`, that is, the
// task's mark and the owner's. What a process leaves behind, another takes over: by a rename, which only one can win.
//
// The note beside it (`.part.json`) tells of how many bytes what is the hash: nothing on the disk is trusted, for after a
// crash of the machine a file may have its length and not its content.
import { createHash, type Hash, randomBytes } from "node:crypto";
import { type FileHandle, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import type { ResumePoint } from "../file/link.ts";

export interface Part {
  handle: FileHandle;
  path: string;
  /** Where to go on; `undefined` at the start of the file. */
  from: ResumePoint | undefined;
  /** Over the bytes that are there. */
  hash: Hash;
  /** Forgets what is there: the file is another one by now. */
  restart(): Promise<void>;
  /** Writes down that `bytes` are there, so that another process can go on after them. */
  note(point: ResumePoint): Promise<void>;
  close(): Promise<void>;
  /** Closes it and leaves it to whoever comes next. */
  leave(): Promise<void>;
  /** Closes it and removes what there still is of it. */
  drop(): Promise<void>;
}

interface Note extends ResumePoint {
  sha256: string;
}

/** Whose it is when it is nobody's. */
const NOBODY = "left";
/** Longer ago than this, a process on another machine, or another thread, counts as gone. */
const STALE_MS = 60 * 60_000;
const BLOCK = 1 << 20;

const here = digest(hostname()).slice(0, 4);
/** The parts that this thread is writing, whichever copy of this module does so. */
const ACTIVE = Symbol.for("@cdn-export/client parts");
const shared = globalThis as { [ACTIVE]?: Set<string> };
shared[ACTIVE] ??= new Set();
const active = shared[ACTIVE];

/** Takes over what an earlier download of the same task to the same path has left, or begins a new part. */
export async function takePart(path: string, taskId: string): Promise<Part> {
  // One name for one place, however it is written; behind a link, for a rename does not reach another file system.
  const place = await realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
  const stem = `${place}.${digest(taskId).slice(0, 8)}`;
  const mine = `${stem}.${here}-${process.pid}-${threadId}-${randomBytes(3).toString("hex")}.part`;
  active.add(mine);
  try {
    return (await takeOver(stem, mine)) ?? partAt(mine, await open(mine, "wx"), createHash("sha256"), undefined);
  } catch (error) {
    active.delete(mine);
    throw error;
  }
}

async function takeOver(stem: string, mine: string): Promise<Part | undefined> {
  for (const left of await leftOvers(stem)) {
    // Only one of those who try can do it.
    const won = await rename(left, mine).then(
      () => true,
      () => false,
    );
    if (!won) continue;
    const note = await readNote(left);
    // It stays: whoever is killed next still knows what is there.
    await rename(`${left}.json`, `${mine}.json`).catch(() => {});
    const handle = await open(mine, "r+");
    // Killed just when it gave the finished file its name: what changes here would change that, too.
    if ((await handle.stat()).nlink > 1) {
      await handle.close();
      await remove(mine);
      continue;
    }
    const hash = createHash("sha256");
    if (note && (await hashed(handle, note.bytes, hash)) && hash.copy().digest("hex") === note.sha256) {
      await handle.truncate(note.bytes);
      return partAt(mine, handle, hash, { bytes: note.bytes, validator: note.validator });
    }
    await handle.truncate(0);
    return partAt(mine, handle, createHash("sha256"), undefined);
  }
  return undefined;
}

function partAt(path: string, handle: FileHandle, hash: Hash, from: ResumePoint | undefined): Part {
  const part: Part = {
    path,
    handle,
    hash,
    from,
    async restart() {
      part.hash = createHash("sha256");
      await handle.truncate(0);
    },
    async note(point) {
      const note: Note = { ...point, sha256: part.hash.copy().digest("hex") };
      // A name of its own first: a note is whole, or not there.
      await writeFile(`${path}.tmp`, JSON.stringify(note));
      await rename(`${path}.tmp`, `${path}.json`);
    },
    close: () => handle.close(),
    async leave() {
      await part.close();
      const left = path.replace(/[^.]*\.part$/, `${NOBODY}-${randomBytes(3).toString("hex")}.part`);
      await rename(`${path}.json`, `${left}.json`);
      await rename(path, left);
      active.delete(path);
    },
    async drop() {
      await part.close();
      // Until then it is nobody's left-over.
      await remove(path).finally(() => active.delete(path));
    },
  };
  return part;
}

async function remove(part: string): Promise<void> {
  await Promise.all([part, `${part}.json`, `${part}.tmp`].map((file) => rm(file, { force: true })));
}

/** Parts of the task that nobody is writing any more. */
async function leftOvers(stem: string): Promise<string[]> {
  const [folder, begin] = [dirname(stem), `${basename(stem)}.`];
  const names = await readdir(folder).catch(() => [] as string[]);
  const parts = names.filter((name) => name.startsWith(begin) && name.endsWith(".part"));
  const free: string[] = [];
  for (const name of parts) {
    const part = join(folder, name);
    if (!(await isOwned(part, name.slice(begin.length, -".part".length)))) free.push(part);
  }
  return free;
}

async function isOwned(part: string, owner: string): Promise<boolean> {
  const [host, pid, thread] = owner.split("-");
  if (host === NOBODY) return false;
  if (host !== here) return isFresh(part);
  if (Number(pid) !== process.pid) return isRunning(Number(pid));
  // An earlier process may have had our number.
  return Number(thread) === threadId ? active.has(part) : await isFresh(part);
}

async function isFresh(part: string): Promise<boolean> {
  return Date.now() - ((await stat(part).catch(() => undefined))?.mtimeMs ?? 0) < STALE_MS;
}

/** Whether a process of this machine runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, but is somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readNote(part: string): Promise<Note | undefined> {
  try {
    const { bytes, validator, sha256 } = JSON.parse(await readFile(`${part}.json`, "utf8"));
    const isNote = Number.isSafeInteger(bytes) && bytes > 0 && typeof validator === "string";
    return isNote ? { bytes, validator, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/** Hashes the first `bytes` of a file; false when there are not so many. */
async function hashed(handle: FileHandle, bytes: number, hash: Hash): Promise<boolean> {
  const block = new Uint8Array(BLOCK);
  for (let at = 0; at < bytes; ) {
    const { bytesRead } = await handle.read(block, 0, Math.min(BLOCK, bytes - at), at);
    if (bytesRead === 0) return false;
    hash.update(block.subarray(0, bytesRead));
    at += bytesRead;
  }
  return true;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
