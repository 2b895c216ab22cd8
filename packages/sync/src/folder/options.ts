// What the methods of a folder take and return.
import type { QueryResult } from "../query/run.ts";
import type { LeftOut, WindowChoice } from "./windows.ts";

/** How many files were read. */
export interface ReadProgress {
  /** Files that were read or left out. */
  read: number;
  /** All files that are read. */
  total: number;
}

/** Options for reading the files of an action. */
export interface ReadOptions extends WindowChoice {
  /** Called before the first file and after each one. */
  onProgress?: (progress: ReadProgress) => void;
  /** Called for each file that is missing, or isn't the one that was saved. Such files aren't read. */
  onLeftOut?: (leftOut: LeftOut) => void;
  /** Ends the reading. */
  signal?: AbortSignal;
}

/** Limits of a query, and what it reports. */
export interface QueryOptions extends Pick<ReadOptions, "onProgress" | "onLeftOut" | "signal"> {
  /** The most rows of a result. @default 1,000,000 */
  maxRows?: number;
  /** The longest time that DuckDB works, in seconds. @default 60 */
  maxSeconds?: number;
  /** The most memory that DuckDB takes, in bytes. @default 1 GB */
  maxMemory?: number;
  /** The number of threads. @default the number of processors, at most 8 */
  threads?: number;
}

/** The result of a query of a folder. */
export interface FolderQueryResult extends QueryResult {
  /** The windows whose files are missing, or aren't the ones that were saved: the views don't have their rows. */
  readonly leftOut: readonly LeftOut[];
}
