// What an observer is told. Nothing in it is secret: no header, no body, and of a download link the host alone.

import type { CdnExportError } from "@cdn-export/api/base-error";
import type { Finding } from "@cdn-export/api/rules";

/** A request that is about to be sent. The same object comes back with its answer. */
export interface SentRequest {
  readonly method: string;
  /** With its query for calls of the API; the origin alone for a download link, for whoever has that has the file. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How a request ended: with an answer (`status`), or without one (`error`). */
export interface ReceivedResponse {
  readonly request: SentRequest;
  /** HTTP status. The service sends errors with 200, too: the call's own promise tells. */
  readonly status?: number;
  /** `X-Request-Id` of the answer. */
  readonly requestId?: string | undefined;
  readonly error?: CdnExportError;
  /** Until the headers were there, in milliseconds. */
  readonly elapsedMs: number;
}

/** A failure that is passed over: the call will be repeated. */
export interface Retry {
  readonly error: CdnExportError;
  /** Failures of this call in a row so far. */
  readonly failures: number;
  /** Pause before the next try, in milliseconds. */
  readonly delayMs: number;
}

/**
 * Observers, for logs and traces. They are not waited for, and what they throw is ignored: watching must not change what
 * happens.
 */
export interface Hooks {
  /** Each HTTP request: calls of the API, also those that the clock's correction repeats, and downloads. */
  onRequest?: ((request: SentRequest) => void) | undefined;
  onResponse?: ((response: ReceivedResponse) => void) | undefined;
  onRetry?: ((retry: Retry) => void) | undefined;
  /**
   * What the rules say about a job's query, short of rejecting it: a day that isn't complete yet, a code that nobody knows.
   * The file has the same as `warnings`. @default prints each message once: `process.emitWarning`, else `console.warn`
   */
  onWarning?: ((warning: Finding) => void) | undefined;
}

/** Calls an observer, and lets nothing of it through. */
export function notify<T>(observer: ((event: T) => void) | undefined, event: T): void {
  try {
    // An async observer fails later.
    (observer?.(event) as Promise<void> | undefined)?.catch?.(() => {});
  } catch {}
}
