// A calendar for each action: a line for each month, a character for each day.
import { type StatedWindow, statesByDay, WINDOW_STATES, type WindowState } from "@cdn-export/sync/folder";
import { groupBy } from "@cdn-export/sync/internal";
import { say } from "../../terminal/language.ts";

const SIGNS: Readonly<Record<WindowState, string>> = {
  done: "#",
  restated: "r",
  provisional: "p",
  failed: "!",
  missing: "?",
  "not due": ".",
};

export const STATE_NAMES: Readonly<Record<WindowState, string>> = {
  done: say("done", "完整"),
  restated: say("restated after late data", "因迟到数据而更正"),
  provisional: say("provisional", "暂定"),
  failed: say("failed", "失败"),
  missing: say("missing", "缺失"),
  "not due": say("not due", "未到时间"),
};

export function calendarOf(windows: readonly StatedWindow[]): string {
  const blocks = [...groupBy(windows, ({ action }) => action)].map(([action, own]) => {
    const days = statesByDay(own);
    const months = [...new Set([...days.keys()].map((day) => day.slice(0, 7)))].sort();
    const lines = months.map((month) => {
      const signs = Array.from({ length: 31 }, (_, i) => {
        const state = days.get(`${month}-${String(i + 1).padStart(2, "0")}`);
        return state === undefined ? " " : SIGNS[state];
      });
      return `  ${month}  ${signs.join("").trimEnd()}`;
    });
    return [action, ...lines].join("\n");
  });
  const legend = [...WINDOW_STATES].reverse().map((state) => `${SIGNS[state]} ${STATE_NAMES[state]}`);
  return [...blocks, legend.join(say(", ", "，"))].join("\n\n");
}
