// The base of every error of our packages: one class for each thing that a caller does differently. No message ever contains a
// secret.

/** What is known about a failure besides its message. */
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

/** What came from the download link isn't the whole file, or not a file of statistics. */
export class CorruptFileError extends CdnExportError {
  override readonly name = "CorruptFileError";
}
