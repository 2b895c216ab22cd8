// The names of what jobs and windows have.
import type { Domains, Job } from "../../contract.ts";
import { countText } from "./format.ts";
import { say } from "./language.ts";

/** `a.example.com, b.example.com and 3 more` */
export function domainsText(domains: Domains): string {
  if (domains === "all") return say("all domains", "全部域名");
  const shown = domains.slice(0, 3).join(", ");
  const more = domains.length - 3;
  return more > 0 ? say(`${shown} and ${more} more`, `${shown} 等 ${domains.length} 个`) : shown;
}

/** `3 others`: what a list doesn't name. */
export function othersText(count: number): string {
  const text = countText(count);
  return say(`${text} ${count === 1 ? "other" : "others"}`, `其余 ${text} 个`);
}

export const JOB_STATES: Readonly<Record<Job["state"], string>> = {
  queued: say("queued", "排队中"),
  running: say("running", "运行中"),
  stopping: say("stopping", "正在停止"),
  stopped: say("stopped", "已停止"),
  failed: say("failed", "失败"),
  done: say("done", "完成"),
};

export const PHASES: Readonly<Record<NonNullable<Job["phase"]>, string>> = {
  checking: say("checking the query", "正在检查查询"),
  submitting: say("creating the task", "正在创建任务"),
  waiting: say("waiting for the service", "等待服务处理"),
  downloading: say("downloading the file", "正在下载文件"),
};

/** In the order in which a job has them. */
export const PHASE_ORDER: readonly NonNullable<Job["phase"]>[] = ["checking", "submitting", "waiting", "downloading"];
