// The period of a query, as people write it. Days are GMT+8 days, as in the service.
import type { Command } from "commander";

export interface PeriodOptions {
  last?: string;
  on?: string;
  from?: string;
  to?: string;
}

export function withPeriodFlags(command: Command): Command {
  return command
    .option("--last <span>", "the last whole days, weeks or hours: 7d, 2w, 24h")
    .option("--on <date>", "one day or month: 2026-11-01, yesterday, 2026-10")
    .option(
      "--from <date>",
      "start of the period, in GMT+8 days: a date, a month, yesterday, or a time with its zone, 2026-11-01T08:00+08:00",
    )
    .option("--to <date>", "end of the period, exclusive: --from 2026-11-01 --to 2026-11-08 is a week");
}
