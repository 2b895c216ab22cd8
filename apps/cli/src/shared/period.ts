import { day, lastDays, month } from "@cdn-export/client";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { PeriodOptions } from "../flags/period-flags.ts";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

type Period = ReturnType<typeof day>;

const HOUR_MS: number = DAY_MS / 24;

/** @param now - milliseconds since the epoch. @throws UsageError in one line. */
export function periodOf({ last, on, from, to }: PeriodOptions, now: number): Period {
  const given = [last && "--last", on && "--on", (from ?? to) && say("--from and --to", "--from 和 --to")].filter(
    Boolean,
  );
  if (given.length === 0)
    throw new UsageError(
      say(
        "no period: use --last 7d, --on yesterday, or --from 2026-11-01 --to 2026-11-08",
        "没有时间段：请用 --last 7d、--on yesterday 或 --from 2026-11-01 --to 2026-11-08",
      ),
    );
  if (given.length > 1)
    throw new UsageError(
      say(`${given.join(" and ")} can't be combined: use one of them`, `${given.join("、")} 不能同时使用：请只用一个`),
    );
  if (last !== undefined) return parseFlag("--last", () => lastOf(last, now));
  if (on !== undefined) return parseFlag("--on", () => wholeOf(on, now));
  if (from === undefined)
    throw new UsageError(say("--from is missing: a period needs a start", "缺少 --from：时间段需要开始时间"));
  if (to === undefined)
    throw new UsageError(
      say("--to is missing; for one day or month, use --on", "缺少 --to；要指定一天或一个月，请用 --on"),
    );
  const period = { from: parseFlag("--from", () => startOf(from, now)), to: parseFlag("--to", () => startOf(to, now)) };
  if (period.from >= period.to)
    throw new UsageError(
      say(
        `--from ${from} is not before --to ${to}: the period ends right before --to; for one day or month, use --on`,
        `--from ${from} 不早于 --to ${to}：时间段到 --to 之前为止；要指定一天或一个月，请用 --on`,
      ),
    );
  return period;
}

/** The time of one flag, in milliseconds since the epoch. @throws UsageError */
export function timeOf(flag: string, text: string, now: number): number {
  return parseFlag(flag, () => startOf(text, now)).getTime();
}

/** The day or month of one flag. @throws UsageError */
export function dayOrMonthOf(flag: string, text: string, now: number): Period {
  return parseFlag(flag, () => wholeOf(text, now));
}

function lastOf(text: string, now: number): Period {
  const [, digits, unit] = /^(\d{1,4})(d|w|h)$/.exec(text) ?? [];
  const count = Number(digits);
  if (!(count > 0))
    throw new RangeError(
      say(
        `${JSON.stringify(text)} isn't a time span: use 7d, 2w or 24h`,
        `${JSON.stringify(text)} 不是时间跨度：请用 7d、2w 或 24h`,
      ),
    );
  if (unit !== "h") return lastDays(unit === "w" ? count * 7 : count, now);
  const end = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: new Date(end - count * HOUR_MS), to: new Date(end) };
}

/** One whole day or month. */
function wholeOf(text: string, now: number): Period {
  const named = monthOf(text, now);
  if (named !== undefined) return month(named);
  const date = dateOf(text, now);
  if (date === undefined)
    throw new RangeError(
      say(
        `${JSON.stringify(text)} isn't a day or a month: ${FORMS}`,
        `${JSON.stringify(text)} 不是日期或月份：${FORMS}`,
      ),
    );
  return day(date);
}

function startOf(text: string, now: number): Date {
  if (text === "now") return new Date(now);
  const named = monthOf(text, now);
  if (named !== undefined) return month(named).from;
  const date = dateOf(text, now);
  if (date !== undefined) return day(date).from;
  const moment = MOMENT.test(text) ? Date.parse(text.replace(" ", "T")) : Number.NaN;
  if (!Number.isNaN(moment)) return new Date(moment);
  const zone = /\d:\d\d(:\d\d)?$/.test(text)
    ? say("its time zone is missing: add Z or +08:00", "缺少时区：请加上 Z 或 +08:00")
    : FORMS;
  throw new RangeError(
    say(`${JSON.stringify(text)} isn't a time: ${zone}`, `${JSON.stringify(text)} 不是时间：${zone}`),
  );
}

const FORMS: string = say(
  "use 2026-11-01, 2026-10, yesterday, today, this-month or last-month",
  "请用 2026-11-01、2026-10、yesterday、today、this-month 或 last-month",
);
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** The date as `2026-11-01`. */
function dateOf(text: string, now: number): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const back = { today: 0, yesterday: 1 }[text.toLowerCase()];
  return back === undefined ? undefined : new Date(now + GMT8_MS - back * DAY_MS).toISOString().slice(0, 10);
}

/** The month as `2026-11`; undefined if the text isn't a month. */
export function monthOf(text: string, now: number): string | undefined {
  if (/^\d{4}-\d{2}$/.test(text)) return text;
  // Days are GMT+8 days, so the month is that of GMT+8.
  const back = { "this-month": 0, "last-month": 1 }[text.toLowerCase()];
  if (back === undefined) return undefined;
  const date = new Date(now + GMT8_MS);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back)).toISOString().slice(0, 7);
}

function parseFlag<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(say(`${flag}: ${message}`, `${flag} 无效：${message}`));
  }
}
