const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EACCES: "there is no permission",
  EPERM: "that is not permitted",
  ENOTDIR: "its folder is a file",
  EEXIST: "a file is where its folder should be",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "it is larger than this file system allows",
  EROFS: "the disk is read-only",
};

/** The reason of a file system error as a clause, such as "the disk is full". */
export function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return REASONS[code ?? ""] ?? `the system says ${code ?? message}`;
}
