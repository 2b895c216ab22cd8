import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and its parents. Node's `recursive` option never returns below a folder that accepts no new entries,
 * such as /proc; this tries each folder at most twice.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const refusal = await refusalOf(path, mode);
  if (refusal?.code !== "ENOENT" || dirname(path) === path) throwIf(refusal);
  else {
    await makeFolder(dirname(path), mode);
    throwIf(await refusalOf(path, mode));
  }
}

/** The system's error; `undefined` if the folder exists afterwards, no matter which process made it. */
function refusalOf(path: string, mode: number): Promise<NodeJS.ErrnoException | undefined> {
  return mkdir(path, { mode }).then(
    () => undefined,
    async (error) => ((await isFolder(path)) ? undefined : error),
  );
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function throwIf(refusal: Error | undefined): void {
  if (refusal) throw refusal;
}
