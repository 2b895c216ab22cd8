// The calendar of a folder, as `cdn-export status` has it.
import { settledAt } from "@cdn-export/api/rules";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { ExportWindow } from "@cdn-export/sync";
import {
  lastCompleteDay,
  type StatedWindow,
  statesByDay,
  WINDOW_STATES,
  type WindowState,
  windowStates,
} from "@cdn-export/sync/folder";
import type { ActionCalendar, CalendarWindow, Completeness, Text } from "../../contract.ts";
import { nameOf } from "../action-name.ts";
import type { DamageCheck } from "../data/damage-cache.ts";
import { windowOf } from "../jobs/window-of.ts";
import { failureOf } from "../texts.ts";
import type { ViewContext } from "./context.ts";
import { periodOf } from "./query.ts";
import { noData } from "./selection.ts";

export interface CompletenessContext extends ViewContext {
  folder: string;
  damageOf: DamageCheck;
  /** The ID of the job that exports a window at the moment. */
  jobOf: (window: string) => string | undefined;
  /** Learns the windows that the calendar shows, so that a job can be started by their IDs. */
  onWindows: (windows: readonly ExportWindow[]) => void;
}

export async function completenessOf(params: URLSearchParams, context: CompletenessContext): Promise<Completeness> {
  const { data, folder, damageOf, now, onWindows } = context;
  const at = now();
  const starts = [...data.records().values()].flatMap(({ query }) => (query ? [Number(query.from)] : []));
  if (starts.length === 0) throw noData();
  const first = starts.reduce((a, b) => Math.min(a, b));
  const period = periodOf(params, { from: first, to: Math.max(first, midnightAfter(at)) });
  const expected = await windowStates(folder, data.records(), { until: period.to, now: at, damageOf });
  const windows = expected.filter(({ from, to }) => from < period.to && to > period.from);
  const shown: [stated: StatedWindow, window: ExportWindow][] = windows.map((stated) => [stated, windowOf(stated)]);
  onWindows(shown.map(([, window]) => window));
  const counts = WINDOW_STATES.map((state) => [state, windows.filter((one) => one.state === state).length]);
  const last = lastCompleteDay(windows);
  const actions = [...new Set(windows.map(({ action }) => action))];
  return {
    at,
    ...period,
    counts: Object.fromEntries(counts) as Record<WindowState, number>,
    ...(last !== undefined && { lastCompleteDay: last }),
    actions: await Promise.all(
      actions.map((action) =>
        calendarOf(
          action,
          shown.filter(([one]) => one.action === action),
          context,
        ),
      ),
    ),
  };
}

async function calendarOf(
  action: StatedWindow["action"],
  windows: readonly [StatedWindow, ExportWindow][],
  context: CompletenessContext,
): Promise<ActionCalendar> {
  const states = statesByDay(windows.map(([stated]) => stated));
  const shown = windows.map(([stated, { id }]) => shownWindow(stated, id, context));
  const byDay = new Map<string, CalendarWindow[]>([...states.keys()].map((day) => [day, []]));
  for (const window of shown)
    for (let ms = window.from; ms < window.to; ms += DAY_MS) byDay.get(dayOf(ms))?.push(window);
  const days = [...states].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    action,
    name: nameOf(action),
    days: days.map(([day, state]) => ({ day, state, windows: byDay.get(day) ?? [] })),
  };
}

function shownWindow(stated: StatedWindow, id: string, context: CompletenessContext): CalendarWindow {
  const { domains, from, to, state, bytes, action } = stated;
  const job = context.jobOf(id);
  const isWaiting = state === "not due" || state === "provisional";
  return {
    id,
    domains,
    from,
    to,
    state,
    bytes,
    ...reasonOf(stated),
    ...(isWaiting && { completeAt: settledAt(action, to) }),
    ...(job !== undefined && { job }),
  };
}

const AGAIN: Text = { en: "Export it again: the new file replaces the old one", zh: "请重新导出，新文件会替换旧文件" };

const DAMAGE: Readonly<Record<string, Text>> = {
  "no file": { en: "Its file isn't there any more", zh: "它的文件已不存在" },
  "other size": { en: "Its file has another size than when it was saved", zh: "它的文件大小与保存时不同" },
  "other content": { en: "Its file has changed since it was saved", zh: "它的文件在保存之后被改动过" },
};

function reasonOf({ state, why, code }: StatedWindow): { why?: Text; advice?: Text } {
  if (state === "failed") {
    const { message, advice } = failureOf(Object.assign(new Error(why), { code }));
    return { why: message, advice: advice ?? { en: "Export it again", zh: "请重新导出" } };
  }
  if (state === "missing" && why !== undefined) return { why: DAMAGE[why] ?? { en: why, zh: why }, advice: AGAIN };
  if (state === "missing")
    return { why: { en: "It was never exported", zh: "尚未导出" }, advice: { en: "Export it", zh: "请导出" } };
  if (state === "provisional")
    return {
      why: { en: "It was exported before its data was complete", zh: "导出时数据尚不完整" },
      advice: { en: "Export it again once the data is complete", zh: "数据完整后请重新导出" },
    };
  if (state === "not due")
    return {
      why: { en: "Its data isn't complete yet", zh: "数据尚不完整" },
      advice: { en: "Wait, or export it provisionally", zh: "请等待，或先导出暂定数据" },
    };
  return {};
}

function midnightAfter(ms: number): number {
  return Math.ceil((ms + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
}

function dayOf(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10);
}
