import { CdnExportError } from "@cdn-export/api/base-error";

/** The download link no longer works, and the list has no better one. */
export class LinkExpiredError extends CdnExportError {
  override readonly name = "LinkExpiredError";
}
