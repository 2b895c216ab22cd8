// The file of a job: its note and its last state.
import { readFile, stat } from "node:fs/promises";
import { StoreError } from "../errors/store.ts";
import { type JobProgress, type JobState, progressOf } from "../state/state.ts";
import { replaceFile } from "./durable.ts";
import { cannot } from "./store-errors.ts";

const FORMAT = "cdn-export job";
const VERSION = 1;
/** What somebody asks the service for is nobody else's business. */
const OWNER_ONLY = 0o600;

/** Plain JSON of the caller's, such as where the file shall go. What JSON cannot hold is lost. */
export type JobNote = Readonly<Record<string, unknown>>;

/** A job as its file has it. */
export interface SavedJob {
  /** Short enough to be typed: `1124-k3f9`, the day and four random letters. */
  readonly id: string;
  readonly note: JobNote;
  /** `undefined` as long as nothing was saved, so that nothing was sent: it may be started afresh, or removed. */
  readonly state: JobState | undefined;
  /** What the state says. */
  readonly progress: JobProgress | undefined;
  readonly createdAt: Date;
  readonly savedAt: Date;
  /** Why the file cannot be used. The note is empty then, and the times are those of the file. */
  readonly error?: StoreError;
}

export type JobContent = Omit<SavedJob, "id" | "error" | "progress">;

/** It is there whole when this resolves, and outlives the machine's power; until then, what was there before. */
export function writeJob(path: string, content: JobContent): Promise<void> {
  const text = `${JSON.stringify({ format: FORMAT, version: VERSION, ...content })}\n`;
  return replaceFile(path, (handle) => handle.writeFile(text), OWNER_ONLY);
}

/** @returns `undefined` when there is none. @throws StoreError */
export async function readJob(path: string): Promise<JobContent | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cannot("read", path, "Allow it to be read, or remove it", error);
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

/** What a list tells of a job, whatever is in its file. @returns `undefined` when there is none. */
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
  return new StoreError("JOB_BROKEN", `${path} is damaged, or no job`, {
    advice: "Put back a copy, or remove it: its task, if it has one, is still in the account's list",
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
