// What a folder has, and how far reading is.
import type { Action, Area, Failure, Ms, Text } from "./base.ts";

/** What there is to show. Also the first event, and one for each change. */
export interface Folder {
  /** The path as it was typed. */
  path: string;
  /** `folder`: only shows data; `emulator`: jobs run on an emulator; `live`: jobs run on the real service. */
  mode: "folder" | "emulator" | "live";
  /** Undefined if jobs can be started. Otherwise how to turn them on. */
  jobsOff?: Text;
  /** Where jobs are sent: the host only. */
  endpoint?: string;
  /** The time of the server. */
  now: Ms;
  /** `reading` until every file is read once. Figures are then those of the days read so far. */
  state: "empty" | "reading" | "ready" | "failed";
  /** How far reading is. The newest day is read first. */
  progress: { files: number; ofFiles: number; bytes: number; ofBytes: number; readFrom?: Ms };
  /** Why there is nothing to show. With `state: "failed"` or `"empty"`. */
  failure?: Failure;
  /** Files that are left out: missing, changed or damaged. */
  problems: readonly FileProblem[];
  /** One entry for each statistic with files. */
  data: readonly Dataset[];
  /** The months that have basic data of the account, newest first: `2026-11`. */
  months: readonly string[];
  /** When the oldest and the newest file were exported. */
  exported?: { first: Ms; last: Ms };
  /** The number of files that were exported before their data was complete. */
  provisional: number;
}

export interface FileProblem {
  /** The ID of its window. */
  id: string;
  path: string;
  failure: Failure;
}

/** What the folder has of one statistic. */
export interface Dataset {
  action: Action;
  name: Text;
  areas: readonly Area[];
  /** The names of domains, in order. Empty if the files have only the sum of all. */
  domains: readonly string[];
  from: Ms;
  to: Ms;
  /** Seconds between two points. Undefined for top lists. */
  interval?: 300 | 3600;
  files: number;
}

/** Event `data`: figures may have changed, so ask again. `version` grows by one each time. */
export interface DataChanged {
  version: number;
}
