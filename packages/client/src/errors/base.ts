// The family of errors: one class for each thing that a caller does differently; no message ever contains a secret. Here: its
// base, and what ends a call before there is a response. The other classes are apart, so that most imports load less.

export interface ErrorDetails {
  /** HTTP status, when a server answered. */
  status?: number | undefined;
  /** `X-Request-Id` of the answer: quote it to the support desk. */
  requestId?: string | undefined;
  /** What to do about it. */
  advice?: string | undefined;
  /** The pause that the server asked for, in milliseconds. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** Root of the family. `code` is the service's code where it gave one (`CDN.0202`, `APIGW.0301`), else one of ours. */
export class CdnExportError extends Error {
  override readonly name: string = "CdnExportError";
  readonly code: string;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;
  declare readonly advice: string | undefined;
  declare readonly retryAfterMs: number | undefined;

  /** What `details` has beyond its type becomes a property, too: the fields of a subclass. */
  constructor(code: string, message: string, { cause, ...details }: ErrorDetails = {}) {
    const { requestId, advice } = details;
    const id = requestId === undefined ? "" : ` (request id ${requestId})`;
    super(`${message}${id}${advice === undefined ? "" : `. ${advice}`}`, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
  }
}

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
