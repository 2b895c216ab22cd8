import { type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { newFolder } from "../scripts/run.ts";

export { pointsCsv } from "@cdn-export/test-support/export-folder";
export type { TestWindow as Window };

/** Writes the files and the ledger of a folder. @returns its path. */
export function reportFolder(windows: readonly TestWindow[], change: object = {}): string {
  const folder = newFolder();
  writeExportFolder(folder, windows, change);
  return folder;
}
