import { openAsBlob } from "node:fs";
import { open } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { type RowsInput, type Table, tables } from "@cdn-export/rows";

export interface FileOptions {
  onWarning: (message: string) => void;
  signal?: AbortSignal | undefined;
}

/** The tables of a file. @throws CorruptFileError with the path in its message. */
export async function* fileTables(path: string, { onWarning, signal }: FileOptions): AsyncGenerator<Table> {
  try {
    for await (const table of tables(await inputOf(path, signal), { onWarning }))
      yield { ...table, rows: named(table.rows, path) };
  } catch (error) {
    throw withPath(error, path);
  }
}

async function* named<T>(rows: AsyncIterable<T>, path: string): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (error) {
    throw withPath(error, path);
  }
}

function withPath(error: unknown, path: string): unknown {
  if (!(error instanceof CorruptFileError) || error.message.startsWith(path)) return error;
  const { code, message, advice } = error;
  return new CorruptFileError(code, `${path}: ${message}`, { cause: error, ...(advice !== undefined && { advice }) });
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
