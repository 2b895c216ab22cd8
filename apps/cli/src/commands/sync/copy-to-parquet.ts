// `sync --parquet`: a copy of the plan's files for warehouses.
import { join } from "node:path";
import type { ExportWindow, Ledger } from "@cdn-export/sync";
import { writeParquet } from "@cdn-export/sync/parquet";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export interface ParquetCopy {
  folder: string;
  /** The number of files that are new or were replaced. */
  written: number;
  /** The number of files that were there already. */
  current: number;
  failed: readonly { window: string; error: Error }[];
}

export async function copyToParquet(
  windows: readonly ExportWindow[],
  ledger: Ledger,
  { output, force }: { output: string; force: boolean },
  session: Session,
): Promise<ParquetCopy> {
  const all = await ledger.read();
  const records = new Map(windows.flatMap(({ id }) => (all.has(id) ? [[id, all.get(id) ?? {}] as const] : [])));
  const folder = join(output, "parquet");
  const { written, current, failed } = await writeParquet(output, records, {
    target: folder,
    overwrite: force,
    signal: session.signal,
    onWarning: session.note,
    onProgress: ({ done, total }) =>
      session.progress.show(say(`Parquet: ${done} of ${total} files`, `Parquet：${done}/${total} 个文件`)),
  });
  return { folder, written: written.length, current, failed };
}
