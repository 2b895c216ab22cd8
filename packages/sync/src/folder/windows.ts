// The windows of a ledger, as readers choose them.
import type { Action } from "@cdn-export/api";
import type { ExportQuery } from "@cdn-export/client";
import { type Instant, toMs } from "@cdn-export/client/internal";
import type { ReportQuery } from "@cdn-export/rows/report";
import type { WindowFile, WindowRecord } from "../record.ts";
import type { Damage } from "./checked-file.ts";

/** One window of a folder's ledger. */
export interface FolderWindow {
  /** The ID of the window: `uv/2026-11-01/www.example.com`. */
  readonly id: string;
  /** Its query. */
  readonly query: ExportQuery;
  /** The start, in milliseconds since the epoch, inclusive. */
  readonly from: number;
  /** The end, in milliseconds since the epoch, exclusive. */
  readonly to: number;
  /** Its file. Undefined if none was saved yet. */
  readonly file: WindowFile | undefined;
}

/** A window whose file can't be used. */
export interface LeftOut {
  /** The window. */
  readonly window: FolderWindow;
  /** Why: the file is missing, or isn't the one that was saved. */
  readonly reason: Damage;
}

/** Which windows of a folder to read. */
export interface WindowChoice {
  /** The start of the period, inclusive. @default the first window */
  from?: Instant;
  /** The end of the period, exclusive. @default the end of the last window */
  to?: Instant;
  /** Whether to read a window. @default all windows of the action */
  where?: (window: FolderWindow) => boolean;
}

export interface Bounds {
  from: number;
  to: number;
}

export function boundsOf({ from, to }: Pick<WindowChoice, "from" | "to">): Bounds {
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : toMs(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : toMs(to),
  };
}

/**
 * The windows of an action in a period, in order of their starts. Points can be divided, so overlapping windows count; a top list
 * must be within the period. Records of earlier releases have no query.
 */
export function chosenWindows(
  records: ReadonlyMap<string, WindowRecord>,
  action: Action,
  { where = () => true, ...period }: WindowChoice,
): FolderWindow[] {
  const bounds = boundsOf(period);
  const isList = action.startsWith("top_");
  const found: FolderWindow[] = [];
  for (const [id, record] of records) {
    const window = record.query?.action === action ? windowOf(id, record) : undefined;
    if (window === undefined) continue;
    const isIn = isList
      ? window.from >= bounds.from && window.to <= bounds.to
      : window.from < bounds.to && window.to > bounds.from;
    if (isIn && where(window)) found.push(window);
  }
  return found.sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
}

/** The window of a record. Undefined if the record has no query, as those of earlier releases. */
export function windowOf(id: string, { query, file }: WindowRecord): FolderWindow | undefined {
  return query && { id, query, from: Number(query.from), to: Number(query.to), file };
}

/** Whether a query is for all traffic of its domains, not for a country, province or carrier. */
export function isWhole({ query }: Pick<FolderWindow, "query">): boolean {
  const { countries, provinces, isps } = query as ReportQuery;
  return !countries && !provinces && !isps;
}
