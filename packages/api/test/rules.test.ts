import { describe, expect, it } from "vitest";
import { checkRules, settledAt } from "../../../spec/rules.ts";
import type { ExportTaskRequest } from "../generated/types.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const at = (text: string) => Date.parse(`${text}+08:00`);
const broken = (request: ExportTaskRequest, now = NOON) =>
  checkRules(request, now).map(({ rule, severity }) => `${severity} ${rule}`);

describe("the rules", () => {
  it("accept an ordinary request, and an empty one", () => {
    expect(
      broken({ action: "reports_detail", start_time: NOON - 2 * DAY, end_time: NOON - DAY, interval: 3600 }),
    ).toEqual([]);
    expect(broken({})).toEqual([]);
  });

  it("refuse a period that doesn't start before its end", () => {
    expect(broken({ start_time: NOON - DAY, end_time: NOON - DAY })).toEqual(["error start-before-end"]);
    expect(broken({ start_time: NOON - DAY, end_time: NOON - 2 * DAY })).toEqual(["error start-before-end"]);
  });

  it("refuse five-minute data for more than 90 days, but not for exactly 90", () => {
    const end_time = NOON - DAY;
    expect(broken({ start_time: end_time - 90 * DAY - HOUR, end_time, interval: 300 })).toContain(
      "error interval-beyond-90-days",
    );
    expect(broken({ start_time: end_time - 90 * DAY - HOUR, end_time, interval: 3600 })).not.toContain(
      "error interval-beyond-90-days",
    );
    expect(broken({ start_time: end_time - 90 * DAY, end_time, interval: 300 })).not.toContain(
      "error interval-beyond-90-days",
    );
  });

  it("warn about requests that the query APIs refuse", () => {
    expect(broken({ start_time: NOON - DAY })).toEqual(["warning both-ends"]);
    expect(broken({ start_time: NOON - 32 * DAY - DAY, end_time: NOON - DAY })).toEqual(["warning span-31-days"]);
    expect(broken({ start_time: NOON - 91 * DAY, end_time: NOON - 90 * DAY })).toEqual(["warning kept-90-days"]);
  });

  it("warn about times between data points, and for top lists about times other than 00:00 in GMT+8", () => {
    expect(broken({ start_time: NOON - DAY + 1, end_time: NOON - HOUR })).toEqual(["warning aligned"]);
    expect(broken({ start_time: NOON - DAY + 300_000, end_time: NOON - HOUR, interval: 3600 })).toEqual([
      "warning aligned",
    ]);
    const [start_time, end_time] = [at("2026-11-20T00:00"), at("2026-11-21T00:00")];
    expect(broken({ action: "top_url_detail", start_time, end_time })).toEqual([]);
    expect(broken({ action: "top_url_detail", start_time: start_time + HOUR, end_time })).toEqual(["warning aligned"]);
  });

  it("warn until the data is complete", () => {
    expect(settledAt("top_url_detail", at("2026-11-24T00:00"))).toBe(at("2026-11-24T12:00"));
    expect(settledAt("top_url_detail", at("2026-11-24T00:00") + 1)).toBe(at("2026-11-25T12:00"));
    expect(settledAt("reports_detail", at("2026-11-24T00:00"))).toBe(at("2026-11-24T01:00"));
    expect(broken({ start_time: NOON - DAY, end_time: NOON })).toEqual(["warning settled"]);
    expect(broken({ start_time: NOON - DAY, end_time: NOON }, NOON + HOUR)).toEqual([]);
  });

  it("format times in GMT+8", () => {
    const [finding] = checkRules({ start_time: at("2026-11-02T00:00"), end_time: at("2026-11-01T00:00") }, NOON);
    expect(finding?.message).toBe(
      "the period must begin before it ends: 2026-11-02 00:00 (GMT+8) is not before 2026-11-01 00:00 (GMT+8)",
    );
  });
});
