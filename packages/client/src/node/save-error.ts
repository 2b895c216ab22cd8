import { CdnExportError } from "@cdn-export/api/base-error";

/** The path cannot be written, or there is a file already. */
export class SaveError extends CdnExportError {
  override readonly name = "SaveError";
}

/** The codes of the system, in words. */
export const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  EACCES: "there is no permission",
  EPERM: "that is not permitted",
  ENOTDIR: "its folder is a file",
  ENAMETOOLONG: "its name is too long",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EFBIG: "it is larger than files may be here",
  EROFS: "the disk is read-only",
};

export function taken(path: string): SaveError {
  return new SaveError("FILE_EXISTS", `${path} exists already`, {
    advice: "Choose another name, or allow overwriting",
  });
}

export function cannotWrite(path: string, error: NodeJS.ErrnoException): SaveError {
  const reason = REASONS[error.code ?? ""] ?? `the system says ${error.code ?? error.message}`;
  return new SaveError("CANNOT_WRITE", `${path} cannot be written: ${reason}`, {
    advice: "Choose another path",
    cause: error,
  });
}
