import type { ExportFile } from "@cdn-export/client";
import { type SavedFile, type SaveOptions, saveFile } from "@cdn-export/client/node";
import { WrongFileError } from "./wrong-file-error.ts";

/** A saved file, checked against its query. */
export interface CheckedFile extends SavedFile {
  /** Whether a column of the file confirms the query. `false` claims nothing. */
  verified: boolean;
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
  let verified = false;
  const check = async (part: string) => {
    const checked = await verifyFile(part, file.request).catch(async (error) => {
      if (error instanceof WrongFileError) await file.release();
      throw error;
    });
    verified = checked.verified;
  };
  const saved = await saveFile(file, path, { ...options, check });
  return { ...saved, verified };
}

/**
 * Checks a file on disk against the query that its task was created for. A file that can't be read as a table isn't verified.
 *
 * @returns whether a column of the file confirms the query.
 * @throws WrongFileError when one contradicts it.
 */
export async function verifyFile(path: string, request: ExportFile["request"]): Promise<{ verified: boolean }> {
  // Loaded when there is a file: it reads all formats of tables.
  const { verifyFile } = await import("./verify-file.ts");
  return verifyFile(path, request);
}
