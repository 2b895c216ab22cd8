// The one retry policy: what may be repeated, how often, after which pause.
import { DELAY_GROWTH, FIRST_DELAY_MS, MAX_DELAY_MS, MAX_RETRY_AFTER_MS } from "./constants.ts";
import { CdnExportError, ConnectionError, ThrottledError, TimeoutError, UnexpectedAnswerError } from "./errors.ts";
import { type Retry, tell } from "./hooks.ts";
import type { World } from "./world.ts";

export interface RetryLimits {
  /** Failures in a row after which the last one is thrown. */
  tries: number;
  /** Sleeps between two tries. */
  rest: (ms: number) => Promise<void>;
}

export interface RetryPolicy {
  /** Repeats a call that changes nothing, while the failure is of a kind that passes. A 401 never is. */
  retrying<T>(call: () => Promise<T>, limits: RetryLimits): Promise<T>;
  /** The pause before a call that has failed `failures` times in a row is repeated; the observer is told of it. */
  delay(error: unknown, failures: number): number;
}

export function createRetryPolicy(world: World, onRetry: ((retry: Retry) => void) | undefined): RetryPolicy {
  const delay: RetryPolicy["delay"] = (error, failures) => {
    const delayMs = pause(failures, world, (error as CdnExportError).retryAfterMs);
    tell(onRetry, { error: error as CdnExportError, failures, delayMs });
    return delayMs;
  };
  return {
    delay,
    async retrying(call, { tries, rest }) {
      for (let failures = 1; ; failures++) {
        try {
          return await call();
        } catch (error) {
          if (failures >= tries || !passes(error)) throw error;
          await rest(delay(error, failures));
        }
      }
    },
  };
}

/** Network, timeout, throttling, a proxy's page and the server's own trouble pass; a refusal stays one. */
export function passes(error: unknown): boolean {
  return (
    error instanceof ConnectionError ||
    error instanceof TimeoutError ||
    error instanceof ThrottledError ||
    error instanceof UnexpectedAnswerError ||
    isServerTrouble(error)
  );
}

/** An error that says nothing about the request: an internal one, with whatever status. */
export function isServerTrouble(error: unknown): boolean {
  return error instanceof CdnExportError && ((error.status ?? 0) >= 500 || error.code === "CDN.0000");
}

/** Milliseconds to wait after `count` looks or failures: exponential, bounded, up to a quarter less by chance. */
export function pause(count: number, world: World, retryAfterMs = 0): number {
  const grown = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * DELAY_GROWTH ** (count - 1));
  return Math.round(Math.max(grown * (1 - world.random() / 4), Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)));
}
