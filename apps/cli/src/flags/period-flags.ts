// The period of a query, as people write it. Days are GMT+8 days, as in the service.
import type { Command } from "commander";
import { say } from "../terminal/language.ts";

export interface PeriodOptions {
  last?: string;
  on?: string;
  from?: string;
  to?: string;
}

export function withPeriodFlags(command: Command): Command {
  return command
    .option(
      "--last <span>",
      say("the last whole days, weeks or hours: 7d, 2w, 24h", "最近的整天、整周或整小时：7d、2w、24h"),
    )
    .option(
      "--on <date>",
      say(
        "one day or month: 2026-11-01, yesterday, 2026-10, this-month, last-month",
        "一天或一个月：2026-11-01、yesterday（昨天）、2026-10、this-month（本月）、last-month（上月）",
      ),
    )
    .option(
      "--from <date>",
      say(
        "start of the period: a date, a month or yesterday, in GMT+8, or a time with its zone, 2026-11-01T08:00+08:00",
        "开始时间：日期、月份或 yesterday（按 GMT+8），或带时区的时间 2026-11-01T08:00+08:00",
      ),
    )
    .option(
      "--to <date>",
      say(
        "end of the period, exclusive: --from 2026-11-01 --to 2026-11-08 is a week",
        "结束时间，不含在内：--from 2026-11-01 --to 2026-11-08 为一周",
      ),
    );
}
