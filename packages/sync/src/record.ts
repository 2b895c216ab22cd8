// The state of a window.
import type { JobState } from "@cdn-export/client";

/** A saved export. */
export interface WindowFile {
  /** Path relative to the folder, with `/` as the separator. */
  path: string;
  /** Size in bytes. */
  bytes: number;
  /** SHA-256 in lower-case hexadecimal digits. */
  sha256: string;
  /** ID of the task that produced the file. */
  taskId: string;
  /** `X-Request-Id` of the create call and of the list call that showed the task finished. */
  requestIds: readonly string[];
  /** When the task was created by the service's clock, in milliseconds since the epoch. */
  createdAt: number;
  /** Exported before the data were complete: a later run exports it again. */
  provisional: boolean;
  /** Whether a column of the file confirms the query. `false` claims nothing; missing in files of earlier releases. */
  verified?: boolean;
}

/** The state of a window: plain JSON, without secrets and download links. */
export interface WindowRecord {
  /** The running export. Restore it, or its task is created a second time. */
  state?: JobState | undefined;
  /** Path of the file that is being saved, relative to the folder. After a kill, the next run may replace that file. */
  saving?: string | undefined;
  /** The latest saved file. */
  file?: WindowFile | undefined;
  /** Why the last export failed. */
  error?: { code: string; message: string } | undefined;
  /** Consecutive runs that couldn't download the file of the known task. */
  failures?: number;
  /** IDs of abandoned tasks, which may still exist. */
  abandoned?: readonly string[];
}
