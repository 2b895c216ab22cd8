import type { ExportFile, ExportQuery } from "@cdn-export/client";
import { type SavedFile, type SaveOptions, saveFile } from "@cdn-export/client/node";
import type { RowsInput } from "@cdn-export/rows";
import type { FileContent } from "./record.ts";
import { WrongFileError } from "./wrong-file-error.ts";

/** A saved file, checked against its query. */
export interface CheckedFile extends SavedFile {
  /** Whether a column of the file confirms the query. `false` claims nothing. */
  verified: boolean;
  /** What the file contains. Missing if it can't be read as a table. */
  found?: FileContent;
}

/**
 * Saves a file like `saveFile`, and checks its content against the query of its task. A file of another query isn't kept: its
 * job releases the task and is unresolved again.
 *
 * @throws WrongFileError, and what `saveFile` throws.
 */
export async function saveChecked(
  file: ExportFile,
  path: string,
  options: Omit<SaveOptions, "check"> = {},
): Promise<CheckedFile> {
  let checked: Pick<CheckedFile, "verified" | "found"> = { verified: false };
  const check = async (part: string) => {
    const { examineFile } = await import("./verify-file.ts");
    checked = await examineFile(part, file.request).catch(async (error) => {
      if (error instanceof WrongFileError) await file.release();
      throw error;
    });
  };
  const saved = await saveFile(file, path, { ...options, check });
  return { ...saved, ...checked };
}

/**
 * Checks an exported file against the query of its task. A single known column that contradicts the query is enough to reject the
 * file: times that lie outside the period in GMT+8, in UTC and eight hours later, or domains or URLs of which none belongs to the
 * query. A file that can't be read as a table isn't verified.
 *
 * @param file - the path of a file on disk, or what `rows` reads: bytes, a Blob, a stream, an `ExportFile`.
 * @param query - of `exportStatistics`, or the body of the create call (`file.request`).
 * @returns whether a column of the file confirms the query. `false` claims nothing.
 * @throws WrongFileError when a column contradicts the query, and the error of the path when it can't be read.
 */
export async function verifyFile(
  file: string | RowsInput,
  query: ExportQuery | ExportFile["request"],
): Promise<{ verified: boolean }> {
  // Loaded when there is a file: it reads all formats of tables.
  const { verifyFile } = await import("./verify-file.ts");
  return verifyFile(file, query);
}
