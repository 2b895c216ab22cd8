// The files of a run: where they are saved, and whether they still exist.
import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { ExportFile } from "@cdn-export/client";
import { cannotWrite, fileExistsError, syncFolder } from "@cdn-export/client/internal";
import type { FileContent, WindowFile } from "./record.ts";
import { saveChecked } from "./save-checked.ts";

/** Whether the file exists and has its recorded size. */
export async function isThere(folder: string, { path, bytes }: WindowFile): Promise<boolean> {
  const found = await stat(join(folder, path)).catch(() => undefined);
  return found?.isFile() === true && found.size === bytes;
}

/** @throws SaveError if there is a file. A link to nothing is followed. */
export async function assertFree(folder: string, path: string): Promise<void> {
  const target = join(folder, path);
  if (await stat(target).catch(() => undefined)) throw fileExistsError(target);
}

/**
 * Saves a file below the folder. When it returns, the file survives a power loss.
 *
 * @param onTarget - called with the path relative to the folder before anything is written there. If it rejects, nothing is saved.
 * @throws WrongFileError, after the job has released its task.
 */
export async function store(
  file: ExportFile,
  folder: string,
  name: string,
  onTarget: (path: string) => Promise<void>,
): Promise<Pick<WindowFile, "path" | "bytes" | "sha256" | "verified"> & { found?: FileContent }> {
  const target = join(folder, name);
  await mkdir(dirname(target), { recursive: true }).catch((error) => {
    throw cannotWrite(target, error);
  });
  const within = (path: string) => relative(folder, path).replaceAll(sep, "/");
  const { path, bytes, sha256, verified, found } = await saveChecked(file, target, {
    addEnding: true,
    onTarget: (path) => onTarget(within(path)),
  });
  const handle = await open(path, "r+");
  try {
    await handle.datasync();
  } catch (error) {
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
  return { path: within(path), bytes, sha256, verified, ...(found && { found }) };
}

/** Removes the file of an earlier export that has another extension. */
export async function removeOld(folder: string, old: WindowFile | undefined, path: string): Promise<void> {
  if (old && !old.adopted && old.path !== path) await rm(join(folder, old.path), { force: true });
}
