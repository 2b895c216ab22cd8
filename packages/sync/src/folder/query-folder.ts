// A query of a folder: the Parquet files of the actions that it mentions, and the windows of the ledger.
import { availableParallelism } from "node:os";
import type { Action } from "@cdn-export/api";
import type { View } from "../query/messages.ts";
import type { ParquetWriter } from "../query/parquet-writer.ts";
import type { Queries } from "../query/run.ts";
import type { WindowRecord } from "../record.ts";
import { KNOWN_COLUMNS } from "./known-columns.ts";
import type { FolderQueryResult, QueryOptions } from "./options.ts";
import { parquetParts } from "./parquet-parts.ts";
import type { FolderReader } from "./reader.ts";
import { chosenWindows, type LeftOut } from "./windows.ts";

const MAX_ROWS = 1_000_000;
const MAX_SECONDS = 60;
const MAX_MEMORY = 1e9;
const MAX_THREADS = 8;

export async function queryFolder(
  reader: FolderReader,
  queries: Queries,
  onWarning: (message: string) => void,
  sql: string,
  options: QueryOptions,
): Promise<FolderQueryResult> {
  const { onProgress, onLeftOut, signal, maxRows = MAX_ROWS, maxSeconds = MAX_SECONDS } = options;
  const { maxMemory: memoryBytes = MAX_MEMORY, threads = Math.min(availableParallelism(), MAX_THREADS) } = options;
  queries.assertInstalled();
  const records = await reader.records();
  const leftOut: LeftOut[] = [];
  // An action that the text doesn't mention keeps its columns, and no rows.
  const isMentioned = mentions(sql);
  const chosen = (Object.keys(KNOWN_COLUMNS) as Action[]).map((action) => ({
    action,
    windows: isMentioned(action) ? chosenWindows(records, action, {}) : [],
  }));
  const total = chosen.flatMap(({ windows }) => windows.filter(({ file }) => file !== undefined)).length;
  let read = 0;
  onProgress?.({ read, total });
  const views: View[] = [];
  let writer: Promise<ParquetWriter> | undefined;
  const openWriter = () => {
    writer ??= import("../query/parquet-writer.ts").then(({ ParquetWriter }) => ParquetWriter.open());
    return writer;
  };
  try {
    for (const { action, windows } of chosen) {
      const files = await parquetParts(reader, action, windows, {
        onWarning,
        onFile: () => onProgress?.({ read: ++read, total }),
        onLeftOut: (one) => {
          leftOut.push(one);
          onLeftOut?.(one);
        },
        signal,
        writer: openWriter,
      });
      views.push({ name: action, files });
    }
  } finally {
    (await writer)?.close();
    await reader.finish();
  }
  const limits = { memoryBytes, threads, milliseconds: maxSeconds * 1000 };
  const message = { type: "run", sql, views, windows: JSON.stringify(windowsOf(records)), limits } as const;
  return { ...(await queries.run(message, maxRows, signal)), leftOut };
}

/** Identifiers may have escapes after `U&`: then every action may be meant. */
function mentions(sql: string): (action: Action) => boolean {
  const text = sql.toLowerCase();
  return (action) => text.includes(action) || text.includes("u&");
}

/** The rows of the table `windows`. */
function windowsOf(records: ReadonlyMap<string, WindowRecord>): object[] {
  return [...records].flatMap(([windowId, { query, file, error }]) => {
    if (query === undefined) return [];
    const {
      action,
      domains,
      from,
      to,
      serviceArea = "mainland_china",
    } = query as typeof query & { serviceArea?: string };
    const { path, bytes, createdAt, provisional, restated } = file ?? {};
    return {
      windowId,
      action,
      domains: domains === "all" ? ["all"] : domains,
      windowFrom: Number(from),
      windowTo: Number(to),
      serviceArea,
      file: path ?? null,
      bytes: bytes ?? null,
      createdAt: createdAt ?? null,
      provisional: provisional ?? null,
      restated: file ? (restated ?? false) : null,
      error: error?.message ?? null,
    };
  });
}
