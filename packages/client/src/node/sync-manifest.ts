import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { WindowRecord } from "./ledger.ts";
import { syncFolder } from "./ledger-file.ts";
import { cannotWrite } from "./save-error.ts";

/** Writes `manifest.ndjson`: a line for each window that has a file. It is there whole, or as it was. */
export async function writeManifest(folder: string, records: ReadonlyMap<string, WindowRecord>): Promise<void> {
  const lines = [...records]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([window, { file }]) => (file ? [`${JSON.stringify({ window, ...file })}\n`] : []));
  const path = join(folder, "manifest.ndjson");
  const fresh = `${path}.new`;
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(fresh, "w");
    try {
      await handle.writeFile(lines.join(""));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw cannotWrite(path, error as NodeJS.ErrnoException);
  }
}
