// The text of the progress line for one export. terminal/progress-line.ts draws it.
import type { JobProgress } from "@cdn-export/client";
import { bytesText, dateOf, secondsText } from "./format.ts";
import type { ExportScope } from "./query.ts";

/** `top_url_detail of www.example.com, 2026-11-01 to 2026-11-08 (GMT+8)` */
export function queryText({ action, domains, from, to }: ExportScope): string {
  const names = domains === "all" ? "all domains" : domains.join(", ");
  return `${action} of ${names}, ${dateOf(from)} to ${dateOf(to)} (GMT+8)`;
}

/** `wait  processing, 4.2 s, task 0123`. The time moves between polls. */
export function jobText({ phase, status, elapsedMs, taskId }: JobProgress): () => string {
  const receivedAt = performance.now();
  const elapsed = () => secondsText(elapsedMs + performance.now() - receivedAt);
  if (phase === "planned") return () => "create  listing the account's tasks";
  if (phase === "submitting") return () => `create  request sent, looking for the new task, ${elapsed()}`;
  return () => `wait  ${status ?? "not listed yet"}, ${elapsed()}, task ${taskId}`;
}

/** `download  1.2 MB of 5.0 MB` */
export function downloadText(bytes: number, total: number | undefined): string {
  return `download  ${bytesText(bytes)}${total === undefined ? "" : ` of ${bytesText(total)}`}`;
}
