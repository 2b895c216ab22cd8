// For Node, Bun and Deno: files on disk.
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, link, open, realpath, rename, rm, stat } from "node:fs/promises";
import { CdnExportError } from "./errors.ts";
import { concat } from "./file/download.ts";
import type { ExportFile } from "./file/file.ts";
import { type FileType, fileType, SNIFF_LENGTH } from "./file/sniff.ts";

export interface SaveOptions {
  /** Whether a file of that name may be replaced. @default true */
  overwrite?: boolean;
}

export interface SavedFile {
  path: string;
  bytes: number;
  /** Lower-case hexadecimal digits. */
  sha256: string;
  /** By its first bytes. */
  type: FileType;
}

/** The path cannot be written, or there is a file already. */
export class SaveError extends CdnExportError {
  override readonly name = "SaveError";
}

/** Endings that say what a file is; `www.example.com` has none. */
const ENDING = /\.(csv|tsv|txt|xlsx|zip|gz|dat|bin)$/i;

/**
 * Downloads an export to `path`. A path without an ending of a file's type gets the one that fits. The name is given to
 * the file when it is whole; before, it has a name of its own beside it, and is removed when the download fails. A link is followed to the file that it points to.
 *
 * @throws SaveError, or what `ExportFile.stream` fails with.
 */
export async function saveFile(
  file: ExportFile,
  path: string,
  { overwrite = true }: SaveOptions = {},
): Promise<SavedFile> {
  await refuseTaken(path, overwrite || !ENDING.test(path));
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  const handle = await open(part, "wx").catch((error) => {
    throw cannotWrite(path, error);
  });
  try {
    const saved = await writeTo(handle, file, async (type) => {
      const target = ENDING.test(path) || type === "unknown" ? path : `${path}.${type}`;
      await refuseTaken(target, overwrite);
      return target;
    });
    await handle.close();
    await give(part, saved.path, overwrite);
    return saved;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

/** @param nameOf - the final path, asked as soon as the type is known: a name that is taken is told before the download. */
async function writeTo(
  handle: FileHandle,
  file: ExportFile,
  nameOf: (type: FileType) => Promise<string>,
): Promise<SavedFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  let head = new Uint8Array();
  let path: string | undefined;
  // One chunk is written while the next one is on its way and hashed.
  let writing: Promise<void> | undefined;
  for await (const chunk of file.stream()) {
    if (path === undefined) {
      head = concat([head, chunk.subarray(0, SNIFF_LENGTH)]);
      if (head.length >= SNIFF_LENGTH) path = await nameOf(fileType(head));
    }
    hash.update(chunk);
    bytes += chunk.length;
    await writing;
    writing = writeAll(handle, chunk);
    // Should the download fail first, this failure is not the one to tell.
    writing.catch(() => {});
  }
  await writing;
  const type = fileType(head);
  return { path: path ?? (await nameOf(type)), bytes, sha256: hash.digest("hex"), type };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
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

function taken(path: string): SaveError {
  return new SaveError("FILE_EXISTS", `${path} exists already`, {
    advice: "Choose another name, or allow overwriting",
  });
}

const REASONS: Record<string, string> = {
  ENOENT: "its folder does not exist",
  EACCES: "there is no permission",
  EPERM: "that is not permitted",
  ENOTDIR: "its folder is a file",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

function cannotWrite(path: string, error: NodeJS.ErrnoException): SaveError {
  const reason = REASONS[error.code ?? ""] ?? `the system says ${error.code ?? error.message}`;
  return new SaveError("CANNOT_WRITE", `${path} cannot be written: ${reason}`, {
    advice: "Choose another path",
    cause: error,
  });
}
