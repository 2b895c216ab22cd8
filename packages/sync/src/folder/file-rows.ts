import { openAsBlob } from "node:fs";
import { open } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { type RowsInput, type Table, tables } from "@cdn-export/rows";

export interface FileOptions {
  onWarning: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** The tables of a file. */
export async function* fileTables(path: string, { onWarning, signal }: FileOptions): AsyncGenerator<Table> {
  yield* tables(await inputOf(path, signal), { onWarning });
}

/** Archives are read in place: their directory is at the end. */
async function inputOf(path: string, signal: AbortSignal | undefined): Promise<RowsInput> {
  const handle = await open(path);
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  if (buffer.toString("latin1") !== "PK") {
    const stream = handle.createReadStream({ start: 0 });
    return signal ? addAbortSignal(signal, stream) : stream;
  }
  await handle.close();
  return openAsBlob(path);
}
