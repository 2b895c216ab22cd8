import type { FolderData } from "../data/folder-data.ts";
import type { Texts } from "../texts.ts";

/** What every view needs. */
export interface ViewContext {
  data: FolderData;
  texts: Texts;
  /** In milliseconds since the epoch. */
  now: () => number;
}
