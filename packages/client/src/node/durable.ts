// Files that outlive the machine's power.
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Replaces a file: what `write` writes is there whole, or the file is as it was. */
export async function replaceFile<T>(
  path: string,
  write: (handle: FileHandle) => Promise<T>,
  mode?: number,
): Promise<T> {
  const fresh = `${path}.new`;
  try {
    const handle = await open(fresh, "w", mode);
    let result: T;
    try {
      result = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
}

/** The same for a new name in a folder; Windows cannot, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
