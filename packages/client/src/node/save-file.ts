import { type FileHandle, link, realpath, rename, rm, stat } from "node:fs/promises";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { concat, type FileType, fileType, SNIFF_LENGTH } from "@cdn-export/api/bytes";
import { checkAwaited } from "../base/awaited.ts";
import { isRetryable } from "../call/retry.ts";
import type { ExportFile, OnProgress } from "../file/file.ts";
import { gatheringWriter } from "./gathering-writer.ts";
import { type Part, takePart } from "./part.ts";
import { cannotWrite, SaveError, taken } from "./save-error.ts";

/** Options of `saveFile`. */
export interface SaveOptions {
  /** Whether a file of that name may be replaced. @default true */
  overwrite?: boolean;
  /** Whether an ending is added even to a path that seems to have one: `shop.zip` is a domain. @default false */
  addEnding?: boolean;
  /** Called with each piece that comes. What it throws ends the download, and keeps what has come. */
  onProgress?: OnProgress;
  /** Called with the path of the whole download before it gets its name. If it throws, nothing is saved. */
  check?: (path: string) => Promise<void>;
}

/** A file that was saved. */
export interface SavedFile {
  path: string;
  bytes: number;
  /** Lower-case hexadecimal digits. */
  sha256: string;
  /** By its first bytes. */
  type: FileType;
}

/** Endings that say what a file is; `www.example.com` has none. */
const ENDING = /\.(csv|tsv|txt|xlsx|zip|gz|dat|bin)$/i;
/** What is on the disk is written down so often; a process that ends in between loses no more than this. */
const NOTE_EVERY_MS = 250;

/**
 * Downloads an export to `path`. A path without an ending of a file's type gets the one that fits. The name is given to
 * the file when it is whole; before, it has a name of its own beside it. A link is followed to the file that it points to.
 *
 * A download that was cut (by the network, an abort, the end of the process) goes on where it ended when the same task is
 * saved to the same path again, by this process or another; what lies on the disk is hashed first. After other failures
 * nothing is left behind.
 *
 * @throws (the promise) SaveError, or what `ExportFile.stream` fails with.
 */
export async function saveFile(
  file: ExportFile,
  path: string,
  { overwrite = true, addEnding = false, onProgress, check }: SaveOptions = {},
): Promise<SavedFile> {
  checkArguments(file, path);
  const isWhole = ENDING.test(path) && !addEnding;
  await refuseTaken(path, overwrite || !isWhole);
  const part = await takePart(path, file.task.task_id).catch((error) => {
    throw cannotWrite(path, error);
  });
  let isRefused = false;
  try {
    const saved = await fill(part, file, onProgress, async (type) => {
      const ending = type !== "unknown" ? `.${type}` : addEnding ? ".bin" : "";
      const target = isWhole ? path : path + ending;
      await refuseTaken(target, overwrite);
      return target;
    });
    await part.close();
    await check?.(part.path).catch((error) => {
      isRefused = true;
      throw error;
    });
    await give(part.path, saved.path, overwrite);
    await part.drop();
    return saved;
  } catch (error) {
    const end = !isRefused && isWorthResuming(error) ? part.leave() : part.drop();
    // Without a note there is nothing to go on from.
    await end.catch(() => part.drop()).catch(() => {});
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

function checkArguments(file: ExportFile, path: string): void {
  checkAwaited("saveFile's file", file);
  if (typeof file?.open !== "function")
    throw new TypeError("saveFile needs a file, which exportStatistics and job.result() give, and then its path");
  if (path === "") throw new SaveError("CANNOT_WRITE", "There is no file without a name", { advice: "Give it one" });
  if (typeof path !== "string") throw new TypeError(`saveFile needs a path such as "visitors.csv", not ${path}`);
}

/** @param nameOf - the final path, asked as soon as the type is known: a name that is taken is told before the download. */
async function fill(
  part: Part,
  file: ExportFile,
  onProgress: OnProgress | undefined,
  nameOf: (type: FileType) => Promise<string>,
): Promise<SavedFile> {
  const { handle } = part;
  let bytes = part.from?.bytes ?? 0;
  let head: Uint8Array = new Uint8Array();
  let path: string | undefined;
  let writer = gatheringWriter(handle, bytes);
  const restart = async () => {
    await writer.flush();
    await part.restart();
    bytes = 0;
    head = new Uint8Array();
    path = undefined;
    writer = gatheringWriter(handle, 0);
  };
  const download = await file.open(part.from, restart);
  const { start, chunks } = download;
  try {
    onProgress?.({ bytes: start, total: download.total });
    if (start === 0) await restart();
    else {
      head = await readHead(handle, bytes);
      if (head.length >= SNIFF_LENGTH) path = await nameOf(fileType(head));
    }
  } catch (error) {
    // Nobody has read yet, and so nobody ends it.
    download.close();
    throw error;
  }
  let notedAt = performance.now();
  const note = async () => {
    await writer.flush();
    const { validator } = download;
    if (validator !== undefined && bytes > 0) await part.note({ bytes, validator });
    notedAt = performance.now();
  };
  try {
    for await (const chunk of chunks) {
      if (path === undefined) {
        head = concat([head, chunk.subarray(0, SNIFF_LENGTH)]);
        if (head.length >= SNIFF_LENGTH) path = await nameOf(fileType(head));
      }
      part.hash.update(chunk);
      bytes += chunk.length;
      await writer.write(chunk);
      onProgress?.({ bytes, total: download.total });
      if (performance.now() - notedAt > NOTE_EVERY_MS) await note();
    }
  } catch (error) {
    // Nothing is being written any more when the file is closed.
    await (isWorthResuming(error) ? note() : writer.flush()).catch(() => {});
    throw error;
  }
  await writer.flush();
  const type = fileType(head);
  return { path: path ?? (await nameOf(type)), bytes, sha256: part.hash.copy().digest("hex"), type };
}

async function readHead(handle: FileHandle, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(bytes, SNIFF_LENGTH));
  if (head.length > 0) await handle.read(head, 0, head.length, 0);
  return head;
}

/** Whether the bytes on the disk are still good: unless the file is another one or can't be written. */
function isWorthResuming(error: unknown): boolean {
  if (isRetryable(error)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const isVoid = error instanceof CorruptFileError || error instanceof SaveError || syscall !== undefined;
  return !isVoid && code !== "NO_FILE";
}

/** Gives the finished file its name. Without overwriting, a name that was taken meanwhile is left alone. */
async function give(part: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) return rename(part, await realpath(path).catch(() => path));
  await link(part, path).catch((error) => {
    throw error.code === "EEXIST" ? taken(path) : error;
  });
  await rm(part);
}

/** A device or a folder would be replaced by the rename; a file only when the caller says so. */
async function refuseTaken(path: string, overwrite: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || (found.isFile() && overwrite)) return;
  if (found.isFile()) throw taken(path);
  throw new SaveError("CANNOT_WRITE", `${path} cannot be written: it is no file`, { advice: "Choose another path" });
}
