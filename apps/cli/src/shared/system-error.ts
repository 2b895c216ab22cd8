/**
 * The reason for a system error as a clause: `the disk is full`. Other errors keep their message.
 *
 * @param here - reasons for error codes that mean something more specific to the caller.
 */
export async function systemReason(error: unknown, here: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code = "", message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return message;
  // Commands that only read files don't load the client until something fails.
  const { reasonOf } = await import("@cdn-export/client/internal");
  return here[code] ?? reasonOf(error as NodeJS.ErrnoException);
}

/** Why a folder can't be made. Its parents are made as needed, so ENOENT means something else. */
export function folderReason(error: unknown): Promise<string> {
  const isFile = "a file has that name";
  return systemReason(error, { EEXIST: isFile, ENOTDIR: isFile, ENOENT: "the system allows no folder there" });
}

/** Why a file can't be read. */
export function readReason(error: unknown): Promise<string> {
  return systemReason(error, { ENOENT: "it doesn't exist", EISDIR: "it is a folder" });
}
