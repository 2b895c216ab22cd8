// The calendar of one statistic: a column for each week, a row for each day of the week.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ActionCalendar, CalendarDay } from "../../../contract.ts";
import { DAY_MS, timeOf } from "../../base/format.ts";
import { inLanguage, language, say, titleOf } from "../../base/language.ts";
import { canExport, STATE_NAMES } from "./states.ts";

interface HeatMapProps {
  calendar: ActionCalendar;
  /** The day whose windows are shown. */
  chosen: string | undefined;
  canStart: boolean;
  onChoose: (day: CalendarDay) => void;
  /** What is below the calendar. */
  children: ComponentChildren;
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return ((timeOf(day) ?? 0) / DAY_MS + 1 / 3 + 3) % 7;
}

const WEEKDAYS = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
const MONTHS = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
/** 2024-01-01 was a Monday. */
const weekdayName = (index: number) => WEEKDAYS.format(Date.UTC(2024, 0, 1 + index));

export function HeatMap({ calendar, chosen, canStart, onChoose, children }: HeatMapProps): VNode {
  const weeks = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  // Where the calendar is wider than the screen, the newest days come first.
  useEffect(() => weeks.current?.scrollTo({ left: weeks.current.scrollWidth }), []);
  const { days } = calendar;
  const offset = Math.round(weekdayOf(days[0]?.day ?? "2024-01-01"));
  const name = titleOf(calendar.name);
  const focusable = chosen ?? days.at(-1)?.day;
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    if (index < 0 || step === undefined) return;
    event.preventDefault();
    buttons[Math.min(Math.max(index + step, 0), buttons.length - 1)]?.focus();
  };
  return (
    <section class="calendar" aria-label={name}>
      <h3>
        {name} <code>{calendar.action}</code>
      </h3>
      <div ref={weeks} class="weeks">
        <div class="weekdays" aria-hidden="true">
          {[0, 2, 4].map((index) => (
            <span key={index} style={{ gridRow: index + 2 }}>
              {weekdayName(index)}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons take the focus; it only moves it between them. */}
        <div ref={grid} class="days" onKeyDown={onKeyDown}>
          {monthsOf(days, offset).map(({ name, column }) => (
            <span key={name} class="month" style={{ gridColumn: `${column} / span 4`, gridRow: 1 }}>
              {name}
            </span>
          ))}
          {days.map((day, i) => (
            <Day
              key={day.day}
              day={day}
              place={{ gridColumn: Math.floor((i + offset) / 7) + 1, gridRow: ((i + offset) % 7) + 2 }}
              isChosen={day.day === chosen}
              isFocusable={day.day === focusable}
              canStart={canStart}
              onChoose={() => onChoose(day)}
            />
          ))}
        </div>
      </div>
      {children}
    </section>
  );
}

interface DayProps {
  day: CalendarDay;
  place: { gridColumn: number; gridRow: number };
  isChosen: boolean;
  isFocusable: boolean;
  canStart: boolean;
  onChoose: () => void;
}

function Day({ day, place, isChosen, isFocusable, canStart, onChoose }: DayProps): VNode {
  const isRunning = day.windows.some(({ job }) => job !== undefined);
  const starts = canStart && day.windows.some(canExport);
  const reason = day.windows.find(({ why }) => why)?.why;
  const text = [
    `${day.day}: ${isRunning ? say("exporting", "正在导出") : STATE_NAMES[day.state]}`,
    reason && inLanguage(reason),
    starts && say("Click to export it.", "点击导出。"),
  ]
    .filter(Boolean)
    .join(say(". ", "。"));
  return (
    <button
      type="button"
      class={`cell ${day.state.replace(" ", "-")} ${isRunning ? "running" : ""}`}
      style={place}
      title={text}
      aria-label={text}
      aria-pressed={isChosen}
      tabIndex={isFocusable ? 0 : -1}
      onClick={onChoose}
    />
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -7,
  ArrowRight: 7,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The columns in which months begin. */
function monthsOf(days: readonly CalendarDay[], offset: number): { name: string; column: number }[] {
  return days.flatMap(({ day }, i) => {
    const isFirst = day.endsWith("-01") || (i === 0 && Number(day.slice(8)) < 22);
    const name = MONTHS.format(Date.parse(`${day}T00:00:00Z`));
    return isFirst ? [{ name, column: Math.floor((i + offset) / 7) + 1 }] : [];
  });
}
