// Removes windows that a plan no longer has, with the files that `sync` saved for them.
import { rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cannotWrite } from "@cdn-export/client/internal";
import { damageOf } from "./folder/checked-file.ts";
import { originOf, PARQUET_FOLDER, parquetPath } from "./folder/parquet-files.ts";
import type { FileLedger } from "./ledger.ts";
import { writeManifest } from "./manifest.ts";
import type { WindowRecord } from "./record.ts";

/** A window to remove. */
export interface PrunedWindow {
  /** The ID of the window in the ledger. */
  id: string;
  /** Its file, relative to the folder. Undefined if it has none. */
  path: string | undefined;
}

/** A window that isn't in the plan, but is kept. */
export interface KeptWindow extends PrunedWindow {
  /** Why it is kept: another tool wrote its file, its file has changed, or its task is running. */
  why: "adopted" | "changed" | "running";
}

/** The windows of a ledger that aren't in the plan. */
export interface Prunable {
  /** Those that `prune` removes. */
  removed: PrunedWindow[];
  /** Those that `prune` doesn't remove. */
  kept: KeptWindow[];
}

/** Sorts the windows that aren't in the plan. Only a file that is as `sync` saved it is removed. */
export async function prunable(
  records: ReadonlyMap<string, WindowRecord>,
  plan: ReadonlySet<string>,
  folder: string,
): Promise<Prunable> {
  const found: Prunable = { removed: [], kept: [] };
  for (const [id, record] of records) {
    if (plan.has(id)) continue;
    const why = await reasonToKeep(record, folder);
    const path = record.file?.path;
    if (why) found.kept.push({ id, path, why });
    else found.removed.push({ id, path });
  }
  return found;
}

async function reasonToKeep(
  { file, state, saving }: WindowRecord,
  folder: string,
): Promise<KeptWindow["why"] | undefined> {
  if (state || saving !== undefined) return "running";
  if (file?.adopted) return "adopted";
  const damage = file && (await damageOf(join(folder, file.path), file));
  return damage === undefined || damage === "no file" ? undefined : "changed";
}

/** Removes the windows that aren't in the plan, and writes the manifest. @throws SaveError if a file can't be removed. */
export async function prune(ledger: FileLedger, plan: ReadonlySet<string>, folder: string): Promise<Prunable> {
  const records = await ledger.read();
  const found = await prunable(records, plan, folder);
  for (const { id, path } of found.removed) {
    // The files first: after a kill, the record still leads to what is left.
    await removeCopy(folder, id, records.get(id));
    if (path !== undefined) await remove(folder, path);
    await ledger.remove(id);
  }
  if (found.removed.length > 0) await writeManifest(folder, await ledger.read());
  return found;
}

/** Removes the Parquet file of a window, if `writeParquet` wrote it. */
async function removeCopy(folder: string, id: string, { query }: WindowRecord = {}): Promise<void> {
  if (query === undefined) return;
  const copy = join(PARQUET_FOLDER, parquetPath(id, query));
  if (["this task", "another task"].includes(await originOf(join(folder, copy)))) await remove(folder, copy);
}

/** Removes a file, and the folders that are empty then. */
async function remove(folder: string, path: string): Promise<void> {
  const file = join(folder, path);
  await rm(file, { force: true }).catch((error) => {
    throw cannotWrite(file, error);
  });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    const isRemoved = await rmdir(join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}
