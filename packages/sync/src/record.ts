// The state of a window.
import type { ExportQuery, JobState } from "@cdn-export/client";
import type { ColumnKey } from "@cdn-export/rows";

/** A saved export. */
export interface WindowFile {
  /** Path relative to the folder, with `/` as the separator. */
  path: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 in lower-case hexadecimal digits. */
  sha256: string;
  /** ID of the task that produced the file. Empty if it was adopted. */
  taskId: string;
  /** `X-Request-Id` of the create call and of the list call that showed the task finished. */
  requestIds: readonly string[];
  /**
   * When the task was created by the service's clock, in milliseconds since the epoch. Of an adopted file: when it was last
   * modified.
   */
  createdAt: number;
  /** Exported before the data were complete: a later run exports it again. */
  provisional: boolean;
  /** The content differs from that of an earlier file of the window, which was exported before late data arrived. */
  restated?: true;
  /** Another tool put the file into the folder. `sync` never replaces it, and never removes it. */
  adopted?: true;
  /** Whether a column of the file confirms the query. `false` claims nothing; missing in files of earlier releases. */
  verified?: boolean;
}

/** What a file contains, as it was read when it was saved. */
export interface FileContent {
  /** The number of rows, in all tables. */
  rows: number;
  /** The earliest and the latest time in its columns, in milliseconds since the epoch. Missing without such a column. */
  period?: { first: number; last: number };
  /** The keys of the columns with figures, such as `traffic` and `requests`. Unknown headings aren't listed. */
  measures: readonly ColumnKey[];
}

/** The state of a window: plain JSON, without secrets and download links. Ledgers of earlier releases lack `query`, `plan` and `found`. */
export interface WindowRecord {
  /** The query, with its period in milliseconds since the epoch. */
  query?: ExportQuery;
  /** The plan that the window belongs to: windows of other periods, but the same options, have the same one. */
  plan?: string;
  /** The running export. Restore it, or its task is created a second time. */
  state?: JobState | undefined;
  /** Path of the file that is being saved, relative to the folder. After a kill, the next run may replace that file. */
  saving?: string | undefined;
  /** The latest saved file. */
  file?: WindowFile | undefined;
  /** What `file` contains. Missing if it can't be read as a table. */
  found?: FileContent;
  /** Why the last export failed. */
  error?: { code: string; message: string } | undefined;
  /** Consecutive runs that couldn't download the file of the known task. */
  failures?: number;
  /** IDs of abandoned tasks, which may still exist. */
  abandoned?: readonly string[];
}
