import { CdnExportError } from "@cdn-export/api/base-error";
import { AbortedError } from "../errors/base.ts";

export interface Bounds {
  /** The name of the work, for the message when it is aborted. */
  what: string;
  signal: AbortSignal | null | undefined;
  timeoutMs: number;
  onTimeout: () => CdnExportError;
}

/**
 * Runs work with a signal that is aborted with the caller's signal or when the time is up. The promise settles then,
 * even if the work doesn't stop: a credential provider or a `fetch` that ignores its signal must not block its caller.
 */
export async function withDeadline<T>(work: (signal: AbortSignal) => Promise<T>, bounds: Bounds): Promise<T> {
  const { what, signal, timeoutMs, onTimeout } = bounds;
  const controller = new AbortController();
  let timer!: ReturnType<typeof setTimeout>;
  let unlink!: () => void;
  try {
    return await new Promise<T>((resolve, reject) => {
      // Rejects directly: a listener on the controller's signal would cost more than the rest of this function.
      const stop = (error: Error) => {
        controller.abort(error);
        reject(error);
      };
      timer = setTimeout(() => stop(onTimeout()), timeoutMs);
      unlink = whenAborted(signal, () => stop(abortedError(what, signal)));
      work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    unlink();
  }
}

/**
 * Calls `react` when the signal is aborted, until the returned function is called. `AbortSignal.any` would keep 1.2 kB
 * on a long-lived signal for each call whose signal still has a listener.
 */
export function whenAborted(signal: AbortSignal | null | undefined, react: () => unknown): () => void {
  if (signal?.aborted) react();
  else signal?.addEventListener("abort", react, { once: true });
  return () => signal?.removeEventListener("abort", react);
}

/**
 * The error for an aborted signal: an `AbortedError` with the signal's reason as its `cause`. A reason that is already
 * a `CdnExportError` is returned unchanged.
 *
 * @param what - the name of the work, for the message.
 */
export function abortedError(what: string, signal: AbortSignal | null | undefined): Error {
  const reason = signal?.reason;
  if (reason instanceof CdnExportError) return reason;
  return new AbortedError("ABORTED", `${what} was aborted`, { cause: reason });
}

/** Settles with the work, or rejects with the signal's reason as soon as the signal is aborted. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const unlink = whenAborted(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(unlink);
  });
}
