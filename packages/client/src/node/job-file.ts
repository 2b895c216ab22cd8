// The file of a job: its note and its last state.
import { readFile, stat } from "node:fs/promises";
import { StoreError } from "../errors/store.ts";
import { type JobProgress, type JobState, progressOf } from "../state/state.ts";
import { replaceFile } from "./durable.ts";
import { accessError } from "./store-errors.ts";

const FORMAT = "cdn-export job";
const VERSION = 1;
/** Queries are private. */
const OWNER_ONLY = 0o600;

/** Your data about a job, such as the path of its file. Values that JSON can't represent are lost. */
export type JobNote = Readonly<Record<string, unknown>>;

/** A job as its file describes it. */
export interface SavedJob {
  /** Short enough to type: month and day, then four random letters or digits, such as `1124-k3f9`. */
  readonly id: string;
  /** The note of `JobFolder.create`. */
  readonly note: JobNote;
  /**
   * The job's last state. `undefined` until one is saved: nothing was sent, so you can start the job again or remove
   * it.
   */
  readonly state: JobState | undefined;
  /** The progress in the last state. */
  readonly progress: JobProgress | undefined;
  /** When the job was created, by the local clock. */
  readonly createdAt: Date;
  /** When its last state was saved, by the local clock. */
  readonly savedAt: Date;
  /** Why the file can't be used. The note is empty then, and both times are the file's time of change. */
  readonly error?: StoreError;
}

export type JobContent = Omit<SavedJob, "id" | "error" | "progress">;

/** Replaces the job's file atomically. The new content survives power loss when the promise resolves. */
export function writeJob(path: string, content: JobContent): Promise<void> {
  const text = `${JSON.stringify({ format: FORMAT, version: VERSION, ...content })}\n`;
  return replaceFile(path, (handle) => handle.writeFile(text), OWNER_ONLY);
}

/** @returns `undefined` when there is no such file. @throws StoreError when it can't be read or used. */
export async function readJob(path: string): Promise<JobContent | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw accessError("read", path, "Make it readable, or remove it", error);
  }
  const content = parse(text);
  if (content?.format !== FORMAT) throw broken(path);
  const { version, note, state } = content;
  if (version !== VERSION) throw otherVersion(path, version);
  if (isObject(state) && state.version !== 1) throw otherVersion(path, state.version);
  const createdAt = new Date(String(content.createdAt));
  const savedAt = new Date(String(content.savedAt));
  const isWhole = isObject(note) && (state === undefined || isState(state));
  if (!isWhole || Number.isNaN(createdAt.getTime() + savedAt.getTime())) throw broken(path);
  return { note, state, createdAt, savedAt };
}

/** A job for the list, with `error` if its file can't be used. @returns `undefined` when there is no such file. */
export async function savedJob(id: string, path: string): Promise<SavedJob | undefined> {
  try {
    const content = await readJob(path);
    return content && { id, ...withProgress(content) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { mtime } = await stat(path).catch(() => ({ mtime: new Date(0) }));
    return { id, note: {}, state: undefined, progress: undefined, createdAt: mtime, savedAt: mtime, error };
  }
}

export function withProgress<C extends Pick<JobContent, "state">>(content: C): C & Pick<SavedJob, "progress"> {
  return { ...content, progress: content.state && progressOf(content.state) };
}

function broken(path: string): StoreError {
  return new StoreError("JOB_BROKEN", `${path} is damaged, or isn't a job`, {
    advice: "Restore a copy, or remove it: its task, if it has one, is still in the account's list",
  });
}

function otherVersion(path: string, version: unknown): StoreError {
  const isNewer = typeof version === "number" && version > VERSION;
  return new StoreError(
    "JOB_VERSION",
    `${path} is a job of version ${JSON.stringify(version)}, and this program reads version ${VERSION}`,
    { advice: isNewer ? "Update @cdn-export/client" : "Finish it with the version that wrote it" },
  );
}

function isState(state: unknown): state is JobState {
  return isObject(state) && typeof state.id === "string" && typeof state.phase === "string" && isObject(state.request);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
