import { chmod, type FileHandle, link, open, rename, rm, stat } from "node:fs/promises";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { concat, type FileType, fileType, SNIFF_LENGTH } from "@cdn-export/api/bytes";
import { checkAwaited } from "../base/awaited.ts";
import { isRetryable } from "../call/retry.ts";
import type { ExportFile, OnProgress } from "../file/file.ts";
import { gatheringWriter } from "./gathering-writer.ts";
import { type Part, takePart } from "./part.ts";
import { resolveLinks } from "./resolve-links.ts";
import { cannotWrite, fileExistsError, SaveError } from "./save-error.ts";

/** Options of `saveFile`. */
export interface SaveOptions {
  /** Whether to replace an existing file. @default true */
  overwrite?: boolean;
  /** Whether to add an ending even if the path seems to have one: `shop.zip` can be a domain. @default false */
  addEnding?: boolean;
  /** Called with the final path once the type is known, before anything is written there. If it rejects, nothing is saved. */
  onTarget?: (path: string) => void | Promise<void>;
  /** Called with each chunk. If it throws, the download ends with that error, and a later `saveFile` can resume it. */
  onProgress?: OnProgress;
  /** Called with the temporary path of the complete download, before it is renamed. If it rejects, nothing is saved. */
  check?: (path: string) => Promise<void>;
}

/** A file that was saved. */
export interface SavedFile {
  /** The path of the file, with the ending that was added. */
  path: string;
  /** The size of the file. */
  bytes: number;
  /** The SHA-256 hash of the content, as 64 lower-case hexadecimal digits. */
  sha256: string;
  /** The type of the content, judged by its first bytes. */
  type: FileType;
}

/** Endings of file types. The path `www.example.com` doesn't have one. */
const ENDING = /\.(csv|tsv|txt|xlsx|zip|gz|dat|bin)$/i;

/** Whether the path ends like a file. `saveFile` adds an ending to other paths. */
export function hasFileEnding(path: string): boolean {
  return ENDING.test(path);
}

/** How often the progress is recorded: a killed process loses at most this much. */
const NOTE_EVERY_MS = 250;

/**
 * Downloads an export to `path`. If the path has no file ending, the one that matches the content is added. The
 * download is written to a temporary name next to the path and renamed when it is complete. Symbolic links are
 * followed, also those to a file that doesn't exist yet. A replaced file keeps its mode.
 *
 * An interrupted download (by the network, an abort, or the end of the process) resumes when the same task is saved to
 * the same path again, by this or another process. The bytes on disk are hashed first. Other failures leave nothing
 * behind.
 *
 * @param file - the result of `exportStatistics` or `ExportJob.result`.
 * @param path - the path of the file. Its folder must exist.
 * @throws SaveError when the path can't be written, or when the file exists and `overwrite` is false.
 * @throws the errors of `ExportFile.stream`: CorruptFileError, LinkExpiredError, ConnectionError, TimeoutError,
 * AbortedError.
 * @example
 * const { path, bytes, sha256 } = await saveFile(file, "traffic", {
 *   onProgress: ({ bytes, total }) => console.error(`${bytes} of ${total ?? "?"} bytes`),
 * });
 */
export async function saveFile(
  file: ExportFile,
  path: string,
  { overwrite = true, addEnding = false, onTarget, onProgress, check }: SaveOptions = {},
): Promise<SavedFile> {
  checkArguments(file, path);
  const isWhole = hasFileEnding(path) && !addEnding;
  await checkTarget(path, overwrite || !isWhole);
  const part = await takePart(path, file.task.task_id).catch((error) => {
    throw cannotWrite(path, error);
  });
  let isRefused = false;
  try {
    const saved = await fill(part, file, onProgress, async (type) => {
      const ending = type !== "unknown" ? `.${type}` : addEnding ? ".bin" : "";
      const target = isWhole ? path : path + ending;
      await checkTarget(target, overwrite);
      await onTarget?.(target);
      return target;
    });
    await part.close();
    await check?.(part.path).catch((error) => {
      isRefused = true;
      throw error;
    });
    await publish(part.path, saved.path, overwrite);
    await part.discard();
    return saved;
  } catch (error) {
    const end = !isRefused && isWorthResuming(error) ? part.abandon() : part.discard();
    // Without a note, there is nothing to resume.
    await end.catch(() => part.discard()).catch(() => {});
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

function checkArguments(file: ExportFile, path: string): void {
  checkAwaited("saveFile's file", file);
  if (typeof file?.open !== "function")
    throw new TypeError("saveFile needs a file, the result of exportStatistics or job.result(), and then a path");
  if (path === "") throw new SaveError("CANNOT_WRITE", "The path is empty", { advice: "Pass the path of a file" });
  if (typeof path !== "string") throw new TypeError(`saveFile needs a path such as "visitors.csv", not ${path}`);
}

/**
 * @param nameOf - returns the final path. Called as soon as the type is known, so that an existing file is reported
 * early.
 */
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
    // The chunks weren't read, so nothing else closes the download.
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
    // Waits for pending writes before the file is closed.
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

/** Whether a later download can use the bytes on disk: not if the file has changed or can't be written. */
function isWorthResuming(error: unknown): boolean {
  if (isRetryable(error)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const isVoid = error instanceof CorruptFileError || error instanceof SaveError || syscall !== undefined;
  return !isVoid && code !== "NO_FILE";
}

/** Renames the complete file. Without `overwrite`, a file that was created meanwhile isn't replaced. */
async function publish(part: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) {
    const target = await resolveLinks(path);
    const replaced = await stat(target).catch(() => undefined);
    // Some file systems have no modes.
    if (replaced) await chmod(part, replaced.mode & 0o7777).catch(() => {});
    return rename(part, target);
  }
  const isLinked = await link(part, path).then(
    () => true,
    async (error) => {
      if (error.code === "EEXIST") throw fileExistsError(path);
      // A file system without hard links: take the name, then replace the empty file.
      const taken = await open(path, "wx").catch((error) => {
        throw error.code === "EEXIST" ? fileExistsError(path) : error;
      });
      await taken.close();
      await rename(part, path);
      return false;
    },
  );
  if (isLinked) await rm(part);
}

/**
 * Throws if the path exists, unless it's a file and `overwrite` is true. A rename would replace a device or a folder.
 */
async function checkTarget(path: string, overwrite: boolean): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || (found.isFile() && overwrite)) return;
  if (found.isFile()) throw fileExistsError(path);
  throw new SaveError("CANNOT_WRITE", `${path} cannot be written: it is not a file`, { advice: "Choose another path" });
}
