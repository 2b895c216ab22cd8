// The retry policy: which failures are repeated, how often, and after which pause.

import { CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import {
  DELAY_GROWTH,
  FIRST_DELAY_MS,
  FIRST_TRIES,
  MAX_DELAY_MS,
  MAX_RETRY_AFTER_MS,
  MAX_TRIES,
} from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { ConnectionError, TimeoutError } from "../errors/base.ts";
import { ThrottledError, UnexpectedAnswerError } from "../errors/call.ts";
import { notify, type Retry } from "./hooks.ts";

/** Sleeps between two tries. */
export type Sleep = (ms: number) => Promise<void>;

export interface RetryPolicy {
  /**
   * Repeats a call that changes nothing while its failure is retryable. A 401 never is.
   *
   * @param tries - failures in a row after which the last one is thrown.
   *
   * @default as many as `hasTries` allows
   */
  retrying<T>(call: () => Promise<T>, sleep: Sleep, tries?: number): Promise<T>;
  /** Whether another try is allowed after this many failures in a row. More are allowed once a call has succeeded. */
  hasTries(failures: number): boolean;
  /** The pause in milliseconds after `failures` failures in a row. Calls `onRetry`. */
  delay(error: unknown, failures: number): number;
}

export function createRetryPolicy(runtime: Runtime, onRetry: ((retry: Retry) => void) | undefined): RetryPolicy {
  const delay: RetryPolicy["delay"] = (error, failures) => {
    const delayMs = backoffDelay(failures, runtime, (error as CdnExportError).retryAfterMs);
    notify(onRetry, { error: error as CdnExportError, failures, delayMs });
    return delayMs;
  };
  let limit = FIRST_TRIES;
  return {
    delay,
    hasTries: (failures) => failures < limit,
    async retrying(call, sleep, tries) {
      for (let failures = 1; ; failures++) {
        try {
          const result = await call();
          limit = MAX_TRIES;
          return result;
        } catch (error) {
          if (failures >= (tries ?? limit) || !isRetryable(error)) throw error;
          await sleep(delay(error, failures));
        }
      }
    },
  };
}

/**
 * Network failures, timeouts, throttling, a proxy's page and server errors are temporary. A rejected request isn't, and
 * neither is a proxy that needs another password.
 */
export function isRetryable(error: unknown): boolean {
  if ((error as CdnExportError | undefined)?.status === 407) return false;
  return (
    error instanceof ConnectionError ||
    error instanceof TimeoutError ||
    error instanceof ThrottledError ||
    error instanceof UnexpectedAnswerError ||
    (error instanceof CorruptFileError && RETRYABLE_DOWNLOADS.includes(error.code)) ||
    isServerError(error)
  );
}

/** Codes of a download that returned something other than the file, or only a part of it. */
const RETRYABLE_DOWNLOADS = ["NO_FILE", "NOT_STATISTICS", "TRUNCATED"];

/** Whether the server failed, whatever the request was: a 5xx status, or the service's code for internal errors. */
export function isServerError(error: unknown): boolean {
  return error instanceof CdnExportError && ((error.status ?? 0) >= 500 || error.code === "CDN.0000");
}

/**
 * Milliseconds to wait after `count` polls or failures: exponential, capped, with up to a quarter of jitter subtracted.
 */
export function backoffDelay(count: number, runtime: Runtime, retryAfterMs = 0): number {
  const grown = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * DELAY_GROWTH ** (count - 1));
  return Math.round(Math.max(grown * (1 - runtime.random() / 4), Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)));
}
