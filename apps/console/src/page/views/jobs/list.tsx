// The exports that run, and those that have ended.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Exchange, Folder } from "../../../contract.ts";
import { periodText } from "../../base/format.ts";
import { inLanguage, say, titleOf } from "../../base/language.ts";
import { useLive } from "../../base/live.ts";
import { RequestFailure, request } from "../../base/load.ts";
import { domainsText } from "../../base/names.ts";
import { Card, Problem } from "../../parts/basics.tsx";
import { ExchangeText } from "../../parts/exchange.tsx";
import { JobButtons, JobProgress } from "../../parts/job-progress.tsx";
import { Marked } from "../../parts/marked.tsx";

export function JobList({ folder }: { folder: Folder }): VNode {
  const { jobs } = useLive();
  return (
    <>
      {folder.jobsOff && (
        <p class="notice">
          <Marked text={inLanguage(folder.jobsOff)} />
        </p>
      )}
      <Card
        title={say("Exports", "导出")}
        tools={
          folder.jobsOff ? null : (
            <a class="button primary" href="/jobs/new">
              {say("New export", "新建导出")}
            </a>
          )
        }
      >
        {jobs.length === 0 ? (
          <p class="note">{say("No exports are running, and none has failed.", "没有正在运行或失败的导出。")}</p>
        ) : (
          <ul class="jobs">
            {jobs.map((job) => (
              <li key={job.id}>
                <div class="job-head">
                  <a href={`/jobs/${encodeURIComponent(job.id)}`}>
                    <b>{titleOf(job.name)}</b> {domainsText(job.domains)}
                  </a>
                  <span class="muted">{periodText(job.from, job.to)}</span>
                  <JobButtons job={job} />
                </div>
                <JobProgress job={job} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {!folder.jobsOff && <Tasks />}
    </>
  );
}

/** One call that lists the tasks of the account. */
function Tasks(): VNode {
  const [exchange, setExchange] = useState<Exchange | undefined>(undefined);
  const [failure, setFailure] = useState<RequestFailure | undefined>(undefined);
  const [isAsking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    setFailure(undefined);
    try {
      setExchange(await request<Exchange>("/api/tasks"));
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Card
      title={say("Tasks of the service", "服务上的任务")}
      tools={
        <button type="button" disabled={isAsking} onClick={ask}>
          {say("List tasks", "列出任务")}
        </button>
      }
    >
      {failure && <Problem message={failure.message} advice={failure.advice} />}
      {exchange ? (
        <ExchangeText exchange={exchange} isOpen />
      ) : (
        <p class="note">{say("Sends one call and shows it with its response.", "发送一次调用，并显示请求和响应。")}</p>
      )}
    </Card>
  );
}
