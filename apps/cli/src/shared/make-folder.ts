import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it. Node's `recursive` asks for ever where a folder exists and takes none, as /proc:
 * here each is asked for twice at most.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const refusal = await refusalOf(path, mode);
  if (refusal?.code !== "ENOENT" || dirname(path) === path) throwIf(refusal);
  else {
    await makeFolder(dirname(path), mode);
    throwIf(await refusalOf(path, mode));
  }
}

/** What the system says against it; nothing when the folder is there, whoever made it. */
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
