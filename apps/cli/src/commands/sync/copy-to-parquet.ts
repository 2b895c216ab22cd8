// `sync --parquet`: a copy of the folder for warehouses.
import { join } from "node:path";
import type { Ledger } from "@cdn-export/sync";
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
  ledger: Ledger,
  { output, force }: { output: string; force: boolean },
  session: Session,
): Promise<ParquetCopy> {
  const folder = join(output, "parquet");
  const { written, current, failed } = await writeParquet(output, await ledger.read(), {
    target: folder,
    overwrite: force,
    signal: session.signal,
    onWarning: session.note,
    onProgress: ({ done, total }) =>
      session.progress.show(say(`Parquet: ${done} of ${total} files`, `Parquet：${done}/${total} 个文件`)),
  });
  return { folder, written: written.length, current, failed };
}
