// A calendar for each action: a line for each month, a character for each day.
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import { say } from "../../terminal/language.ts";
import { groupBy, STATES, type State, type Window } from "./windows.ts";

const SIGNS: Readonly<Record<State, string>> = {
  done: "#",
  restated: "r",
  provisional: "p",
  failed: "!",
  missing: "?",
  "not due": ".",
};

export const STATE_NAMES: Readonly<Record<State, string>> = {
  done: say("done", "完整"),
  restated: say("restated after late data", "因迟到数据而更正"),
  provisional: say("provisional", "暂定"),
  failed: say("failed", "失败"),
  missing: say("missing", "缺失"),
  "not due": say("not due", "未到时间"),
};

/** The GMT+8 day of a time. */
export function dayOf(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 10);
}

/** The worst state of each day's windows. */
export function statesByDay(windows: readonly Window[]): Map<string, State> {
  const days = new Map<string, State>();
  for (const { from, to, state } of windows)
    for (let ms = from; ms < to; ms += DAY_MS) {
      const day = dayOf(ms);
      const known = days.get(day);
      if (known === undefined || STATES.indexOf(state) < STATES.indexOf(known)) days.set(day, state);
    }
  return days;
}

export function calendarOf(windows: readonly Window[]): string {
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
  const legend = [...STATES].reverse().map((state) => `${SIGNS[state]} ${STATE_NAMES[state]}`);
  return [...blocks, legend.join(say(", ", "，"))].join("\n\n");
}
