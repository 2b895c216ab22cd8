// The text of the progress line while `sync` runs.
import type { ClientOptions } from "@cdn-export/client";
import type { SyncProgress } from "@cdn-export/sync";
import { secondsText } from "../../shared/format.ts";

/** `3 of 14 files, 1 failed` */
export function filesText({ total, done, provisional, failed }: SyncProgress): string {
  return `${done + provisional} of ${total} files${failed > 0 ? `, ${failed} failed` : ""}`;
}

type Retry = Parameters<NonNullable<ClientOptions["onRetry"]>>[0];

/** `retry in 4.2 s: HTTP 503` */
export function retryText({ error, delayMs }: Retry): string {
  return `retry in ${secondsText(delayMs)}: ${error.message}`;
}
