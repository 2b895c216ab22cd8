import { say } from "../terminal/language.ts";

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
  return say(reasonOf(error as NodeJS.ErrnoException), CHINESE_REASONS[code] ?? `系统报告 ${code}`);
}

const CHINESE_REASONS: Readonly<Record<string, string>> = {
  ENOENT: "它的文件夹不存在",
  EACCES: "没有权限",
  EPERM: "不允许这样做",
  ENOTDIR: "它的上级是文件，不是文件夹",
  ENAMETOOLONG: "名称太长",
  ENOSPC: "磁盘已满",
  EDQUOT: "配额已用完",
  EFBIG: "超过了文件系统允许的大小",
  EROFS: "磁盘是只读的",
};

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
