// The files that `writeParquet` writes: where they are, and how to know them.
import { type FileHandle, open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ExportQuery } from "@cdn-export/client";
import { GMT8_MS } from "@cdn-export/client/internal";
import type { ParquetTask } from "@cdn-export/rows/parquet";
import { safeName } from "../names.ts";

/** The partitioned folder in the folder of the exports. */
export const PARQUET_FOLDER = "parquet";

/** Our footers have some kilobytes. A file of something else could claim gigabytes. */
const MAX_FOOTER_BYTES = 64 << 20;

/** The path of a window's file in the partitioned folder. */
export function parquetPath(id: string, query: ExportQuery): string {
  const { action, from } = query;
  return join(`action=${safeName(action)}`, `date=${dateOf(from)}`, `${nameOf(id, query)}.parquet`);
}

/** The day in GMT+8. */
function dateOf(from: ExportQuery["from"]): string {
  return new Date(Number(from) + GMT8_MS).toISOString().slice(0, 10);
}

/** The window's ID without what the partition says. */
function nameOf(id: string, { action, from }: ExportQuery): string {
  const start = `${action}/${dateOf(from)}/`;
  const rest = id.startsWith(start) ? id.slice(start.length) : id;
  // With another `_` in it, the name could be that of another window. The `/` adds a hash.
  const name = safeName(rest.includes("_") ? `${rest}/` : rest.replaceAll("/", "_"));
  // Spark and pandas skip names that begin with `_`, and a domain can begin with `*`.
  return name.replace(/^_/, "x_");
}

/** Who wrote a file: `writeParquet` from the file of this task, or of another one, as its metadata says. */
export type Origin = "this task" | "another task" | "something else" | "no file";

export async function originOf(path: string, task?: ParquetTask): Promise<Origin> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return "no file";
  if (!found.isFile()) return "something else";
  const handle = await open(path);
  try {
    const tail = await readAt(handle, Math.max(0, found.size - 8), 8);
    const length = tail.length === 8 ? tail.readUInt32LE(0) : 0;
    const isFooter = tail.toString("latin1", 4) === "PAR1" && length + 12 <= found.size && length <= MAX_FOOTER_BYTES;
    if (!isFooter) return "something else";
    const footer = (await readAt(handle, found.size - 8 - length, length)).toString("latin1");
    const metadata = footer.slice(footer.lastIndexOf("cdn-export.task"));
    if (task && metadata.includes(JSON.stringify(task))) return "this task";
    return /^cdn-export\.task.*?"sha256":"[0-9a-f]{64}"/s.test(metadata) ? "another task" : "something else";
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
