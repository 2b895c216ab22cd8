/**
 * Why the system refused, as a clause: `the disk is full`. Other errors have their own words.
 *
 * @param here - codes that mean something more specific here.
 */
export async function systemReason(error: unknown, here: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code = "", message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return message;
  // Commands that only read files don't load the client until something fails.
  const { reasonOf } = await import("@cdn-export/client/internal");
  return here[code] ?? reasonOf(error as NodeJS.ErrnoException);
}

/** Why a folder cannot be made, although those above it are made if need be. */
export function folderReason(error: unknown): Promise<string> {
  const isFile = "there is a file of that name";
  return systemReason(error, { EEXIST: isFile, ENOTDIR: isFile, ENOENT: "the system takes no folder there" });
}

/** Why a file cannot be read. */
export function readReason(error: unknown): Promise<string> {
  return systemReason(error, { ENOENT: "there is no such file", EISDIR: "it is a folder" });
}
