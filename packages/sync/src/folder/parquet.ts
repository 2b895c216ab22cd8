// A copy of a folder's exports for warehouses: Parquet files in a partitioned folder. Node only.
import { type FileHandle, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { CdnExportError } from "@cdn-export/api/base-error";
import type { ExportQuery } from "@cdn-export/client";
import { cannotWrite, fileExistsError, replaceFile, syncFolder } from "@cdn-export/client/internal";
import { type ParquetTask, toParquet } from "@cdn-export/rows/parquet";
import type { WindowFile, WindowRecord } from "../record.ts";
import { type Damage, damageOf } from "./checked-file.ts";
import { fileTables } from "./file-rows.ts";
import { joined, withDomain } from "./one-table.ts";
import { originOf, PARQUET_FOLDER, parquetPath } from "./parquet-files.ts";

/** Options of `writeParquet`. */
export interface ParquetFolderOptions {
  /** The partitioned folder. @default `parquet` in the folder of the exports */
  target?: string;
  /** Whether to replace files that `writeParquet` didn't write. @default false */
  overwrite?: boolean;
  /** Called before the first file and after each one. */
  onProgress?: (progress: { done: number; total: number }) => void;
  /** Receives what is doubtful about a file. @default prints the message with `console.warn` */
  onWarning?: (message: string) => void;
  /** Ends the writing. The next call does what is left. */
  signal?: AbortSignal;
}

/** What `writeParquet` did. */
export interface ParquetResult {
  /** The paths of the files that it wrote, relative to the partitioned folder, with `/` as the separator. */
  written: readonly string[];
  /** The number of files that were there already. */
  current: number;
  /** The windows whose file can't be written as Parquet. */
  failed: readonly { window: string; error: Error }[];
}

/**
 * Writes each saved export as a Parquet file: `action=uv/date=2026-11-05/www.example.com.parquet`. The date is the day in GMT+8 on
 * which the window begins. A file that is there is written again only if its export has changed since.
 *
 * Each file appears complete, under its final name. A file that something else wrote is never replaced, unless `overwrite` is set.
 * An export of one domain gets a column `domain`, if it has none. Call it while you hold the ledger, so that nothing else writes.
 *
 * @param folder - the folder of the exports.
 * @param records - the windows to write, such as `await ledger.read()`. Those without a file or a query are skipped.
 *
 * @example
 * const { written, failed } = await writeParquet("exports", await ledger.read());
 *
 * @throws SaveError if the folder can't be written; the reason of the signal.
 */
export async function writeParquet(
  folder: string,
  records: ReadonlyMap<string, WindowRecord>,
  options: ParquetFolderOptions = {},
): Promise<ParquetResult> {
  const { target = join(folder, PARQUET_FOLDER), overwrite = false, onProgress, signal } = options;
  const onWarning = options.onWarning ?? ((message) => console.warn(message));
  // Readers of a partitioned folder skip names that begin with a dot.
  const staging = join(target, ".new");
  const windows = [...records].flatMap(([id, { file, query }]) => (file && query ? [{ id, file, query }] : []));
  const written: string[] = [];
  const failed: { window: string; error: Error }[] = [];
  let current = 0;
  const notify = () => onProgress?.({ done: written.length + current + failed.length, total: windows.length });
  notify();
  try {
    for (const { id, file, query } of windows) {
      signal?.throwIfAborted();
      const path = join(target, parquetPath(id, query));
      try {
        const found = await originOf(path, taskOf(file));
        if (found === "this task") current++;
        else {
          if (found === "something else" && !overwrite) throw fileExistsError(path);
          await writeOne({ source: join(folder, file.path), file, query }, path, { staging, onWarning, signal });
          written.push(relative(target, path).replaceAll(sep, "/"));
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (isOfTarget(error, join(folder, file.path))) throw cannotWrite(path, error);
        failed.push({ window: id, error: error as Error });
      }
      notify();
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return { written, current, failed };
}

interface Source {
  source: string;
  file: WindowFile;
  query: ExportQuery;
}

interface Writing {
  staging: string;
  onWarning: (message: string) => void;
  signal: AbortSignal | undefined;
}

async function writeOne(
  { source, file, query }: Source,
  path: string,
  { staging, ...options }: Writing,
): Promise<void> {
  const damage = await damageOf(source, file, options.signal);
  if (damage !== undefined) throw damagedError(source, damage);
  const found = fileTables(source, options);
  try {
    const { columns, rows } = withDomain(await joined(found, source), query);
    const fresh = join(staging, "file.parquet");
    const onWarning = (message: string) => options.onWarning(`${source}: ${message}`);
    const parts = toParquet(rows, { columns, query, task: taskOf(file), onWarning });
    await mkdir(staging, { recursive: true });
    await replaceFile(fresh, (handle) => writeAll(handle, parts));
    await mkdir(dirname(path), { recursive: true });
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } finally {
    await found.return(undefined);
  }
}

async function writeAll(handle: FileHandle, parts: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of parts) await handle.writeFile(part);
}

function damagedError(source: string, damage: Damage): CdnExportError {
  if (damage === "no file")
    return new CdnExportError("FILE_CHANGED", `${source} is missing`, { advice: "Run sync again to replace it" });
  const advice = "Delete it, and run sync again to replace it";
  return new CdnExportError("FILE_CHANGED", `${source} has changed since it was saved`, { advice });
}

/** Whether the system refuses to write, not to read the export: the other files would fail, too. */
function isOfTarget(error: unknown, source: string): error is NodeJS.ErrnoException {
  const { syscall, path } = error as NodeJS.ErrnoException;
  return syscall !== undefined && syscall !== "read" && path !== source;
}

function taskOf({ taskId: id, createdAt, requestIds, sha256 }: WindowFile): ParquetTask {
  return { id, createdAt, requestIds, sha256 };
}
