// An incomplete download, next to its final path: `cdn-export-3fa9c1d2b8e0.9b40-4121-0-07ce12.part`, with a hash of the
// final name and the task's ID, and the owner's host, process and thread. Its length doesn't depend on the final name,
// which may be as long as the file system allows. If a process leaves it, another one takes it over with a rename,
// which only one can win.
//
// The note next to it (`.part.json`) has the number of bytes and their hash. The bytes are hashed before they are used:
// after a crash of the machine, a file may have the right length without its content.
import { createHash, type Hash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { type FileHandle, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import type { ResumePoint } from "../file/link.ts";
import { resolveLinks } from "./resolve-links.ts";

export interface Part {
  handle: FileHandle;
  path: string;
  /** Where to resume; `undefined` at the start of the file. */
  from: ResumePoint | undefined;
  /** The hash of the bytes so far. */
  hash: Hash;
  /** Discards the bytes so far, because the file has changed. */
  restart(): Promise<void>;
  /** Records the bytes so far, so that another process can resume after them. */
  note(point: ResumePoint): Promise<void>;
  close(): Promise<void>;
  /** Closes it without an owner, so that any process can take it over. */
  abandon(): Promise<void>;
  /** Closes and removes it. */
  discard(): Promise<void>;
}

interface Note extends ResumePoint {
  sha256: string;
}

/** The owner in the name of a part without an owner. */
const NO_OWNER = "left";
/** A part of another machine or another thread has no owner when it hasn't changed for this long. */
const STALE_MS = 60 * 60_000;
const BLOCK = 1 << 20;

const hostId = digest(hostname()).slice(0, 4);
/** The parts that this thread is writing, by any copy of this module. */
const ACTIVE = Symbol.for("@cdn-export/client parts");
const shared = globalThis as { [ACTIVE]?: Set<string> };
shared[ACTIVE] ??= new Set();
const active = shared[ACTIVE];

/** Takes over the part of an earlier download of the same task to the same path, or creates a new one. */
export async function takePart(path: string, taskId: string): Promise<Part> {
  // Resolves links: all spellings of a path get the same part, on the file system of the target, where a rename works.
  const place = await resolveLinks(path);
  const stem = join(dirname(place), `cdn-export-${digest(`${basename(place)}\0${taskId}`).slice(0, 12)}`);
  const target = `${stem}.${hostId}-${process.pid}-${threadId}-${randomBytes(3).toString("hex")}.part`;
  active.add(target);
  try {
    return (await takeOver(stem, target)) ?? partAt(target, await open(target, "wx"), createHash("sha256"), undefined);
  } catch (error) {
    active.delete(target);
    throw error;
  }
}

async function takeOver(stem: string, target: string): Promise<Part | undefined> {
  for (const left of await abandonedParts(stem)) {
    // Only one process can win this rename.
    const won = await rename(left, target).then(
      () => true,
      () => false,
    );
    if (!won) continue;
    const note = await readNote(left);
    // The note stays, for the next process if this one is killed.
    await rename(`${left}.json`, `${target}.json`).catch(() => {});
    const handle = await open(target, "r+");
    // The owner was killed while it linked the finished file. Both names share their content, so don't write to it.
    if ((await handle.stat()).nlink > 1) {
      await handle.close();
      await remove(target);
      continue;
    }
    const hash = createHash("sha256");
    if (note && (await hashPrefix(handle, note.bytes, hash)) && hash.copy().digest("hex") === note.sha256) {
      await handle.truncate(note.bytes);
      return partAt(target, handle, hash, { bytes: note.bytes, validator: note.validator });
    }
    await handle.truncate(0);
    return partAt(target, handle, createHash("sha256"), undefined);
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
      // Renamed into place, so that a note is never incomplete.
      await writeFile(`${path}.tmp`, JSON.stringify(note));
      await rename(`${path}.tmp`, `${path}.json`);
    },
    close: () => handle.close(),
    async abandon() {
      await part.close();
      const left = path.replace(/[^.]*\.part$/, `${NO_OWNER}-${randomBytes(3).toString("hex")}.part`);
      await rename(`${path}.json`, `${left}.json`);
      await rename(path, left);
      active.delete(path);
    },
    async discard() {
      await part.close();
      // Active until it's removed, so that no other download takes it over.
      await remove(path).finally(() => active.delete(path));
    },
  };
  return part;
}

async function remove(part: string): Promise<void> {
  await Promise.all([part, `${part}.json`, `${part}.tmp`].map((file) => rm(file, { force: true })));
}

/** The parts of the task without an owner. */
async function abandonedParts(stem: string): Promise<string[]> {
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
  if (host === NO_OWNER) return false;
  if (host !== hostId) return isFresh(part);
  if (Number(pid) !== process.pid) return isRunning(Number(pid));
  // An earlier process may have had the same ID.
  return Number(thread) === threadId ? active.has(part) : await isFresh(part);
}

async function isFresh(part: string): Promise<boolean> {
  return Date.now() - ((await stat(part).catch(() => undefined))?.mtimeMs ?? 0) < STALE_MS;
}

/** Whether a process of this machine is running. A zombie isn't: it has ended, and only its parent hasn't noticed. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch (error) {
    // It's running, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  try {
    // The state follows the program's name, which may contain anything, in brackets.
    return /^.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    // Only Linux has this file.
    return false;
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

/** Hashes the first `bytes` of a file. Returns false when the file is shorter. */
async function hashPrefix(handle: FileHandle, bytes: number, hash: Hash): Promise<boolean> {
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
