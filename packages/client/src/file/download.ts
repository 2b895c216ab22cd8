// Downloads a file over as many links and connections as it takes.

import { CorruptFileError } from "@cdn-export/api/base-error";
import { MAX_RENEWALS } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { abortedError, untilAborted, whenAborted } from "../base/with-deadline.ts";
import { isRetryable, type RetryPolicy } from "../call/retry.ts";
import { AbortedError, ConnectionError } from "../errors/base.ts";
import { LinkExpiredError } from "../errors/file.ts";
import { checkedChunks, wrongLength } from "./chunks.ts";
import { type LinkOptions, type OpenedLink, openLink, type ResumePoint } from "./link.ts";

export interface DownloadSource extends LinkOptions {
  runtime: Runtime;
  retries: RetryPolicy;
  /** Returns a new link to the same file, if there is one. The signal ends the download. */
  renew: (signal: AbortSignal) => Promise<string | undefined>;
}

/** An open download. */
export interface Download {
  /** The offset of the first byte: 0, or the end of an earlier download if the file hasn't changed. */
  readonly start: number;
  /** The size of the whole file in bytes. `undefined` if the server doesn't send it. */
  readonly total: number | undefined;
  /** The file's strong ETag: with the number of bytes, a later download can resume. `undefined` if it can't resume. */
  readonly validator: string | undefined;
  /** The bytes from `start` on. Read them soon: the connection is open. Throws the errors of `ExportFile.stream`. */
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** Drops the connection. Not needed after the last byte or a failure. */
  close(): void;
}

/** Opens a download, until `stop` is aborted. */
export type Opener = (from?: ResumePoint, onRestart?: OnRestart, stop?: AbortController) => Promise<Download>;

/** Called before the download restarts at byte 0: discard the bytes received so far. */
export type OnRestart = () => void | Promise<void>;

/** Opens downloads of one file. They share its link, which is renewed when it has expired. */
export function createOpener(link: string, source: DownloadSource): Opener {
  const { runtime, retries } = source;
  let current = link;

  return async (from, onRestart, stop = new AbortController()) => {
    const { signal } = stop;
    const unlink = whenAborted(source.signal, () => stop.abort(abortedError("The download", source.signal)));
    // A closed or cancelled download isn't read to its end, so it's unlinked here.
    whenAborted(signal, unlink);
    const options = { ...source, signal };
    const sleep = (ms: number) => untilStopped(runtime.sleep(ms, signal), signal);

    async function open(point: ResumePoint | undefined): Promise<OpenedLink> {
      for (let renewals = 0; ; renewals++) {
        try {
          return await retries.retrying(() => openLink(current, options, point), sleep);
        } catch (error) {
          if (!(error instanceof LinkExpiredError) || renewals >= MAX_RENEWALS) throw error;
          if (renewals > 0) await sleep(retries.delay(error, renewals));
          current = (await untilStopped(source.renew(signal), signal)) ?? current;
        }
      }
    }

    /** Resumes after cut connections while each connection delivers bytes. */
    async function* chunks(): AsyncGenerator<Uint8Array> {
      let at = opened.start;
      let failures = 0;
      let restarts = 0;
      let changes = 0;
      for (let now = opened; ; ) {
        // The bytes that a server without range requests sends again.
        let known = at - now.start;
        try {
          for await (const chunk of checkedChunks({ ...now, total }, options)) {
            const fresh = known > 0 ? chunk.subarray(known) : chunk;
            known -= chunk.length - fresh.length;
            at += fresh.length;
            if (fresh.length > 0) {
              failures = 0;
              yield fresh;
            }
          }
          // The file is shorter than the bytes received before.
          if (known > 0) throw wrongLength("TRUNCATED", `ended after ${at - known} of`, at);
          return;
        } catch (error) {
          // The file is complete, so there's nothing to resume.
          if (at > 0 && at === total && error instanceof ConnectionError) return;
          const isLost = at > 0 && opened.validator === undefined;
          // A restart isn't progress, so new bytes don't reset its count.
          const count = isLost ? ++restarts : ++failures;
          if ((isLost && !onRestart) || !retries.hasTries(count) || !isRetryable(error)) throw error;
          await sleep(retries.delay(error, count));
          if (isLost) {
            await onRestart?.();
            at = 0;
          }
        }
        const { validator } = opened;
        now = await open(at > 0 && validator !== undefined ? { bytes: at, validator, total } : undefined);
        let isChanged = now.validator !== validator;
        if (at > 0 && (isChanged || (now.total ?? total) !== (total ?? now.total))) {
          if (!onRestart || ++changes > 1) {
            now.body.cancel().catch(() => {});
            throw changed();
          }
          // The response has the whole file, because the rest of another file isn't accepted.
          await onRestart();
          at = 0;
          isChanged = true;
        }
        // No byte was passed on yet, so this response defines the file.
        if (at === 0) opened = now;
        // The longest size of the same file counts.
        if (isChanged) total = now.total;
        else if (now.total !== undefined) total = Math.max(total ?? 0, now.total);
      }
    }

    async function* allChunks(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunks();
      } finally {
        unlink();
      }
    }

    let opened = await open(from).catch((error: unknown) => {
      unlink();
      throw error;
    });
    let { total } = opened;
    return {
      start: opened.start,
      get total() {
        return total;
      },
      get validator() {
        return opened.validator;
      },
      chunks: allChunks(),
      close() {
        stop.abort(new AbortedError("ABORTED", "The download was closed"));
        opened.body.cancel().catch(() => {});
      },
    };
  };
}

/** Waits for the work or an abort. Always throws a `CdnExportError` for an abort: a signal's reason can be anything. */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return untilAborted(work, signal).catch((error: unknown) => {
    throw signal.aborted ? abortedError("The download", signal) : error;
  });
}

function changed(): CorruptFileError {
  return new CorruptFileError("CHANGED", "The file has changed during the download", { advice: "Download it again" });
}
