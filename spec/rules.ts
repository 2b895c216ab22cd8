// Rules for create requests that a schema can't express, as pure functions over the wire body.
// An "error" is documented for this call. A "warning" is documented only for similar calls, or affects the data but not
// whether the request succeeds.

/** A broken rule, or a likely mistake. */
export interface Finding {
  /** Name of the rule, such as `start-before-end`. */
  rule: string;
  /** An `error` is documented to fail. A request with only `warning`s may succeed. */
  severity: "error" | "warning";
  /** The field of the wire that the finding is about. */
  field: keyof ExportPeriod | "domain_name" | "country" | "province" | "isp";
  /** The value of that field. For a list, only the entry that the finding is about. */
  value?: string | number;
  /** One line. It doesn't use the wire's field names, and shows values unchanged. */
  message: string;
  /** Source of the rule, such as `documented (CreateExportTask, 2026-09-28)`. */
  evidence: string;
}

/** The fields of the wire body that the rules read. */
export interface ExportPeriod {
  /** Kind of data, such as `top_url_detail`. */
  action?: string;
  /** Start of the period, inclusive, in milliseconds since 1970. */
  start_time?: number;
  /** End of the period, exclusive, in milliseconds since 1970. */
  end_time?: number;
  /** Time between data points in seconds: 300 or 3600. */
  interval?: number;
}

/** A rule that a schema cannot express. */
export interface Rule extends Omit<Finding, "field" | "value" | "message"> {
  /** The field of the wire that the rule is about. */
  field: keyof ExportPeriod;
  /** The rule in one sentence, for the reference. */
  says: string;
  /** Returns the message if the request breaks the rule. `now` is the server's time in milliseconds since 1970. */
  check(request: ExportPeriod, now: number): string | undefined;
}

/**
 * Returns a finding for each rule that the request breaks, errors first. `now` is the server's time in milliseconds
 * since 1970.
 */
export function checkRules(request: ExportPeriod, now: number): Finding[] {
  return rules.flatMap(({ check, says: _, ...rule }) => {
    const message = check(request, now);
    const value = request[rule.field];
    return message === undefined ? [] : [{ ...rule, ...(value !== undefined && { value }), message }];
  });
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The service's days are in GMT+8, which has no daylight saving time. */
const GMT8_MS = 8 * HOUR_MS;
const TOP_LIST = /^top_/;
/** Actions whose periods are whole days: for this data, the query APIs document times at 00:00 (GMT+8). */
export const WHOLE_DAYS: readonly string[] = ["top_url_detail", "top_referer_detail", "top_path_detail"];

/** All rules, errors first. Findings are reported in this order. */
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
    says: "A period of more than 90 days requires interval 3600.",
    severity: "error",
    field: "interval",
    evidence: "sdk (2026-10-22, CreateExportTask)",
    check: ({ interval, ...period }) =>
      interval !== undefined && interval !== 3600 && span(period) > 90 * DAY_MS
        ? `a period of more than 90 days requires interval 3600, not ${interval}`
        : undefined,
  },
  {
    rule: "both-ends",
    says: "A request has both a start and an end, or neither.",
    severity: "warning",
    field: "end_time",
    evidence: "sdk (2026-10-22, ShowDomainStats and ShowTopUrl)",
    check: ({ start_time, end_time }) =>
      (start_time === undefined) !== (end_time === undefined)
        ? "start and end belong together: the query APIs refuse one without the other"
        : undefined,
  },
  {
    rule: "aligned",
    says: "Start and end are on whole five minutes, on whole hours with interval 3600, and at 00:00 (GMT+8) for top URLs, referers and paths.",
    severity: "warning",
    field: "start_time",
    evidence: "sdk (2026-10-22, ShowDomainStats and ShowTopUrl: misaligned periods may return unexpected data)",
    check: ({ action, interval, start_time, end_time }) => {
      const days = WHOLE_DAYS.includes(action ?? "");
      const step = days ? DAY_MS : (interval ?? 300) * 1000;
      const off = [start_time, end_time].find((at) => at !== undefined && (at + (days ? GMT8_MS : 0)) % step !== 0);
      if (off === undefined) return undefined;
      const whole = days ? "at 00:00 (GMT+8)" : step === HOUR_MS ? "on a whole hour" : "on whole five minutes";
      return `${time(off)} is not ${whole}: the data may differ from what you expect`;
    },
  },
  {
    rule: "span-31-days",
    says: "A period is at most 31 days long.",
    severity: "warning",
    field: "end_time",
    evidence: "sdk (2026-10-22, ShowTopUrl)",
    check: (period) =>
      span(period) > 31 * DAY_MS ? "the query APIs refuse periods of more than 31 days; this call may too" : undefined,
  },
  {
    rule: "kept-90-days",
    says: "A period begins at most 90 days ago.",
    severity: "warning",
    field: "start_time",
    evidence: "sdk (2026-10-22, ShowDomainStats and ShowTopUrl)",
    check: ({ start_time }, now) =>
      start_time !== undefined && start_time < now - 90 * DAY_MS
        ? `statistics are kept for 90 days: data from ${time(start_time)} may be missing`
        : undefined,
  },
  {
    rule: "settled",
    says: "The data is complete: top lists at 12:00 (GMT+8) on the next day, other statistics an hour after the end.",
    severity: "warning",
    field: "end_time",
    evidence: "documented (FAQ, 2023-11-30, top URLs); documented (console help, no date, hourly refresh)",
    check: ({ action, end_time }, now) => {
      if (end_time === undefined) return undefined;
      const settled = settledAt(action, end_time);
      return settled > now ? `the data of this period is complete from ${time(settled)}` : undefined;
    },
  },
];

/**
 * Returns when the data of a period is complete: top lists at 12:00 (GMT+8) on the day after its last day, other
 * statistics about an hour after its end.
 *
 * @param end - end of the period, exclusive, in milliseconds since 1970. So is the result.
 */
export function settledAt(action: string | undefined, end: number): number {
  if (!TOP_LIST.test(action ?? "")) return end + HOUR_MS;
  const lastDay = Math.floor((end - 1 + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  return lastDay + DAY_MS + 12 * HOUR_MS;
}

function span({ start_time, end_time }: ExportPeriod): number {
  return start_time === undefined || end_time === undefined ? 0 : end_time - start_time;
}

/** Formats a time in GMT+8, with seconds only where needed. A number outside the range of Date stays a number. */
function time(ms: number): string {
  const date = new Date(ms + GMT8_MS);
  if (Number.isNaN(date.getTime())) return String(ms);
  const length = "2026-11-01T00:00:00.000".length - (ms % 60_000 === 0 ? ":00.000".length : 0);
  return `${date.toISOString().slice(0, length).replace("T", " ")} (GMT+8)`;
}
