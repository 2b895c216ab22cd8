// Which days the folder has. A click exports a day that it lacks.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { CalendarDay, CalendarWindow, Completeness, Folder } from "../../contract.ts";
import { dayText, timeOf, timeParam } from "../base/format.ts";
import { say, titleOf } from "../base/language.ts";
import { sendJob, useLive } from "../base/live.ts";
import { RequestFailure, useData } from "../base/load.ts";
import { hrefWith, navigate } from "../base/route.ts";
import { Card, CsvLink, Problem, Ready } from "../parts/basics.tsx";
import { DraftInput } from "../parts/draft-input.tsx";
import { DayPanel } from "./completeness/day-panel.tsx";
import { HeatMap } from "./completeness/heat-map.tsx";
import { canExport, STATE_NAMES, STATES } from "./completeness/states.ts";

interface CompletenessProps {
  folder: Folder;
  params: URLSearchParams;
}

export function CompletenessView({ folder, params }: CompletenessProps): VNode {
  const { version, jobs } = useLive();
  const [from, to] = [timeOf(params.get("from") ?? ""), timeOf(params.get("to") ?? "")];
  const period = [from && `from=${from}`, to && `to=${to}`].filter(Boolean).join("&");
  // The state of a window changes with its job.
  const ended = jobs.filter(({ state }) => state !== "running" && state !== "stopping").length;
  const loaded = useData<Completeness>(`/api/completeness?${period}`, version * 1000 + ended);
  return (
    <Ready of={loaded}>
      {(data) => <Calendars data={data} folder={folder} params={params} csv={`/api/completeness.csv?${period}`} />}
    </Ready>
  );
}

function Calendars({ data, folder, params, csv }: CompletenessProps & { data: Completeness; csv: string }): VNode {
  const [failure, setFailure] = useState<RequestFailure | undefined>(undefined);
  const [action, day] = [params.get("action"), params.get("day")];
  const calendar = data.actions.find((one) => one.action === action);
  const chosen = calendar?.days.find((one) => one.day === day);
  const start = async (window: CalendarWindow) => {
    setFailure(undefined);
    try {
      await sendJob("/api/jobs", { window: window.id });
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
    }
  };
  const choose = (action: string, one: CalendarDay) => {
    navigate(hrefWith({ action, day: one.day }), { replace: true });
    if (folder.jobsOff) return;
    for (const window of one.windows) if (canExport(window)) void start(window);
  };
  const panel = calendar && chosen && (
    <DayPanel
      name={titleOf(calendar.name)}
      day={chosen}
      jobsOff={folder.jobsOff}
      onExport={start}
      failure={failure && <Problem message={failure.message} advice={failure.advice} />}
    />
  );
  return (
    <>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <DayInput label={say("From", "从")} value={data.from} name="from" />
        <DayInput label={say("To", "至")} value={data.to} name="to" />
        <span class="zone">GMT+8</span>
        <p class="states">
          {STATES.map((state) => (
            <span key={state}>
              <i class={`cell ${state.replace(" ", "-")}`} />
              {STATE_NAMES[state]} <b>{data.counts[state] ?? 0}</b>
            </span>
          ))}
        </p>
      </form>
      {data.actions.length === 0 && (
        <div class="empty">
          <h2>{say("No exports yet", "还没有导出")}</h2>
          <p>
            {say(
              "The calendar shows the windows that the folder's ledger knows. Export a day to start it.",
              "日历显示文件夹账本中的时间段。导出一天的数据即可开始。",
            )}
          </p>
        </div>
      )}
      {data.actions.length > 0 && (
        <Card
          title={
            data.lastCompleteDay
              ? say(`Complete up to ${data.lastCompleteDay}`, `完整至 ${data.lastCompleteDay}`)
              : say("No complete day", "没有完整的日期")
          }
          tools={<CsvLink href={csv} />}
        >
          <div class="calendars">
            {data.actions.map((one) => (
              <HeatMap
                key={one.action}
                calendar={one}
                chosen={one.action === action ? (day ?? undefined) : undefined}
                canStart={folder.jobsOff === undefined}
                onChoose={(chosen) => choose(one.action, chosen)}
              >
                {one === calendar && panel}
              </HeatMap>
            ))}
          </div>
        </Card>
      )}
    </>
  );
}

function DayInput({ label, value, name }: { label: string; value: number; name: string }): VNode {
  return (
    <label>
      {label}
      <DraftInput
        type="date"
        required
        value={dayText(value)}
        onChange={({ currentTarget }) => {
          const at = timeOf(currentTarget.value);
          if (at !== undefined) navigate(hrefWith({ [name]: timeParam(at) }));
        }}
      />
    </label>
  );
}
