import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** The path without symbolic links. The last one may point to a file that doesn't exist yet. */
export async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // Links in a circle, for example.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const folder = await realpath(dirname(resolve(path)));
  const place = join(folder, basename(path));
  const target = await readlink(place).catch(() => undefined);
  return target === undefined ? place : resolveLinks(resolve(folder, target));
}
