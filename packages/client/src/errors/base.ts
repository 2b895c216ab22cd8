// What ends a call before there is a response.
import { CdnExportError } from "@cdn-export/api/base-error";

/** The query breaks the spec or a rule; nothing was sent. */
export class InvalidQueryError extends CdnExportError {
  override readonly name = "InvalidQueryError";
  /** Each thing that is wrong, in words. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("INVALID_QUERY", `Illegal query: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** No answer: name not resolved, connection refused or cut. */
export class ConnectionError extends CdnExportError {
  override readonly name = "ConnectionError";
}

/** No answer within `callTimeout`. */
export class TimeoutError extends CdnExportError {
  override readonly name = "TimeoutError";
}

/** The caller's signal was aborted; its reason is the `cause`. */
export class AbortedError extends CdnExportError {
  override readonly name = "AbortError";
}
