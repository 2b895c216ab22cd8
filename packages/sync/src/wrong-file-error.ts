import { CdnExportError } from "@cdn-export/api/base-error";

/** The file's content contradicts its query: it belongs to another task. */
export class WrongFileError extends CdnExportError {
  override readonly name = "WrongFileError";

  constructor(message: string) {
    super("WRONG_FILE", message);
  }
}
