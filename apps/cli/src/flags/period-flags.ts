// Which time is meant, as people write it. Days are those of GMT+8, as the service counts them.
import type { Command } from "commander";

export interface PeriodOptions {
  last?: string;
  on?: string;
  from?: string;
  to?: string;
}

export function withPeriodFlags(command: Command): Command {
  return command
    .option("--last <span>", "the last whole days, weeks or hours before now: 7d, 2w, 24h")
    .option("--on <date>", "one day or month: 2026-11-01, yesterday, 2026-10")
    .option(
      "--from <date>",
      "start, in days of GMT+8: a date, a month, yesterday, or a moment with its zone, 2026-11-01T08:00+08:00",
    )
    .option("--to <date>", "end, which does not belong to it: --from 2026-11-01 --to 2026-11-08 is a week");
}
