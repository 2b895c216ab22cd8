import { CdnExportError } from "@cdn-export/api/base-error";

/** The download link doesn't work (any more), and the task list doesn't have a working one. `status` is its HTTP status. */
export class LinkExpiredError extends CdnExportError {
  override readonly name = "LinkExpiredError";
}
