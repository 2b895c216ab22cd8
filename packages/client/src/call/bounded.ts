import { AbortedError, type CdnExportError } from "../errors/base.ts";

export interface Bounds {
  /** What is done, for the message when it is aborted. */
  what: string;
  signal: AbortSignal | null | undefined;
  timeoutMs: number;
  onTimeout: () => CdnExportError;
}

/**
 * Runs work under one signal that is aborted with the caller's, or when the time is up, and settles then, whatever the
 * work does: a credential provider or a `fetch` that ignores its signal must not hang its caller.
 */
export async function bounded<T>(work: (signal: AbortSignal) => Promise<T>, bounds: Bounds): Promise<T> {
  const { what, signal, timeoutMs, onTimeout } = bounds;
  const controller = new AbortController();
  const unlink = abortWith(signal, controller, what);
  const timer = setTimeout(() => controller.abort(onTimeout()), timeoutMs);
  try {
    return await untilAborted(work(controller.signal), controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    unlink();
  }
}

/**
 * Aborts the controller with the caller's signal, until the returned function is called. `AbortSignal.any` would keep
 * 1.2 kB on a long-lived signal for each call whose own signal still has a listener.
 */
export function abortWith(
  signal: AbortSignal | null | undefined,
  controller: AbortController,
  what: string,
): () => void {
  const abort = () => controller.abort(abortedError(what, signal));
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  return () => signal?.removeEventListener("abort", abort);
}

/** The caller's abort as an error of the family; one that is of the family already stays as it is. */
export function abortedError(what: string, signal: AbortSignal | null | undefined): Error {
  const reason = signal?.reason;
  if (reason instanceof Error && "code" in reason && "advice" in reason) return reason;
  return new AbortedError("ABORTED", `${what} was aborted`, { cause: reason });
}

/** Settles with the work, or rejects with the signal's reason as soon as it is aborted. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
