// What a file says about itself.
import { stat } from "node:fs/promises";
import type { Action } from "@cdn-export/api";
import { CorruptFileError } from "@cdn-export/client";
import { type Cell, COLUMNS, type ColumnKey, tables } from "@cdn-export/rows";
import { actionOf } from "../../shared/action-of.ts";
import { inputOf } from "../../shared/input-of.ts";
import { hashOf } from "../../shared/written-files.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

/** What a file says about itself. */
export interface FileFacts {
  action: Action;
  /** The domains in its rows, in alphabetical order. Empty if it has no column of domains. */
  domains: readonly string[];
  /** The first time, and the end of the last one, in milliseconds since the epoch. Undefined without times. */
  period: { from: number; to: number } | undefined;
  /** Seconds between points, of basic data and carrier data. */
  interval: 300 | 3600 | undefined;
  rows: number;
  /** The earliest and the latest time in its columns. */
  seen: { first: number; last: number } | undefined;
  measures: readonly ColumnKey[];
  bytes: number;
  sha256: string;
  /** In milliseconds since the epoch. */
  modifiedAt: number;
}

const HOUR_MS = 3_600_000;

/** Reads a file. @throws CorruptFileError if it isn't an export of statistics. */
export async function factsOf(path: string, session: Session): Promise<FileFacts> {
  const domains = new Set<string>();
  const measures = new Set<ColumnKey>();
  const times = timeSpan();
  const onWarning = (warning: string) => session.note(`${path}${say(": ", "：")}${warning}`);
  let action: Action | undefined;
  let rows = 0;
  for await (const table of tables(await inputOf(path, session.signal), { onWarning })) {
    action ??= actionOf(path, table.columns);
    for (const { key } of table.columns) if (isMeasure(key)) measures.add(key);
    for await (const row of table.rows as AsyncIterable<Record<string, Cell>>) {
      rows++;
      times.add(row);
      if (typeof row.domain === "string" && row.domain.trim() !== "") domains.add(row.domain.trim().toLowerCase());
    }
  }
  if (action === undefined || rows === 0)
    throw new CorruptFileError("NOT_STATISTICS", say(`${path} has no rows`, `${path} 没有数据行`));
  const hasPoints = action === "reports_detail" || action === "isp_detail";
  const interval = hasPoints ? times.interval() : undefined;
  const { size, mtimeMs } = await stat(path);
  return {
    action,
    domains: [...domains].sort(),
    period: times.period(interval),
    interval,
    rows,
    seen: times.seen(),
    measures: [...measures],
    bytes: size,
    sha256: await hashOf(path),
    modifiedAt: Math.round(mtimeMs),
  };
}

/** The times in the columns of a file. */
function timeSpan() {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  let isHourly = true;
  return {
    add({ time, startTime, endTime }: Record<string, Cell>) {
      if (endTime instanceof Date) end = Math.max(end, endTime.getTime());
      const at = time ?? startTime;
      if (!(at instanceof Date)) return;
      const ms = at.getTime();
      if (ms < first) first = ms;
      if (ms > last) last = ms;
      isHourly &&= ms % HOUR_MS === 0;
    },
    interval: () => (isHourly ? 3600 : 300),
    /** The end is that of the last point, or the latest end in the file. */
    period(interval: number | undefined) {
      const to = interval === undefined ? end : Math.max(end, last + interval * 1000);
      return to > first ? { from: first, to } : undefined;
    },
    seen: () => (first > last ? undefined : { first, last: Math.max(last, end) }),
  };
}

function isMeasure(key: string): key is ColumnKey {
  return Object.hasOwn(COLUMNS, key) && key !== "rank" && COLUMNS[key as ColumnKey].kind === "number";
}
