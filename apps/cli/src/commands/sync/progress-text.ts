// The text of the progress line while `sync` runs.

import type { ClientOptions } from "@cdn-export/client";
import type { SyncProgress } from "@cdn-export/sync";
import { secondsText, spanText } from "../../shared/format.ts";
import { say } from "../../terminal/language.ts";
import { translated } from "../../terminal/translate.ts";

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
    say(`${done + provisional} of ${total} files`, `${done + provisional}/${total} 个文件`),
    failed > 0 && say(`${failed} failed`, `${failed} 个失败`),
    left > 0 && say(`${left} left`, `剩余 ${left} 个`),
    left > 0 && finished > 0 && say("about ", "约 ") + spanText((elapsedMs / finished) * left),
  ].filter(Boolean);
  const counts = parts.join(say(", ", "，"));
  if (!current) return counts;
  const more = others.length > 0 ? say(` and ${others.length} more`, ` 等 ${others.length + 1} 个`) : "";
  return `${counts}${say(": ", "：")}${current.id}${more}`;
}

/** The number of files that need nothing more in this run. */
export function finishedIn({ done, provisional, failed }: SyncProgress): number {
  return done + provisional + failed;
}

type Retry = Parameters<NonNullable<ClientOptions["onRetry"]>>[0];

/** `retry in 4.2 s: HTTP 503` */
export function retryText({ error, delayMs }: Retry): string {
  return say(
    `retry in ${secondsText(delayMs)}: ${error.message}`,
    `${secondsText(delayMs)}后重试：${translated(error.message)}`,
  );
}
