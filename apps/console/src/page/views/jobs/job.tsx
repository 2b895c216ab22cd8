// One export: its state and its calls to the API.
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { JobDetail } from "../../../contract.ts";
import { periodText } from "../../base/format.ts";
import { say, titleOf } from "../../base/language.ts";
import { useLive } from "../../base/live.ts";
import { useData } from "../../base/load.ts";
import { domainsText } from "../../base/names.ts";
import { Card, Ready } from "../../parts/basics.tsx";
import { Code } from "../../parts/code.tsx";
import { ExchangeText } from "../../parts/exchange.tsx";
import { JobButtons, JobProgress } from "../../parts/job-progress.tsx";
import { RowsTable } from "./rows-table.tsx";

export function JobView({ id }: { id: string }): VNode {
  const { jobs } = useLive();
  const live = jobs.find((job) => job.id === id);
  const version = useVersion(live);
  const loaded = useData<JobDetail>(`/api/jobs/${encodeURIComponent(id)}`, version);
  return (
    <Ready of={loaded}>
      {({ job: known, exchanges }) => {
        const job = live ?? known;
        return (
          <>
            <Card title={titleOf(job.name)} tools={<JobButtons job={job} />}>
              <p>
                {domainsText(job.domains)}, {periodText(job.from, job.to)} (GMT+8)
              </p>
              <JobProgress job={job} />
            </Card>
            {job.state === "done" && (
              <Card
                title={say("Rows", "数据行")}
                tools={
                  <a class="button" href={`/overview`}>
                    {say("Show in the overview", "在概览中显示")}
                  </a>
                }
              >
                <RowsTable id={job.window} />
              </Card>
            )}
            <Card title={say("Calls to the API", "API 调用")}>
              <Code
                label={say("Body of the create call", "创建调用的请求体")}
                text={JSON.stringify(job.body, null, 2)}
              />
              {exchanges.length === 0 && <p class="note">{say("No call yet.", "还没有调用。")}</p>}
              {exchanges.map((exchange) => (
                <ExchangeText key={`${exchange.at} ${exchange.method}`} exchange={exchange} />
              ))}
            </Card>
          </>
        );
      }}
    </Ready>
  );
}

/** A number that changes whenever the job does. */
function useVersion(job: unknown): number {
  const versions = useRef({ job, count: 0 });
  if (versions.current.job !== job) versions.current = { job, count: versions.current.count + 1 };
  return versions.current.count;
}
