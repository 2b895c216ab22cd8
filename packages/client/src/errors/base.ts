// The errors that end a call before there is a response.
import { CdnExportError } from "@cdn-export/api/base-error";

/** The query breaks the spec or one of its rules. Nothing was sent. `code` is `INVALID_QUERY`. */
export class InvalidQueryError extends CdnExportError {
  override readonly name = "InvalidQueryError";
  /** One sentence for each problem. */
  declare readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("INVALID_QUERY", `Invalid query: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/**
 * There is no response: the name wasn't resolved, or the connection was refused or cut. The reason is the `cause`. `code`
 * is `CONNECTION`, or `PROXY` if a proxy refused the request; `status` is the proxy's then. A 407 isn't retried.
 */
export class ConnectionError extends CdnExportError {
  override readonly name = "ConnectionError";
}

/** There is no response within `callTimeout`, or a download received nothing for `stallTimeout`. */
export class TimeoutError extends CdnExportError {
  override readonly name = "TimeoutError";
}

/** The caller's signal was aborted. Its reason is the `cause`, and `name` is `AbortError`, as it is for `fetch`. */
export class AbortedError extends CdnExportError {
  override readonly name = "AbortError";
}
