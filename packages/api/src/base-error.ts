// The base class of all errors of our packages. Each subclass is for a failure that callers handle differently.
// Messages contain no secrets.

/** Details of a failure. */
export interface ErrorDetails {
  /** HTTP status, if a server responded. */
  status?: number | undefined;
  /** `X-Request-Id` of the response. Quote it to support. */
  requestId?: string | undefined;
  /** What to do about the failure. */
  advice?: string | undefined;
  /** How long the server asked to wait before a retry, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** The error behind this one. */
  cause?: unknown;
}

/** Base class of all errors of our packages. */
export class CdnExportError extends Error {
  /** Name of the class. */
  override readonly name: string = "CdnExportError";
  /** The service's code if it returned one (`CDN.0202`, `APIGW.0301`), otherwise one of ours. */
  readonly code: string;
  /** HTTP status, if a server responded. */
  declare readonly status: number | undefined;
  /** `X-Request-Id` of the response. Quote it to support. */
  declare readonly requestId: string | undefined;
  /** What to do about the failure. */
  declare readonly advice: string | undefined;
  /** How long the server asked to wait before a retry, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;

  /** All members of `details` become properties of the error, also those that a subclass adds. */
  constructor(code: string, message: string, { cause, ...details }: ErrorDetails = {}) {
    const { requestId, advice } = details;
    const id = requestId === undefined ? "" : ` (request id ${requestId})`;
    super(`${message}${id}${advice === undefined ? "" : `. ${advice}`}`, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
  }
}

/** The download is incomplete, or isn't a file of statistics. */
export class CorruptFileError extends CdnExportError {
  /** Always `CorruptFileError`. */
  override readonly name = "CorruptFileError";
}
