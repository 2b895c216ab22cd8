// The one retry policy: what may be repeated, how often, after which pause.
import { DELAY_GROWTH, FIRST_DELAY_MS, MAX_DELAY_MS, MAX_RETRY_AFTER_MS, MAX_TRIES } from "./constants.ts";
import { CdnExportError, ConnectionError, ThrottledError, TimeoutError } from "./errors.ts";
import type { World } from "./world.ts";

/** Repeats a call that changes nothing, while the failure is of a kind that passes. A 401 never is. */
export async function retrying<T>(call: () => Promise<T>, world: World, signal: AbortSignal | undefined): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      if (failures >= MAX_TRIES || !passes(error)) throw error;
      await world.sleep(pause(failures, world, (error as CdnExportError).retryAfterMs), signal);
    }
  }
}

/** Network, timeout, throttling and the server's own trouble pass; a refusal stays one. */
export function passes(error: unknown): boolean {
  return (
    error instanceof ConnectionError ||
    error instanceof TimeoutError ||
    error instanceof ThrottledError ||
    (error instanceof CdnExportError && (error.status ?? 0) >= 500)
  );
}

/** Milliseconds to wait after `count` looks or failures: exponential, bounded, up to a quarter less by chance. */
export function pause(count: number, world: World, retryAfterMs = 0): number {
  const grown = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * DELAY_GROWTH ** (count - 1));
  return Math.max(grown * (1 - world.random() / 4), Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}
