import type { FolderData } from "../data/folder-data.ts";

/** What every view needs. */
export interface ViewContext {
  data: FolderData;
  /** In milliseconds since the epoch. */
  now: () => number;
}
