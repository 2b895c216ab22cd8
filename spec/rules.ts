// What a schema cannot say about a create request, as pure functions over the wire body.
// An "error" is documented for this call; a "warning" is documented only for its neighbours, or costs data, not an answer.

/** A broken rule, in words. */
export interface Finding {
  rule: string;
  severity: "error" | "warning";
  /** The wire field that the finding is about. */
  field: keyof ExportPeriod | "domain_name" | "country" | "province" | "isp";
  /** What was sent in it: of a list, the one entry that the finding is about. */
  value?: string | number;
  /** One line. It names no field of the wire, and shows values as they were sent. */
  message: string;
  evidence: string;
}

/** The fields of the wire body that the rules read. Times are milliseconds since the epoch, the interval is seconds. */
export interface ExportPeriod {
  action?: string;
  start_time?: number;
  end_time?: number;
  interval?: number;
}

/** A rule that a schema cannot express. */
export interface Rule extends Omit<Finding, "field" | "value" | "message"> {
  field: keyof ExportPeriod;
  /** The rule in words, for the reference. */
  says: string;
  /** The message when the rule is broken. `now` is the server's time in milliseconds. */
  check(request: ExportPeriod, now: number): string | undefined;
}

/** Every rule that the request breaks, errors first. */
export function checkRules(request: ExportPeriod, now: number): Finding[] {
  return rules.flatMap(({ check, says: _, ...rule }) => {
    const message = check(request, now);
    const value = request[rule.field];
    return message === undefined ? [] : [{ ...rule, ...(value !== undefined && { value }), message }];
  });
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The service counts days in GMT+8, which has no daylight saving time. */
const GMT8_MS = 8 * HOUR_MS;
const TOP_LIST = /^top_/;
/** Neighbouring calls say of these that times are 00:00 (GMT+8) stamps. */
export const WHOLE_DAYS: readonly string[] = ["top_url_detail", "top_referer_detail", "top_path_detail"];

/** Every rule, in the order in which findings of one severity are reported. */
export const rules: readonly Rule[] = [
  {
    rule: "start-before-end",
    says: "The period begins before it ends.",
    severity: "error",
    field: "start_time",
    evidence: "documented (ErrorCode, no date, CDN.0202)",
    check: ({ start_time, end_time }) =>
      start_time !== undefined && end_time !== undefined && start_time >= end_time
        ? `the period must begin before it ends: ${time(start_time)} is not before ${time(end_time)}${
            start_time === end_time ? "; for one day, end at the start of the next day" : ""
          }`
        : undefined,
  },
  {
    rule: "interval-beyond-90-days",
    says: "A period of more than 90 days takes interval 3600 only.",
    severity: "error",
    field: "interval",
    evidence: "documented (CreateExportTask, 2026-09-28)",
    check: ({ interval, ...period }) =>
      interval !== undefined && interval !== 3600 && span(period) > 90 * DAY_MS
        ? `a period of more than 90 days takes interval 3600 only, not ${interval}`
        : undefined,
  },
  {
    rule: "both-ends",
    says: "Start and end are given together.",
    severity: "warning",
    field: "end_time",
    evidence: "documented for the query APIs",
    check: ({ start_time, end_time }) =>
      (start_time === undefined) !== (end_time === undefined)
        ? "start and end belong together: the query APIs refuse one without the other"
        : undefined,
  },
  {
    rule: "aligned",
    says: "Both ends lie on a point: whole five minutes, whole hours with interval 3600, 00:00 (GMT+8) for top URLs, referers and paths.",
    severity: "warning",
    field: "start_time",
    evidence: "documented for the query APIs (misaligned periods give other data than expected)",
    check: ({ action, interval, start_time, end_time }) => {
      const days = WHOLE_DAYS.includes(action ?? "");
      const step = days ? DAY_MS : (interval ?? 300) * 1000;
      const off = [start_time, end_time].find((at) => at !== undefined && (at + (days ? GMT8_MS : 0)) % step !== 0);
      if (off === undefined) return undefined;
      const whole = days ? "at 00:00 (GMT+8)" : step === HOUR_MS ? "on a whole hour" : "on whole five minutes";
      return `${time(off)} does not lie ${whole}: the data may differ from what you expect`;
    },
  },
  {
    rule: "span-31-days",
    says: "A period is at most 31 days long.",
    severity: "warning",
    field: "end_time",
    evidence: "documented for the query APIs",
    check: (period) =>
      span(period) > 31 * DAY_MS ? "the query APIs refuse periods of more than 31 days; this call may too" : undefined,
  },
  {
    rule: "kept-90-days",
    says: "A period begins at most 90 days ago.",
    severity: "warning",
    field: "start_time",
    evidence: "documented for the query APIs",
    check: ({ start_time }, now) =>
      start_time !== undefined && start_time < now - 90 * DAY_MS
        ? `statistics are kept for 90 days: data from ${time(start_time)} may be missing`
        : undefined,
  },
  {
    rule: "settled",
    says: "The data are complete: top lists at 12:00 (GMT+8) on the next day, other statistics an hour after the end.",
    severity: "warning",
    field: "end_time",
    evidence: "documented (FAQ, 2023-11-30, top URLs; console help, hourly refresh)",
    check: ({ action, end_time }, now) => {
      if (end_time === undefined) return undefined;
      const settled = settledAt(action, end_time);
      return settled > now ? `the data of this period are complete from ${time(settled)} on` : undefined;
    },
  },
];

/**
 * When the data of a period that ends at `end` are complete: top lists at 12:00 (GMT+8) on the day after its last day,
 * other statistics about an hour after its end. Milliseconds since the epoch.
 */
export function settledAt(action: string | undefined, end: number): number {
  if (!TOP_LIST.test(action ?? "")) return end + HOUR_MS;
  const lastDay = Math.floor((end - 1 + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  return lastDay + DAY_MS + 12 * HOUR_MS;
}

function span({ start_time, end_time }: ExportPeriod): number {
  return start_time === undefined || end_time === undefined ? 0 : end_time - start_time;
}

/** A time as people in GMT+8 read it, as finely as it needs; a number that is no time stays a number. */
function time(ms: number): string {
  const date = new Date(ms + GMT8_MS);
  if (Number.isNaN(date.getTime())) return String(ms);
  const length = "2026-11-01T00:00:00.000".length - (ms % 60_000 === 0 ? ":00.000".length : 0);
  return `${date.toISOString().slice(0, length).replace("T", " ")} (GMT+8)`;
}
