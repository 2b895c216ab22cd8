// The text of the progress line for one export. terminal/progress-line.ts draws it.
import type { JobProgress } from "@cdn-export/client";
import { say } from "../terminal/language.ts";
import { bytesText, dateOf, secondsText, spanText } from "./format.ts";
import type { ExportScope } from "./query.ts";

/** `top_url_detail of www.example.com, 2026-11-01 to 2026-11-08 (GMT+8)` */
export function queryText({ action, domains, from, to }: ExportScope): string {
  const names = domains === "all" ? say("all domains", "所有域名") : domains.join(", ");
  return say(
    `${action} of ${names}, ${dateOf(from)} to ${dateOf(to)} (GMT+8)`,
    `${names}${domains === "all" ? "" : " "}的 ${action}，${dateOf(from)} 至 ${dateOf(to)} (GMT+8)`,
  );
}

/**
 * `wait  processing, 4.2 s; 30 min at most, Ctrl-C stops; task 0123`. The times move between polls.
 *
 * @param until - when the job's time is up, by the monotonic clock.
 */
export function jobText({ phase, status, elapsedMs, taskId }: JobProgress, until: number): () => string {
  const receivedAt = performance.now();
  const elapsed = () => secondsText(elapsedMs + performance.now() - receivedAt);
  const limits = () => limitsText(until - performance.now());
  if (phase === "planned") return () => say("create  listing the account's tasks", "创建  正在列出账号的任务");
  if (phase === "submitting")
    return () =>
      say(
        `create  request sent, looking for the new task, ${elapsed()}; ${limits()}`,
        `创建  请求已发送，正在查找新任务，${elapsed()}；${limits()}`,
      );
  return () =>
    say(
      `wait  ${status ?? "not listed yet"}, ${elapsed()}; ${limits()}; task ${taskId}`,
      `等待  ${status ?? "尚未列出"}，${elapsed()}；${limits()}；任务 ${taskId}`,
    );
}

/** `29 min at most, Ctrl-C stops` */
export function limitsText(ms: number): string {
  const most = spanText(Math.max(0, ms));
  return say(`${most} at most, Ctrl-C stops`, `最多 ${most}，按 Ctrl-C 停止`);
}

/** `download  1.2 MB of 5.0 MB` */
export function downloadText(bytes: number, total: number | undefined): string {
  const done = bytesText(bytes);
  if (total === undefined) return `${say("download", "下载")}  ${done}`;
  return say(`download  ${done} of ${bytesText(total)}`, `下载  ${done}，共 ${bytesText(total)}`);
}
