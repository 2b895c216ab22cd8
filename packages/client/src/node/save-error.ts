import { CdnExportError } from "@cdn-export/api/base-error";
import { reasonOf } from "./reason.ts";

/** The path cannot be written, or there is a file already. */
export class SaveError extends CdnExportError {
  override readonly name = "SaveError";
}

export function taken(path: string): SaveError {
  return new SaveError("FILE_EXISTS", `${path} exists already`, {
    advice: "Choose another name, or allow overwriting",
  });
}

/** What a path that the system refuses is reported with. */
export function cannotWrite(path: string, error: NodeJS.ErrnoException): SaveError {
  return new SaveError("CANNOT_WRITE", `${path} cannot be written: ${reasonOf(error)}`, {
    advice: "Choose another path",
    cause: error,
  });
}
