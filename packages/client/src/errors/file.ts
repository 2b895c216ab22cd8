import { CdnExportError } from "./base.ts";

/** The download link no longer works, and the list has no better one. */
export class LinkExpiredError extends CdnExportError {
  override readonly name = "LinkExpiredError";
}

/** What came from the download link isn't the whole file, or not a file of statistics. */
export class CorruptFileError extends CdnExportError {
  override readonly name = "CorruptFileError";
}
