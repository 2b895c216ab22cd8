// How far a job is, and the buttons that stop and resume it.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Job, Jobs } from "../../contract.ts";
import { spanText, valueText } from "../base/format.ts";
import { inLanguage, say } from "../base/language.ts";
import { putJobs, sendJob } from "../base/live.ts";
import { post, RequestFailure } from "../base/load.ts";
import { JOB_STATES, PHASE_ORDER, PHASES } from "../base/names.ts";
import { FailureText, Problem } from "./basics.tsx";

export function JobProgress({ job }: { job: Job }): VNode {
  const { state, phase, status, failure, file, warnings, startedAt, endedAt, taskId } = job;
  const step = phase === undefined ? 0 : PHASE_ORDER.indexOf(phase);
  return (
    <div class="job-progress" role="status">
      <p>
        <b class={`job-state ${state}`}>{JOB_STATES[state]}</b>
        {phase && state === "running" && ` ${PHASES[phase]}`}
        {status && ` (${status})`}
        {file && ` ${file.path}, ${valueText(file.bytes, "byte")}`}
        {startedAt !== undefined && endedAt !== undefined && (
          <span class="muted"> {spanText(endedAt - startedAt)}</span>
        )}
        {taskId && <code class="muted">{taskId}</code>}
      </p>
      {state === "running" && (
        <progress max={PHASE_ORDER.length} value={step + 0.5} aria-label={say("Progress", "进度")} />
      )}
      {failure && <FailureText of={failure} />}
      {warnings.map(({ message, field }) => (
        <p key={`${field} ${message.en}`} class="finding warning">
          {inLanguage(message)}
        </p>
      ))}
    </div>
  );
}

export function JobButtons({ job }: { job: Job }): VNode {
  const [failure, setFailure] = useState<RequestFailure | undefined>(undefined);
  const send = async (action: "stop" | "resume" | "dismiss") => {
    setFailure(undefined);
    try {
      const url = `/api/jobs/${encodeURIComponent(job.id)}/${action}`;
      if (action === "dismiss") putJobs(await post<Jobs>(url, {}));
      else await sendJob(url, {});
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
    }
  };
  return (
    <>
      <span class="actions">
        {job.canStop && (
          <button type="button" onClick={() => send("stop")}>
            {say("Stop", "停止")}
          </button>
        )}
        {job.canResume && (
          <button type="button" class="primary" onClick={() => send("resume")}>
            {say("Resume", "恢复")}
          </button>
        )}
        {job.canDismiss && (
          <button type="button" onClick={() => send("dismiss")}>
            {say("Remove", "移除")}
          </button>
        )}
      </span>
      {failure && <Problem message={failure.message} advice={failure.advice} />}
    </>
  );
}
