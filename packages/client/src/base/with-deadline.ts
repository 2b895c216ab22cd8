import { CdnExportError } from "@cdn-export/api/base-error";
import { AbortedError } from "../errors/base.ts";

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
export async function withDeadline<T>(work: (signal: AbortSignal) => Promise<T>, bounds: Bounds): Promise<T> {
  const { what, signal, timeoutMs, onTimeout } = bounds;
  const controller = new AbortController();
  let timer!: ReturnType<typeof setTimeout>;
  let unlink!: () => void;
  try {
    return await new Promise<T>((resolve, reject) => {
      // Rejects by itself: a listener on a signal of its own would cost more than the rest of this function.
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
 * Reacts to an abort, until the returned function is called. `AbortSignal.any` would keep 1.2 kB on a long-lived signal
 * for each call whose own signal still has a listener.
 */
export function whenAborted(signal: AbortSignal | null | undefined, react: () => void): () => void {
  if (signal?.aborted) react();
  else signal?.addEventListener("abort", react, { once: true });
  return () => signal?.removeEventListener("abort", react);
}

/** The caller's abort as an error of the family; one that is of the family already stays as it is. */
export function abortedError(what: string, signal: AbortSignal | null | undefined): Error {
  const reason = signal?.reason;
  if (reason instanceof CdnExportError) return reason;
  return new AbortedError("ABORTED", `${what} was aborted`, { cause: reason });
}

/** Settles with the work, or rejects with the signal's reason as soon as it is aborted. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const unlink = whenAborted(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(unlink);
  });
}
