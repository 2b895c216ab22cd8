// Rows for reports, written as tests read them.
import { collectPoints, type Points, type ReportQuery } from "../../src/report/index.ts";

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const FIVE_MINUTES = 300_000;

/** The start of a GMT+8 day, plus hours. */
export function at(day: string, hours = 0): number {
  return Date.parse(`${day}T00:00:00+08:00`) + hours * HOUR;
}

export interface TestRow {
  time: Date;
  domain?: string;
  [column: string]: unknown;
}

/** A row for each point of a period with these columns. */
export function filled(
  from: string,
  to: string,
  columns: Record<string, unknown>,
  step: number = FIVE_MINUTES,
): TestRow[] {
  const count = (at(to) - at(from)) / step;
  return Array.from({ length: count }, (_, i) => ({ time: new Date(at(from) + i * step), ...columns }));
}

export const FIRST = { from: "2026-11-01", to: "2026-11-02" } as const;
export const NOVEMBER = { from: "2026-11-01", to: "2026-12-01" } as const;

/** A row for each 5 minutes of 1 November. */
export const first = (columns: Record<string, unknown>): TestRow[] => filled(FIRST.from, FIRST.to, columns);

export const GROUPED = { action: "reports_detail", domains: "all", groupBy: "domain", interval: 300 } as const;
export const SUMMED = { action: "reports_detail", domains: "all", interval: 300 } as const;

export function collected(query: ReportQuery, rows: Iterable<TestRow>, source?: string): Points {
  const part = collectPoints(query, source === undefined ? {} : { source });
  part.addAll(rows);
  return part.finish();
}
