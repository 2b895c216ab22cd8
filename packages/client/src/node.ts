// For Node, Bun and Deno: files on disk.
import { createHash } from "node:crypto";
import { access, open, rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import { CdnExportError } from "./errors.ts";
import { concat } from "./file/download.ts";
import type { ExportFile } from "./file/file.ts";
import { type FileType, fileType, SNIFF_LENGTH } from "./file/sniff.ts";

export interface SaveOptions {
  /** Whether a file of that name may be replaced. @default false */
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

/**
 * Downloads an export to `path`. A path without an ending gets the one of the file's type. The name is given to the file
 * when it is whole; before, it is called `<path>.part`, and removed when the download fails.
 *
 * @throws SaveError, or what `ExportFile.stream` fails with.
 */
export async function saveFile(
  file: ExportFile,
  path: string,
  { overwrite = false }: SaveOptions = {},
): Promise<SavedFile> {
  const part = `${path}.part`;
  const handle = await open(part, "w").catch((error) => {
    throw cannotWrite(path, error);
  });
  const hash = createHash("sha256");
  let bytes = 0;
  let head = new Uint8Array();
  try {
    for await (const chunk of file.stream()) {
      if (head.length < SNIFF_LENGTH) head = concat([head, chunk.subarray(0, SNIFF_LENGTH)]);
      hash.update(chunk);
      bytes += chunk.length;
      await writeAll(handle, chunk);
    }
    await handle.sync();
    await handle.close();
    const type = fileType(head);
    const target = extname(path) === "" && type !== "unknown" ? `${path}.${type}` : path;
    if (!overwrite && (await exists(target))) {
      throw new SaveError("FILE_EXISTS", `${target} exists already`, {
        advice: "Choose another name, or allow overwriting",
      });
    }
    await rename(part, target);
    return { path: target, bytes, sha256: hash.digest("hex"), type };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(part, { force: true });
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : cannotWrite(path, error as NodeJS.ErrnoException);
  }
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function cannotWrite(path: string, error: NodeJS.ErrnoException): SaveError {
  const reasons: Record<string, string> = {
    ENOENT: "its folder does not exist",
    EACCES: "there is no permission",
    EISDIR: "it is a folder",
    ENOTDIR: "its folder is a file",
    ENOSPC: "the disk is full",
    EROFS: "the disk is read-only",
  };
  return new SaveError("CANNOT_WRITE", `${path} cannot be written: ${reasons[error.code ?? ""] ?? error.message}`, {
    advice: "Choose another path",
    cause: error,
  });
}
