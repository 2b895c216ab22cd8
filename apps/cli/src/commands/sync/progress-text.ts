// The text of the progress line while `sync` runs.
import type { ClientOptions } from "@cdn-export/client";
import type { SyncProgress } from "@cdn-export/sync";
import { secondsText, spanText } from "../../shared/format.ts";

/**
 * `3 of 14 files, 1 failed, 10 left, about 5 min: uv/2026-11-05/www.example.com and 3 more`
 *
 * @param finished - the number of files that this run has finished, in `elapsedMs`.
 */
export function filesText(progress: SyncProgress, finished: number, elapsedMs: number): string {
  const { total, done, provisional, notYet, failed, running } = progress;
  const left = total - notYet - finishedIn(progress);
  const [current, ...others] = running;
  const parts = [
    `${done + provisional} of ${total} files`,
    failed > 0 && `${failed} failed`,
    left > 0 && `${left} left`,
    left > 0 && finished > 0 && `about ${spanText((elapsedMs / finished) * left)}`,
  ].filter(Boolean);
  if (!current) return parts.join(", ");
  return `${parts.join(", ")}: ${current.id}${others.length > 0 ? ` and ${others.length} more` : ""}`;
}

/** The number of files that need nothing more in this run. */
export function finishedIn({ done, provisional, failed }: SyncProgress): number {
  return done + provisional + failed;
}

type Retry = Parameters<NonNullable<ClientOptions["onRetry"]>>[0];

/** `retry in 4.2 s: HTTP 503` */
export function retryText({ error, delayMs }: Retry): string {
  return `retry in ${secondsText(delayMs)}: ${error.message}`;
}
