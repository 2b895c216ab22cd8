/**
 * Calls `listener` when `signal` aborts. Does nothing if it is aborted already.
 *
 * @returns a function that removes the listener, so that a signal that outlives a call doesn't keep the call in memory
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  signal?.addEventListener("abort", listener, { once: true });
  return () => signal?.removeEventListener("abort", listener);
}
