// The windows of one day: what is wrong with each, and its export.
import type { ComponentChildren, VNode } from "preact";
import type { CalendarDay, CalendarWindow, Job, Text } from "../../../contract.ts";
import { minuteText, periodText, valueText } from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { useLive } from "../../base/live.ts";
import { domainsText } from "../../base/names.ts";
import { JobProgress } from "../../parts/job-progress.tsx";
import { Marked } from "../../parts/marked.tsx";
import { canExport, STATE_NAMES } from "./states.ts";

interface DayPanelProps {
  name: string;
  day: CalendarDay;
  jobsOff: Text | undefined;
  onExport: (window: CalendarWindow) => void;
  failure: ComponentChildren;
}

export function DayPanel({ name, day, jobsOff, onExport, failure }: DayPanelProps): VNode {
  const { jobs } = useLive();
  const jobOf = ({ id, job }: CalendarWindow) =>
    jobs.find((one) => one.id === job) ?? jobs.find(({ window }) => id !== undefined && window === id);
  return (
    <div class="day-panel" aria-live="polite">
      <h4>
        {name}, {day.day}
      </h4>
      {failure}
      {jobsOff && (
        <p class="note">
          <Marked text={inLanguage(jobsOff)} />
        </p>
      )}
      <ul>
        {day.windows.map((window) => (
          <WindowLine
            key={`${window.from} ${domainsText(window.domains)}`}
            window={window}
            job={jobOf(window)}
            onExport={jobsOff ? undefined : onExport}
          />
        ))}
      </ul>
    </div>
  );
}

interface WindowLineProps {
  window: CalendarWindow;
  job: Job | undefined;
  onExport: ((window: CalendarWindow) => void) | undefined;
}

function WindowLine({ window, job, onExport }: WindowLineProps): VNode {
  const { from, to, domains, state, bytes, why, advice, completeAt, id } = window;
  const isActive = job && (job.state === "queued" || job.state === "running" || job.state === "stopping");
  return (
    <li>
      <p>
        <i class={`cell ${state.replace(" ", "-")}`} /> <b>{STATE_NAMES[state]}</b> {domainsText(domains)},{" "}
        {periodText(from, to)}
        {bytes > 0 && `, ${valueText(bytes, "byte")}`}
      </p>
      {why && <p>{inLanguage(why)}</p>}
      {advice && (
        <p class="advice">
          <Marked text={inLanguage(advice)} />
        </p>
      )}
      {completeAt !== undefined && (
        <p class="advice">
          {say(
            `Its data is complete at ${minuteText(completeAt)} (GMT+8).`,
            `数据在 ${minuteText(completeAt)} (GMT+8) 完整。`,
          )}
        </p>
      )}
      {job && <JobProgress job={job} />}
      <p class="actions">
        {onExport && canExport(window) && !isActive && (
          <button type="button" class="primary" onClick={() => onExport(window)}>
            {say("Export", "导出")}
          </button>
        )}
        {id !== undefined && bytes > 0 && (
          <a class="button" href={`/jobs/files/${encodeURIComponent(id)}`}>
            {say("Rows", "查看数据行")}
          </a>
        )}
        {job && (
          <a class="button" href={`/jobs/${encodeURIComponent(job.id)}`}>
            {say("Calls", "查看调用")}
          </a>
        )}
      </p>
    </li>
  );
}
