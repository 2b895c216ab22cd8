import { CdnExportError } from "@cdn-export/api/base-error";
import { reasonOf } from "./reason.ts";

/** The file can't be saved. `code` is `CANNOT_WRITE` (the system's error is the `cause`) or `FILE_EXISTS`. */
export class SaveError extends CdnExportError {
  override readonly name = "SaveError";
}

/** The error for a path where a file already exists. */
export function fileExistsError(path: string): SaveError {
  return new SaveError("FILE_EXISTS", `${path} exists already`, {
    advice: "Choose another name, or allow overwriting",
  });
}

/** The error for a path that the system can't write. */
export function cannotWrite(path: string, error: NodeJS.ErrnoException): SaveError {
  return new SaveError("CANNOT_WRITE", `${path} cannot be written: ${reasonOf(error)}`, {
    advice: "Choose another path",
    cause: error,
  });
}
