// The states of days and windows.
import type { CalendarWindow, WindowState } from "../../../contract.ts";
import { say } from "../../base/language.ts";

/** From good to bad. */
export const STATES: readonly WindowState[] = ["done", "restated", "not due", "provisional", "missing", "failed"];

export const STATE_NAMES: Readonly<Record<WindowState, string>> = {
  done: say("done", "完整"),
  restated: say("restated after late data", "因迟到数据而更正"),
  "not due": say("not due", "未到时间"),
  provisional: say("provisional", "暂定"),
  missing: say("missing", "缺失"),
  failed: say("failed", "失败"),
};

/** Whether a click on its day exports it. */
export function canExport({ id, state, job }: CalendarWindow): boolean {
  return (
    id !== undefined && job === undefined && (state === "missing" || state === "failed" || state === "provisional")
  );
}
