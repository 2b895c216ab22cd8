import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { cannotWrite, replaceFile } from "@cdn-export/client/internal";
import type { WindowRecord } from "./record.ts";

/** Writes `manifest.ndjson`: one line for each window that has a file. The file is replaced as a whole. */
export async function writeManifest(folder: string, records: ReadonlyMap<string, WindowRecord>): Promise<void> {
  const lines = [...records]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([window, { file }]) => (file ? [`${JSON.stringify({ window, ...file })}\n`] : []));
  const path = join(folder, "manifest.ndjson");
  try {
    await mkdir(folder, { recursive: true });
    await replaceFile(path, (handle) => handle.writeFile(lines.join("")));
  } catch (error) {
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  }
}
