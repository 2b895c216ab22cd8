// What is known of a window.
import type { JobState } from "@cdn-export/client";

/** A file that was exported. */
export interface WindowFile {
  /** Below the folder, with `/` between its parts. */
  path: string;
  bytes: number;
  /** Lower-case hexadecimal digits. */
  sha256: string;
  taskId: string;
  /** `X-Request-Id` of the create call and of the list call that showed the task finished. */
  requestIds: readonly string[];
  /** When the task was created, by the service's clock, in milliseconds since the epoch. */
  createdAt: number;
  /** Exported before its data were complete: to be exported again. */
  provisional: boolean;
  /** Whether a column of the file confirms the query. `false` claims nothing; missing in files of earlier releases. */
  verified?: boolean;
}

/** What is known of a window. Plain JSON; neither a secret nor a download link is in it. */
export interface WindowRecord {
  /** The export that is running: restore it, or its task would be created a second time. */
  state?: JobState | undefined;
  /** The newest file. */
  file?: WindowFile | undefined;
  /** What the last export failed with. */
  error?: { code: string; message: string } | undefined;
  /** Runs in a row in which the known task gave no file. */
  failures?: number;
  /** Tasks that were given up: they may still exist. */
  abandoned?: readonly string[];
}
