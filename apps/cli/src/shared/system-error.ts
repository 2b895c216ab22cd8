import { say } from "../terminal/language.ts";
import { translated } from "../terminal/translate.ts";

/**
 * The reason for a system error as a clause: `the disk is full`. Other errors keep their message.
 *
 * @param here - reasons for error codes that mean something more specific to the caller.
 */
export async function systemReason(error: unknown, here: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code = "", message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return message;
  if (here[code] !== undefined) return here[code];
  // Commands that only read files don't load the client until something fails.
  const { reasonOf } = await import("@cdn-export/client/internal");
  return translated(reasonOf(error as NodeJS.ErrnoException));
}

/** Why a folder can't be made. Its parents are made as needed, so ENOENT means something else. */
export function folderReason(error: unknown): Promise<string> {
  const isFile = say("a file has that name", "已有同名的文件");
  const ENOENT = say("the system allows no folder there", "系统不允许在那里建文件夹");
  return systemReason(error, { EEXIST: isFile, ENOTDIR: isFile, ENOENT });
}

/** Why a file can't be read. */
export function readReason(error: unknown): Promise<string> {
  return systemReason(error, {
    ENOENT: say("it doesn't exist", "文件不存在"),
    EISDIR: say("it is a folder", "它是文件夹"),
  });
}
