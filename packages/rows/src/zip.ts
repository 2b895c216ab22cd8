import { type ArchiveEntry, archiveEntries, damagedArchive } from "./archive.ts";
import type { Sheet } from "./table.ts";
import { workbookSheets } from "./workbook.ts";

/** A zip file is a workbook, or has files in it. */
export type ZipContent = { sheets: AsyncGenerator<Sheet> } | { files: ZipFile[] };

/** A file in a zip archive. */
export interface ZipFile {
  /** The name with its folders. */
  name: string;
  /** Unpacks the bytes. @throws CorruptFileError */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** @param type - by the first bytes. @throws CorruptFileError if the archive is damaged. */
export async function zipContent(archive: Blob, type: "zip" | "xlsx"): Promise<ZipContent> {
  const code = type === "zip" ? "BAD_ZIP" : "BAD_XLSX";
  let entries: ArchiveEntry[];
  try {
    entries = await archiveEntries(archive);
  } catch (cause) {
    throw damagedArchive(code, cause);
  }
  if (entries.length === 0) throw damagedArchive(code, new Error("It has no files"));
  const sheets = workbookSheets(entries);
  if (sheets) return { sheets };
  if (type === "xlsx") throw damagedArchive(code, new Error("It has no workbook"));
  return { files: entries.map((entry) => ({ name: entry.name, chunks: () => unpacked(entry) })) };
}

async function* unpacked(entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* entry.chunks();
  } catch (cause) {
    throw damagedArchive("BAD_ZIP", cause);
  }
}
