// The period, domains and area of the overview. Each change is a new address.
import type { VNode } from "preact";
import type { Area, Folder } from "../../../contract.ts";
import { DAY_MS, minuteText, timeOf, timeParam } from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { hrefWith, navigate } from "../../base/route.ts";
import { DraftInput } from "../../parts/draft-input.tsx";
import { Menu } from "../../parts/menu.tsx";
import { daysOf, type Selection } from "./selection.ts";

const AREAS: Readonly<Record<Area, string>> = {
  mainland_china: say("Mainland China", "中国大陆"),
  outside_mainland_china: say("Outside mainland China", "中国大陆境外"),
  global: say("Worldwide", "全球"),
};

const PERIODS = [
  { name: say("1 day", "1 天"), days: 1 },
  { name: say("7 days", "7 天"), days: 7 },
  { name: say("30 days", "30 天"), days: 30 },
  { name: say("90 days", "90 天"), days: 90 },
];

export function Filters({ folder, selection }: { folder: Folder; selection: Selection }): VNode {
  const { from, to } = selection;
  const days = daysOf(folder) ?? { from, to };
  const domains = [...new Set(folder.data.flatMap(({ domains }) => domains))].sort();
  const areas = [...new Set(folder.data.flatMap(({ areas }) => areas))];
  const tops = folder.data.filter(({ action }) => action.startsWith("top_"));
  const hrefOf = (start: number, end: number) => hrefWith({ from: timeParam(start), to: timeParam(end) });
  return (
    <form class="filters" aria-label={say("Filters", "筛选")} onSubmit={(event) => event.preventDefault()}>
      <div class="presets">
        {PERIODS.map(({ name, days: count }) => {
          const start = Math.max(days.from, days.to - count * DAY_MS);
          const isChosen = from === start && to === days.to;
          return (
            <a key={name} class="button" aria-current={isChosen || undefined} href={hrefOf(start, days.to)}>
              {name}
            </a>
          );
        })}
        <a
          class="button"
          aria-current={(from === days.from && to === days.to) || undefined}
          href={hrefOf(days.from, days.to)}
        >
          {say("All", "全部")}
        </a>
      </div>
      <TimeInput label={say("From", "从")} value={from} onTime={(at) => navigate(hrefWith({ from: timeParam(at) }))} />
      <TimeInput label={say("To", "至")} value={to} onTime={(at) => navigate(hrefWith({ to: timeParam(at) }))} />
      <span class="zone">GMT+8</span>
      {domains.length > 0 && (
        <Menu
          label={say("Domains", "域名")}
          all={say("all", "全部")}
          options={domains.map((value) => ({ value, text: value }))}
          chosen={selection.domains}
          onChoose={(chosen) => navigate(hrefWith({ domains: chosen.join(",") }))}
        />
      )}
      {areas.length > 1 && (
        <label>
          {say("Area", "区域")}
          <select
            value={selection.area ?? "mainland_china"}
            onChange={({ currentTarget }) => navigate(hrefWith({ area: currentTarget.value }))}
          >
            {areas.map((area) => (
              <option key={area} value={area}>
                {AREAS[area]}
              </option>
            ))}
          </select>
        </label>
      )}
      {tops.length > 1 && (
        <label>
          {say("Top lists", "排行榜")}
          <select
            value={selection.top ?? ""}
            onChange={({ currentTarget }) => navigate(hrefWith({ top: currentTarget.value }))}
          >
            <option value="">{say("all", "全部")}</option>
            {tops.map(({ action, name }) => (
              <option key={action} value={action}>
                {inLanguage(name)}
              </option>
            ))}
          </select>
        </label>
      )}
    </form>
  );
}

interface TimeInputProps {
  label: string;
  value: number;
  onTime: (ms: number) => void;
}

function TimeInput({ label, value, onTime }: TimeInputProps): VNode {
  return (
    <label>
      {label}
      <DraftInput
        type="datetime-local"
        step={300}
        required
        value={minuteText(value).replace(" ", "T")}
        onChange={({ currentTarget }) => {
          const at = timeOf(currentTarget.value);
          if (at !== undefined) onTime(at);
        }}
      />
    </label>
  );
}
