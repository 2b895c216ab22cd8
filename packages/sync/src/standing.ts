// The rules that decide what a window needs next. The ledger in a file and the one of the fleet share them.
import { storedJob } from "@cdn-export/client/internal";
import type { ExportWindow } from "./plan.ts";
import type { WindowRecord } from "./record.ts";

/**
 * - `continued`: its create call is unresolved, so it comes first
 * - `waiting`: its task is known
 * - `fresh`: it needs a task
 * - `done`: its file has complete data
 * - `provisional`: its file was exported before the data were complete, and they still aren't
 * - `notYet`: it hasn't ended
 */
export type Standing = "continued" | "waiting" | "fresh" | "done" | "provisional" | "notYet";

/**
 * What a window needs next.
 *
 * @param settled - when the data of the window are complete, in milliseconds since the epoch, like `now`.
 */
export function standingOf(
  { to }: Pick<ExportWindow, "to">,
  { state, file }: WindowRecord,
  settled: number,
  now: number,
): Standing {
  const { phase = "planned" } = state ? storedJob(state) : {};
  if (phase === "submitting") return "continued";
  if (phase !== "planned") return "waiting";
  if (file && !file.provisional) return "done";
  if (file && settled > now) return "provisional";
  return to > now ? "notYet" : "fresh";
}
