import { CdnExportError } from "@cdn-export/api/base-error";

/** The download link has expired, and the task list doesn't have a working one. `status` is the HTTP status. */
export class LinkExpiredError extends CdnExportError {
  override readonly name = "LinkExpiredError";
}
