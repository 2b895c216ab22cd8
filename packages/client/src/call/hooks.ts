// The events that observers get. They contain no secret: no header, no body, and only the origin of a download link.

import type { CdnExportError } from "@cdn-export/api/base-error";
import type { Finding } from "@cdn-export/api/rules";

/** A request that is about to be sent. `ReceivedResponse.request` is the same object. */
export interface SentRequest {
  /** The HTTP method. */
  readonly method: string;
  /**
   * The URL with its query for API calls. Only the origin for a download: anyone who has the link can download the
   * file.
   */
  readonly url: string;
  /** When it was sent, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The end of a request: `status` with a response, `error` without one. */
export interface ReceivedResponse {
  /** The request, as `onRequest` got it. */
  readonly request: SentRequest;
  /** The HTTP status. The service also sends errors with 200, so this alone doesn't mean success. */
  readonly status?: number;
  /** The response's `X-Request-Id`. */
  readonly requestId?: string | undefined;
  /** Why there is no response. */
  readonly error?: CdnExportError;
  /** Milliseconds until the response's headers arrived, or until the failure. */
  readonly elapsedMs: number;
}

/** A failed call that is about to be repeated. */
export interface Retry {
  /** The failure. */
  readonly error: CdnExportError;
  /** How many times in a row this call has failed so far. */
  readonly failures: number;
  /** The pause before the next try, in milliseconds. */
  readonly delayMs: number;
}

/** Observers, for logs and traces. The client doesn't wait for them, and ignores what they throw. */
export interface Hooks {
  /** Called before each HTTP request: API calls, including those repeated with a corrected clock, and downloads. */
  onRequest?: ((request: SentRequest) => void) | undefined;
  /** Called when each HTTP request has its response's headers, or has failed. */
  onResponse?: ((response: ReceivedResponse) => void) | undefined;
  /** Called before the pause that precedes a retry. */
  onRetry?: ((retry: Retry) => void) | undefined;
  /**
   * Called with each warning about a job's query, such as a day that isn't complete yet or an unknown code. The file
   * has the same ones in `warnings`.
   *
   * @default prints each message once, with `process.emitWarning`, else with
   * `console.warn`
   */
  onWarning?: ((warning: Finding) => void) | undefined;
}

/** Calls an observer, and ignores its failures. */
export function notify<T>(observer: ((event: T) => void) | undefined, event: T): void {
  try {
    // An async observer returns a promise, which may reject.
    (observer?.(event) as Promise<void> | undefined)?.catch?.(() => {});
  } catch {}
}
