// Saved files and their rows.
import type { Action, Domains, Ms } from "./base.ts";

export interface Files {
  files: readonly SavedFile[];
}

export interface SavedFile {
  /** The ID of its window. Pass it to `GET /api/rows`. */
  id: string;
  path: string;
  action: Action;
  domains: Domains;
  from: Ms;
  to: Ms;
  bytes: number;
  rows?: number;
  createdAt: Ms;
  provisional: boolean;
  restated: boolean;
  /** Whether a column of the file confirms its query. */
  verified?: boolean;
}

export interface RowsQuery {
  /** The ID of a window. */
  id: string;
  /** The first row, from 0. @default 0 */
  from?: number;
  /** At most 1000. @default 100 */
  count?: number;
}

export interface Rows {
  id: string;
  columns: readonly { key: string; heading: string; kind: "text" | "number" | "percent" | "time"; unit?: string }[];
  from: number;
  /** Cells in the order of the columns. Times are milliseconds. */
  rows: readonly (readonly (string | number | boolean | null)[])[];
  /** Rows that were counted so far. */
  known: number;
  /** Whether `known` is the number of all rows. */
  isComplete: boolean;
}
