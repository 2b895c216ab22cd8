// fsynced writes that survive power loss.
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Replaces a file atomically: it has either its old content or everything that `write` wrote. When the promise
 * resolves, the new content survives power loss.
 *
 * @param write - writes the new content to the handle of a temporary file.
 * @param mode - the permissions of the new file.
 * @throws the system's error. The file is unchanged then.
 */
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

/**
 * Makes new names in a folder survive power loss. Does nothing on Windows, which doesn't support or need it. Never
 * throws.
 */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/**
 * Makes a folder and its parents, so that they survive power loss. Not with `recursive`: on a read-only disk, Node then
 * reports a missing folder, and below /proc it never returns.
 *
 * @throws the system's error, for example if a file has the name of the folder.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const above = dirname(folder);
  if (above === folder || (await isFolder(folder))) return;
  await makeFolder(above, mode);
  await mkdir(folder, mode).catch(async (error) => {
    // Another process may have made it.
    if (!(await isFolder(folder))) throw error;
  });
  await syncFolder(above);
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
